using System.ComponentModel.DataAnnotations;

namespace Kpanda.Resources.Shapes;

internal sealed record CustomResourceDefinition : PublishedResource
{
    public CustomResourceDefinitionSpec Spec { get; init; } = new();

    public CustomResourceDefinitionStatus? Status { get; init; }
}

internal sealed record CustomResourceDefinitionSpec
{
    public string Group { get; init; } = "";

    public CustomResourceDefinitionNames? Names { get; init; }

    [AllowedValues("RESOURCE_SCOPE_UNSPECIFIED", "NAMESPACED", "CLUSTER")]
    public string Scope { get; init; } = "";

    public IReadOnlyList<CustomResourceDefinitionVersion>? Versions { get; init; }
}

internal sealed record CustomResourceDefinitionNames
{
    public string Plural { get; init; } = "";

    public string? Singular { get; init; }

    public IReadOnlyList<string>? ShortNames { get; init; }

    public string Kind { get; init; } = "";

    public string? ListKind { get; init; }

    public IReadOnlyList<string>? Categories { get; init; }
}

internal sealed record CustomResourceDefinitionVersion(string Name, bool Served, bool Storage, bool Deprecated);

internal sealed record CustomResourceDefinitionStatus(IReadOnlyList<Condition>? Conditions);
