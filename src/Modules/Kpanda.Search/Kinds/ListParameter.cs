namespace Kpanda.Search.Kinds;

/// <summary>A query parameter of the lists of one kind.</summary>
/// <param name="Name">As published, e.g. <c>kindName</c>.</param>
/// <param name="IsArray">Whether it may be given several times.</param>
public sealed record ListParameter(string Name, bool IsArray = false)
{
    /// <summary>The values it takes; empty for any.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];
}
