using System.ComponentModel.DataAnnotations;

namespace Kpanda.Workloads.Usage;

/// <summary>What an object uses now, as the metrics API of its cluster tells (metrics.k8s.io), beside what it asks for.</summary>
/// <param name="Source"><c>served</c>; <c>absent</c> where the cluster has no metrics API, <c>failing</c> where it does not answer, <c>waiting</c> where it knows nothing of the object yet.</param>
/// <param name="Time">When it was measured, epoch milliseconds; null where nothing was.</param>
/// <param name="Cpu">Thousandths of a core.</param>
/// <param name="Memory">Bytes.</param>
/// <param name="Parts">The containers of a pod, the pods of a workload, or the nodes of a cluster, the hungriest first, some hundred at most.</param>
/// <param name="Measured">Of how many parts there are figures.</param>
/// <param name="Total">How many parts there are.</param>
internal sealed record UsageAnswer(
    [property: AllowedValues("served", "absent", "failing", "waiting")] string Source,
    long? Time,
    UsageAmount Cpu,
    UsageAmount Memory,
    IReadOnlyList<UsagePart> Parts,
    int Measured,
    int Total);
