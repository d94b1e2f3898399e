namespace Kpanda.Resources.Shapes;

/// <summary>How pods' requests are made from their limits, in per cent; 0 leaves them alone.</summary>
internal sealed record ClusterResourceOverride(int MemoryRequestToLimitPercent, int CpuRequestToLimitPercent);

/// <summary>The body of creation and update.</summary>
internal sealed record ClusterResourceOverrideRequest(ClusterResourceOverride? Data);
