using System.Text.Json.Nodes;
using Kpanda.Sandbox.Containers;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Scheduling;

namespace Kpanda.Sandbox.Kubelet;

/// <summary>
/// What a running container uses: computed from the pod, the container and the time, never stored, so that whoever asks (metrics.k8s.io, an autoscaler)
/// is told the same. The annotations <c>sandbox.kpanda.io/cpu-usage</c> and <c>sandbox.kpanda.io/memory-usage</c> (quantities, for each container)
/// have the last word; else it is a share of what is requested, which differs from pod to pod and swings slowly.
/// </summary>
internal static class PodUsage
{
    /// <summary>How often usage is measured, and over how long a time.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(15);

    private const decimal IdleCpu = 0.02m;
    private const long IdleMemory = 32L << 20;
    private const double SwingSeconds = 1800;
    private static readonly (double Least, double Most) CpuShare = (0.15, 0.6);

    /// <summary>The moment of the last measurement.</summary>
    public static DateTimeOffset MeasuredAt(DateTimeOffset now) => new(now.UtcTicks - (now.UtcTicks % Window.Ticks), TimeSpan.Zero);

    /// <summary>The containers of a pod that run long enough to have been measured; none of a pod without a node.</summary>
    public static IReadOnlyList<ContainerUsage> Of(JsonObject pod, DateTimeOffset now)
    {
        var measured = MeasuredAt(now);
        List<ContainerUsage> usages = [];
        foreach (var container in pod.ObjectsAt("spec", "containers").Concat(pod.ObjectsAt("spec", "initContainers")))
        {
            var name = container.TextAt("name") ?? "";
            var status = pod.ObjectsAt("status", "containerStatuses").Concat(pod.ObjectsAt("status", "initContainerStatuses")).FirstOrDefault(entry => entry.TextAt("name") == name);
            if (status.TimeAt("state", "running", "startedAt") is not { } started || started > measured)
                continue;
            usages.Add(new(name, Cpu(pod, container, measured), (long)Memory(pod, container, measured)));
        }
        return usages;
    }

    /// <summary>The CPU time that the present run of a container has used, in seconds: what <see cref="Of"/> says, summed up over time.</summary>
    public static decimal CpuSeconds(JsonObject pod, string name, DateTimeOffset now)
    {
        if (ContainerRuntime.SpecOf(pod, name) is not { } container || ContainerRuntime.StatusOf(pod, name).TimeAt("state", "running", "startedAt") is not { } started)
            return 0;
        var seconds = (decimal)(now - started).TotalSeconds;
        if (pod.Annotation($"{ContainerBehaviour.AnnotationPrefix}cpu-usage") is { } told)
            return ResourceAmounts.Parse(told) * seconds;
        var (least, most) = CpuShare;
        var asked = ResourceAmounts.Parse(container.At("resources", "requests", "cpu"));
        var limit = ResourceAmounts.Parse(container.At("resources", "limits", "cpu"));
        var hash = SafeNames.Hash64($"{pod.Uid()}/{name}/cpu");
        var share = least + ((most - least) * (hash % 1000 / 1000.0));
        var swung = 0.2 * SwingSeconds / (2 * Math.PI) * (Math.Cos(Angle(started, hash)) - Math.Cos(Angle(now, hash)));
        var used = (asked > 0 ? asked : IdleCpu) * (decimal)share * (seconds + (decimal)swung);
        return limit > 0 ? Math.Min(used, limit * seconds) : used;
    }

    private static double Angle(DateTimeOffset time, ulong hash) => (time.ToUnixTimeMilliseconds() / 1000.0 / SwingSeconds * 2 * Math.PI) + (hash % 628 / 100.0);

    private static decimal Cpu(JsonObject pod, JsonObject container, DateTimeOffset measured) =>
        Amount(pod, container, "cpu", IdleCpu, measured, CpuShare.Least, CpuShare.Most);

    private static decimal Memory(JsonObject pod, JsonObject container, DateTimeOffset measured) =>
        Amount(pod, container, "memory", IdleMemory, measured, least: 0.35, most: 0.75);

    private static decimal Amount(JsonObject pod, JsonObject container, string resource, decimal idle, DateTimeOffset measured, double least, double most)
    {
        if (pod.Annotation($"{ContainerBehaviour.AnnotationPrefix}{resource}-usage") is { } told)
            return ResourceAmounts.Parse(told);
        var asked = ResourceAmounts.Parse(container.At("resources", "requests", resource));
        var limit = ResourceAmounts.Parse(container.At("resources", "limits", resource));
        var hash = SafeNames.Hash64($"{pod.Uid()}/{container.TextAt("name")}/{resource}");
        var share = least + ((most - least) * (hash % 1000 / 1000.0));
        var swing = 1 + (0.2 * Math.Sin(Angle(measured, hash)));
        var used = (asked > 0 ? asked : idle) * (decimal)(share * swing);
        return limit > 0 && used > limit ? limit : used;
    }
}
