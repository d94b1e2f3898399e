namespace Kpanda.Resources.Shapes;

internal sealed record ConfigMap : PublishedResource
{
    public bool Immutable { get; init; }

    public IReadOnlyDictionary<string, string>? Data { get; init; }

    /// <summary>Base64.</summary>
    public IReadOnlyDictionary<string, string>? BinaryData { get; init; }
}
