namespace Kpanda.KubeModel.Yaml;

/// <summary>How much YAML is read before the reader refuses. The defaults fit what an API server accepts.</summary>
public sealed record YamlLimits
{
    /// <summary>The defaults.</summary>
    public static YamlLimits Default { get; } = new();

    /// <summary>Characters of text.</summary>
    public int MaxLength { get; init; } = 3 * 1024 * 1024;

    /// <summary>Maps and lists within each other.</summary>
    public int MaxDepth { get; init; } = 100;

    /// <summary>Uses of anchors; each may multiply what a small text expands to.</summary>
    public int MaxAliases { get; init; }

    /// <summary>Documents in one text, empty ones not counted.</summary>
    public int MaxDocuments { get; init; } = 1000;

    /// <summary>Scalars, maps and lists after expansion.</summary>
    public int MaxNodes { get; init; } = 500_000;
}
