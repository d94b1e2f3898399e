using System.Text.Json;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;

namespace Kpanda.Workloads.Kinds;

/// <summary>What lists of pods and workloads show, for them to be sorted by (<see cref="KindDescriptor.SortedValues"/>).</summary>
internal static class ShownValues
{
    /// <summary>The names of the containers of a pod template; indexed.</summary>
    public const string ContainersField = "spec.template.spec.containers[].name";

    private const int Whole = 1000;

    // A year in seconds, a thousand times: whatever still runs comes after what has ended.
    private const long Running = 31_536_000_000;

    private static readonly SortedValue Selector = SortedValue.Text(obj => obj.At("spec", "selector").Selector());

    /// <summary>Of Deployments, StatefulSets and ReplicaSets.</summary>
    public static IReadOnlyDictionary<string, SortedValue> OfReplicas { get; } = new Dictionary<string, SortedValue>(StringComparer.Ordinal)
    {
        ["ready"] = SortedValue.Number(obj => Share(Status(obj, "readyReplicas"), obj.Number(1, "spec", "replicas"))),
        ["current"] = SortedValue.Number(obj => Status(obj, "replicas")),
        ["updated"] = SortedValue.Number(obj => Status(obj, "updatedReplicas")),
        ["available"] = SortedValue.Number(obj => Status(obj, "availableReplicas")),
        ["selector"] = Selector,
    };

    /// <summary>Of DaemonSets.</summary>
    public static IReadOnlyDictionary<string, SortedValue> OfDaemons { get; } = new Dictionary<string, SortedValue>(StringComparer.Ordinal)
    {
        ["ready"] = SortedValue.Number(obj => Share(Status(obj, "numberReady"), Status(obj, "desiredNumberScheduled"))),
        ["current"] = SortedValue.Number(obj => Status(obj, "currentNumberScheduled")),
        ["updated"] = SortedValue.Number(obj => Status(obj, "updatedNumberScheduled")),
        ["available"] = SortedValue.Number(obj => Status(obj, "numberAvailable")),
        ["nodeSelector"] = SortedValue.Text(obj => obj.At("spec", "template", "spec").Pairs("nodeSelector")),
        ["selector"] = Selector,
    };

    /// <summary>Of pods.</summary>
    public static IReadOnlyDictionary<string, SortedValue> OfPods { get; } = new Dictionary<string, SortedValue>(StringComparer.Ordinal)
    {
        ["ready"] = SortedValue.Number(pod => Share(pod.Items("status", "containerStatuses").Count(status => status.Flag("ready")), pod.Count("spec", "containers"))),
        ["restarts"] = SortedValue.Number(pod => pod.Items("status", "containerStatuses").Sum(status => (long)status.Number(0, "restartCount"))),
        ["readinessGates"] = SortedValue.Text(Gates),
    };

    /// <summary>Of Jobs.</summary>
    public static IReadOnlyDictionary<string, SortedValue> OfJobs { get; } = new Dictionary<string, SortedValue>(StringComparer.Ordinal)
    {
        ["completions"] = SortedValue.Number(job => Share(Status(job, "succeeded"), job.Number(1, "spec", "completions"))),
        ["duration"] = SortedValue.Number(Duration),
        ["selector"] = Selector,
    };

    /// <summary>Of CronJobs.</summary>
    public static IReadOnlyDictionary<string, SortedValue> OfCronJobs { get; } = new Dictionary<string, SortedValue>(StringComparer.Ordinal)
    {
        ["active"] = SortedValue.Number(job => job.Count("status", "active")),
        ["lastSchedule"] = SortedValue.Number(job => job.Time("status", "lastScheduleTime")?.ToUnixTimeSeconds()),
    };

    // What lacks most comes first; of nothing nothing is missing.
    private static long Share(long ready, long wanted) => wanted <= 0 ? Whole : ready * Whole / wanted;

    private static int Status(JsonElement obj, string count) => obj.Number(0, "status", count);

    private static string Gates(JsonElement pod)
    {
        var gates = pod.Count("spec", "readinessGates");
        if (gates == 0) return "";
        var open = pod.Items("spec", "readinessGates").Count(gate => pod.Condition(gate.Text("conditionType")).Text("status") == "True");
        return $"{open}/{gates}";
    }

    // How long a Job that runs has been at it changes while nothing is told: those come after all that ended, the one that began first last.
    private static long? Duration(JsonElement job)
    {
        if (job.Time("status", "startTime") is not { } start) return null;
        var failed = job.Condition("Failed");
        var end = job.Time("status", "completionTime") ?? (failed.Text("status") == "True" ? failed.Time("lastTransitionTime") : null);
        return end is { } ended ? (long)(ended - start).TotalSeconds : Running - start.ToUnixTimeSeconds();
    }
}
