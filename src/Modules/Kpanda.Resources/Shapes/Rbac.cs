using System.Text.Json.Serialization;

namespace Kpanda.Resources.Shapes;

[PublishedName("rbacv1alpha1Role")]
internal sealed record Role : PublishedResource
{
    public IReadOnlyList<PolicyRule>? Rules { get; init; }
}

[PublishedName("apirbacv1alpha1ClusterRole")]
internal sealed record ClusterRole : PublishedResource
{
    public IReadOnlyList<PolicyRule>? Rules { get; init; }

    public AggregationRule? AggregationRule { get; init; }
}

internal sealed record RoleBinding : PublishedResource
{
    public IReadOnlyList<Subject>? Subjects { get; init; }

    public RoleRef? RoleRef { get; init; }
}

internal sealed record ClusterRoleBinding : PublishedResource
{
    public IReadOnlyList<Subject>? Subjects { get; init; }

    public RoleRef? RoleRef { get; init; }
}

internal sealed record PolicyRule
{
    public IReadOnlyList<string>? Verbs { get; init; }

    public IReadOnlyList<string>? ApiGroups { get; init; }

    public IReadOnlyList<string>? Resources { get; init; }

    public IReadOnlyList<string>? ResourceNames { get; init; }

    [JsonPropertyName("nonResourceUrls")]
    public IReadOnlyList<string>? NonResourceURLs { get; init; }
}

internal sealed record AggregationRule(IReadOnlyList<LabelSelectorShape>? ClusterRoleSelectors);

internal sealed record Subject
{
    public string? Kind { get; init; }

    [JsonPropertyName("APIGroup")]
    public string? ApiGroup { get; init; }

    public string? Name { get; init; }

    public string? Namespace { get; init; }
}

internal sealed record RoleRef
{
    [JsonPropertyName("APIGroup")]
    public string? ApiGroup { get; init; }

    public string? Kind { get; init; }

    public string? Name { get; init; }
}
