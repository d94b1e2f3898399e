using Kpanda.Resources.Shapes;

namespace Kpanda.Workloads.Shapes;

internal sealed record PodTemplateSpec
{
    public ObjectMeta? Metadata { get; init; }

    public PodSpec? Spec { get; init; }
}

internal sealed record PodSpec
{
    public IReadOnlyList<Volume>? Volumes { get; init; }

    public IReadOnlyList<Container>? InitContainers { get; init; }

    public IReadOnlyList<Container>? Containers { get; init; }

    public IReadOnlyList<EphemeralContainer>? EphemeralContainers { get; init; }

    public string? RestartPolicy { get; init; }

    public string? NodeName { get; init; }

    /// <summary>Labels that its node must have: an addition.</summary>
    public IReadOnlyDictionary<string, string>? NodeSelector { get; init; }

    /// <summary>Conditions that must be true before it counts as ready: an addition.</summary>
    public IReadOnlyList<PodReadinessGate>? ReadinessGates { get; init; }

    public bool HostNetwork { get; init; }

    public Affinity? Affinity { get; init; }

    public IReadOnlyList<Toleration>? Tolerations { get; init; }
}

internal sealed record PodReadinessGate(string ConditionType);

internal sealed record Toleration
{
    public string? Key { get; init; }

    public string? Operator { get; init; }

    public string? Value { get; init; }

    public string? Effect { get; init; }

    public long TolerationSeconds { get; init; }
}
