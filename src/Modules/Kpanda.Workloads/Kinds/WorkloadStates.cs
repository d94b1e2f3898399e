using System.Globalization;
using System.Text.Json;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;

namespace Kpanda.Workloads.Kinds;

/// <summary>What the rules of the kinds that run replicas have in common. States are those of <c>typesWorkloadState</c>.</summary>
internal static class WorkloadStates
{
    /// <summary>As long as a Deployment's default deadline: what is not up by then is in trouble.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static IReadOnlyList<string> All { get; } = ["Running", "Waiting", "Not_Ready", "Stopped", "Deleting"];

    public static KindStatus Running { get; } = KindStatus.Of("Running", StatusSeverity.Healthy);

    public static KindStatus Stopped { get; } = KindStatus.Of("Stopped", StatusSeverity.Idle);

    public static KindStatus Deleting(JsonElement obj) =>
        KindStatus.Of("Deleting", StatusSeverity.Progressing, "workload.deleting", ("since", obj.Text("metadata", "deletionTimestamp")));

    /// <summary>Whether the controller has not looked at the newest specification yet.</summary>
    public static bool IsUnobserved(JsonElement obj) => obj.Number(0, "status", "observedGeneration") < obj.Number(0, "metadata", "generation");

    /// <summary>Whether the object is so new that missing pods are no surprise.</summary>
    public static bool IsYoung(JsonElement obj, DateTimeOffset now) => now - obj.Time("metadata", "creationTimestamp") < Patience;

    /// <summary>The member refuses the pods (quota, policy): null where it does not.</summary>
    public static KindStatus? Refused(JsonElement obj) =>
        obj.Condition("ReplicaFailure") is var condition && condition.Text("status") == "True" ? Failing("workload.podsRefused", condition) : null;

    /// <summary>Broken in the words of a condition.</summary>
    public static KindStatus Failing(string reason, JsonElement condition) => KindStatus.Of(
        "Not_Ready", StatusSeverity.Failing, reason, ("message", condition.Text("message")), ("since", condition.Text("lastTransitionTime")));

    public static KindStatus Waiting(string reason, int have, int want) =>
        KindStatus.Of("Waiting", StatusSeverity.Progressing, reason, ("have", Digits(have)), ("want", Digits(want)));

    /// <summary>Pods are missing and nothing is under way: bad when some are left, worse when none is.</summary>
    public static KindStatus Unavailable(int have, int want, string since) => KindStatus.Of(
        "Not_Ready",
        have > 0 ? StatusSeverity.Warning : StatusSeverity.Failing,
        "workload.unavailable",
        ("have", Digits(have)),
        ("want", Digits(want)),
        ("since", since));

    public static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
