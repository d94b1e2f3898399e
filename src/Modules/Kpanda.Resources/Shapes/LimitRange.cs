namespace Kpanda.Resources.Shapes;

internal sealed record LimitRange : PublishedResource
{
    public LimitRangeSpec Spec { get; init; } = new();
}

internal sealed record LimitRangeSpec
{
    public IReadOnlyList<LimitRangeItem>? Limits { get; init; }
}

internal sealed record LimitRangeItem
{
    public string? Type { get; init; }

    public IReadOnlyDictionary<string, string>? Max { get; init; }

    public IReadOnlyDictionary<string, string>? Min { get; init; }

    public IReadOnlyDictionary<string, string>? Default { get; init; }

    public IReadOnlyDictionary<string, string>? DefaultRequest { get; init; }

    public IReadOnlyDictionary<string, string>? MaxLimitRequestRatio { get; init; }
}
