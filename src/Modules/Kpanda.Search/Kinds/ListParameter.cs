namespace Kpanda.Search.Kinds;

/// <summary>A query parameter of the lists of one kind.</summary>
/// <param name="Name">As published, e.g. <c>kindName</c>.</param>
/// <param name="IsArray">Whether it may be given several times.</param>
public sealed record ListParameter(string Name, bool IsArray = false)
{
    /// <summary>The values it takes; empty for any. The published placeholder (<c>KIND_UNSPECIFIED</c>) is accepted everywhere and not listed.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>What each value is.</summary>
    public ListParameterType Type { get; init; } = ListParameterType.Text;
}
