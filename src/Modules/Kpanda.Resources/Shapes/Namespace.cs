using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Kpanda.Resources.Shapes;

internal sealed record Namespace : PublishedResource
{
    public NamespaceSpec? Spec { get; init; }

    public NamespaceStatus Status { get; init; } = new();
}

internal sealed record NamespaceSpec
{
    [JsonPropertyName("Finalizers")]
    public IReadOnlyList<string>? Finalizers { get; init; }
}

/// <summary>What needs the pods of the namespace, its quotas or metrics is null where they were not looked at.</summary>
internal sealed record NamespaceStatus
{
    [AllowedValues("NAMESPACE_PHASE_UNSPECIFIED", "Active", "Terminating")]
    public string Phase { get; init; } = "";

    public int? ReadyPodNumber { get; init; }

    public int? TotalPodNumber { get; init; }

    public IReadOnlyList<Condition>? Conditions { get; init; }

    public bool PodSecurityEnabled { get; init; }

    public double? CpuUsage { get; init; }

    public double? MemoryUsage { get; init; }

    public ResourceQuotaStatus? QuotaStatus { get; init; }
}
