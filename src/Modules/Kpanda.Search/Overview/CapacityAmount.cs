namespace Kpanda.Search.Overview;

/// <summary>How much of something there is, and how much of it pods have asked for. CPU in thousandths of a core, memory in bytes, pods in pieces.</summary>
internal sealed record CapacityAmount(long Allocatable, long Requested);
