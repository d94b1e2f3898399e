namespace Kpanda.Resources.Shapes;

internal sealed record MetallbIPPool : PublishedResource
{
    public MetallbIPPoolSpec Spec { get; init; } = new();
}

internal sealed record MetallbIPPoolSpec
{
    /// <summary>Ranges: <c>10.0.0.0/24</c> or <c>10.0.0.1-10.0.0.9</c>.</summary>
    public IReadOnlyList<string>? Addresses { get; init; }

    public bool AutoAssign { get; init; } = true;

    public bool AvoidBuggyIPs { get; init; }
}
