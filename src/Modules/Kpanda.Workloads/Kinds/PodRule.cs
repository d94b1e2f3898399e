using System.Globalization;
using System.Text.Json;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;

namespace Kpanda.Workloads.Kinds;

/// <summary>How a pod is, and why. The state is the pod's phase; what kubectl prints is <see cref="PodWords"/>.</summary>
internal static class PodRule
{
    /// <summary>A container that has been up this long and still is not ready is no longer just starting.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly string[] ContainerLists = ["initContainerStatuses", "containerStatuses"];

    public static KindStatus Of(JsonElement pod, DateTimeOffset now)
    {
        var phase = pod.Text("status", "phase") is { Length: > 0 } given ? given : "Pending";
        if (pod.Text("status", "reason") == "Evicted")
            return KindStatus.Of(phase, StatusSeverity.Failing, "pod.evicted", ("message", pod.Text("status", "message")), ("since", NotReadySince(pod)));
        if (pod.IsDeleting()) return KindStatus.Of(phase, StatusSeverity.Progressing, "pod.terminating", ("since", pod.Text("metadata", "deletionTimestamp")));

        return phase switch
        {
            "Succeeded" => KindStatus.Of(phase, StatusSeverity.Idle),
            "Failed" => Failed(pod),
            "Unknown" => KindStatus.Of(phase, StatusSeverity.Failing, "pod.nodeLost", ("node", pod.Text("spec", "nodeName")), ("since", NotReadySince(pod))),
            _ => Stuck(pod, phase) ?? (phase == "Pending" ? Pending(pod) : Running(pod, now)),
        };
    }

    private static KindStatus Failed(JsonElement pod)
    {
        foreach (var container in Containers(pod))
        {
            var ended = container.At("state", "terminated");
            if (ended.Number(0, "exitCode") == 0) continue;
            return KindStatus.Of(
                "Failed",
                StatusSeverity.Failing,
                ended.Text("reason") == "OOMKilled" ? "pod.oomKilled" : "pod.failed",
                ("container", container.Text("name")),
                ("exitCode", Digits(ended.Number(0, "exitCode"))),
                ("restarts", Digits(container.Number(0, "restartCount"))),
                ("since", ended.Text("finishedAt")));
        }

        return KindStatus.Of("Failed", StatusSeverity.Failing, "pod.failedWithout", ("message", pod.Text("status", "message")), ("since", NotReadySince(pod)));
    }

    /// <summary>What does not go away by itself: containers that cannot start or keep dying, pods that fit nowhere.</summary>
    private static KindStatus? Stuck(JsonElement pod, string phase)
    {
        foreach (var container in Containers(pod))
        {
            if (Waiting(container) is var (reason, message)) return StuckContainer(pod, container, phase, reason, message);
        }

        var scheduled = pod.Condition("PodScheduled");
        if (scheduled.Text("status") != "False" || scheduled.Text("reason") == "SchedulingGated") return null;
        return KindStatus.Of(
            phase, StatusSeverity.Failing, "pod.unschedulable", ("message", scheduled.Text("message")), ("since", scheduled.Text("lastTransitionTime")));
    }

    private static KindStatus? StuckContainer(JsonElement pod, JsonElement container, string phase, string reason, string message)
    {
        var last = container.At("lastState", "terminated");
        var word = reason switch
        {
            "ImagePullBackOff" or "ErrImagePull" or "InvalidImageName" or "ErrImageNeverPull" or "RegistryUnavailable" or "ImageInspectError" => "pod.imagePull",
            "CrashLoopBackOff" when last.Text("reason") == "OOMKilled" => "pod.oomKilled",
            "CrashLoopBackOff" => "pod.crashLoop",
            "CreateContainerConfigError" or "CreateContainerError" or "RunContainerError" or "StartError" or "ContainerCannotRun" => "pod.containerConfig",
            _ => "",
        };
        if (word.Length == 0) return null;
        return KindStatus.Of(
            phase,
            StatusSeverity.Failing,
            word,
            ("container", container.Text("name")),
            ("image", container.Text("image")),
            ("message", message),
            ("exitCode", Digits(last.Number(0, "exitCode"))),
            ("restarts", Digits(container.Number(0, "restartCount"))),
            ("since", last.Text("finishedAt") is { Length: > 0 } ended ? ended : NotReadySince(pod)));
    }

    private static KindStatus Pending(JsonElement pod) =>
        pod.Condition("PodScheduled").Text("reason") == "SchedulingGated"
            ? KindStatus.Of("Pending", StatusSeverity.Idle, "pod.schedulingGated")
            : KindStatus.Of("Pending", StatusSeverity.Progressing, "pod.starting", ("words", PodWords.Of(pod)), ("since", Since(pod)));

    private static KindStatus Running(JsonElement pod, DateTimeOffset now)
    {
        foreach (var container in pod.Items("status", "containerStatuses"))
        {
            if (container.At("state", "terminated") is { ValueKind: JsonValueKind.Object } ended && ended.Number(0, "exitCode") != 0) return Exited(container, ended);
            if (container.Flag("ready") || container.At("state", "running").ValueKind != JsonValueKind.Object) continue;

            var young = container.Number(0, "restartCount") == 0 && now - container.Time("state", "running", "startedAt") < Patience;
            return young
                ? KindStatus.Of("Running", StatusSeverity.Progressing, "pod.starting", ("words", PodWords.Of(pod)), ("since", Since(pod)))
                : NotReady(pod, container.Text("name"));
        }

        var ready = pod.Condition("Ready");
        return ready.ValueKind == JsonValueKind.Object && ready.Text("status") != "True" && ready.Text("reason") != "PodCompleted"
            ? NotReady(pod, "")
            : KindStatus.Of("Running", StatusSeverity.Healthy);
    }

    private static KindStatus Exited(JsonElement container, JsonElement ended) => KindStatus.Of(
        "Running",
        StatusSeverity.Failing,
        ended.Text("reason") == "OOMKilled" ? "pod.oomKilled" : "pod.failed",
        ("container", container.Text("name")),
        ("exitCode", Digits(ended.Number(0, "exitCode"))),
        ("restarts", Digits(container.Number(0, "restartCount"))),
        ("since", ended.Text("finishedAt")));

    private static KindStatus NotReady(JsonElement pod, string container)
    {
        var ready = pod.Condition("Ready");
        return KindStatus.Of(
            "Running",
            StatusSeverity.Warning,
            container.Length > 0 ? "pod.notReady" : "pod.gateNotReady",
            ("container", container),
            ("message", ready.Text("message")),
            ("since", ready.Text("lastTransitionTime")));
    }

    private static (string Reason, string Message)? Waiting(JsonElement container) =>
        container.Text("state", "waiting", "reason") is { Length: > 0 } reason ? (reason, container.Text("state", "waiting", "message")) : null;

    private static IEnumerable<JsonElement> Containers(JsonElement pod) => ContainerLists.SelectMany(list => pod.Items("status", list));

    /// <summary>Since when the pod has not been ready: kubelets say so from the start of its containers on.</summary>
    private static string NotReadySince(JsonElement pod)
    {
        var ready = pod.Condition("Ready");
        return ready.Text("status") != "True" && ready.Text("lastTransitionTime") is { Length: > 0 } since ? since : Since(pod);
    }

    private static string Since(JsonElement pod) =>
        pod.Text("status", "startTime") is { Length: > 0 } start ? start : pod.Text("metadata", "creationTimestamp");

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
