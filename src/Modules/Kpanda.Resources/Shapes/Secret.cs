namespace Kpanda.Resources.Shapes;

internal sealed record Secret : PublishedResource
{
    public bool Immutable { get; init; }

    /// <summary>Base64; null wherever the values were not read from the member for this very request.</summary>
    public IReadOnlyDictionary<string, string>? Data { get; init; }

    public IReadOnlyDictionary<string, string>? StringData { get; init; }

    public string? Type { get; init; }
}
