namespace Kpanda.Workloads.Usage;

/// <summary>One amount: used, asked for, bounded, offered.</summary>
/// <param name="Used">Null where it was not measured.</param>
/// <param name="Requested">What was asked for; 0 for nothing.</param>
/// <param name="Limit">The most that may be used; null where a part has no limit.</param>
/// <param name="Capacity">What there is to give (nodes, clusters); null elsewhere.</param>
internal sealed record UsageAmount(long? Used, long Requested, long? Limit, long? Capacity)
{
    /// <summary>Of several parts together. It is limited only where each is.</summary>
    public static UsageAmount Sum(IReadOnlyList<UsageAmount> parts) => new(
        parts.Any(part => part.Used is not null) ? parts.Sum(part => part.Used ?? 0) : null,
        parts.Sum(part => part.Requested),
        parts.Count == 0 || parts.Any(part => part.Limit is null) ? null : parts.Sum(part => part.Limit),
        parts.Any(part => part.Capacity is not null) ? parts.Sum(part => part.Capacity ?? 0) : null);
}
