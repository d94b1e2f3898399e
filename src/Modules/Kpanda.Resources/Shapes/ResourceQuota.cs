namespace Kpanda.Resources.Shapes;

internal sealed record ResourceQuota : PublishedResource
{
    public ResourceQuotaSpec Spec { get; init; } = new();

    public ResourceQuotaStatus Status { get; init; } = new();
}

internal sealed record ResourceQuotaSpec
{
    public IReadOnlyDictionary<string, string>? Hard { get; init; }
}

internal sealed record ResourceQuotaStatus
{
    public IReadOnlyDictionary<string, string>? Hard { get; init; }

    public IReadOnlyDictionary<string, string>? Used { get; init; }
}
