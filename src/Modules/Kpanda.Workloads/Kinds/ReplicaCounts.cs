using System.Collections.ObjectModel;
using System.Text.Json;
using Kpanda.Resources.Shapes;

namespace Kpanda.Workloads.Kinds;

/// <summary>The counts that lists of pods and workloads show, for lists to be sorted by (<see cref="Kpanda.Search.Kinds.KindDescriptor.SortedValues"/>).</summary>
internal static class ReplicaCounts
{
    private const int Whole = 1000;

    /// <summary>Of Deployments, StatefulSets and ReplicaSets.</summary>
    public static IReadOnlyDictionary<string, Func<JsonElement, long>> OfReplicas { get; } = Named(
        ("ready", obj => Share(Status(obj, "readyReplicas"), obj.Number(1, "spec", "replicas"))),
        ("current", obj => Status(obj, "replicas")),
        ("updated", obj => Status(obj, "updatedReplicas")),
        ("available", obj => Status(obj, "availableReplicas")));

    /// <summary>Of DaemonSets.</summary>
    public static IReadOnlyDictionary<string, Func<JsonElement, long>> OfDaemons { get; } = Named(
        ("ready", obj => Share(Status(obj, "numberReady"), Status(obj, "desiredNumberScheduled"))),
        ("current", obj => Status(obj, "currentNumberScheduled")),
        ("updated", obj => Status(obj, "updatedNumberScheduled")),
        ("available", obj => Status(obj, "numberAvailable")));

    /// <summary>Of pods.</summary>
    public static IReadOnlyDictionary<string, Func<JsonElement, long>> OfContainers { get; } = Named(
        ("ready", pod => Share(pod.Items("status", "containerStatuses").Count(status => status.Flag("ready")), pod.Count("spec", "containers"))),
        ("restarts", pod => pod.Items("status", "containerStatuses").Sum(status => (long)status.Number(0, "restartCount"))));

    // What lacks most comes first; of nothing nothing is missing.
    private static long Share(long ready, long wanted) => wanted <= 0 ? Whole : ready * Whole / wanted;

    private static int Status(JsonElement obj, string count) => obj.Number(0, "status", count);

    private static ReadOnlyDictionary<string, Func<JsonElement, long>> Named(params (string Name, Func<JsonElement, long> Of)[] values) =>
        values.ToDictionary(value => value.Name, value => value.Of, StringComparer.Ordinal).AsReadOnly();
}
