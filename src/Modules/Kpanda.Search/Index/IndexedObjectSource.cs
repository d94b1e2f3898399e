using System.Text.Json;
using Kpanda.Hosting.Requests;
using Kpanda.KubeModel;
using Kpanda.Search.Query;

namespace Kpanda.Search.Index;

/// <summary>
/// The new state of a changed row, for every follower: parsed only where somebody wants it, and rendered once for each language. Safe for concurrent use.
/// </summary>
internal sealed class IndexedObjectSource(GroupResource resource, RowRef row, ReadOnlyMemory<byte> body)
{
    private readonly byte[]?[] _rows = new byte[]?[Enum.GetValues<Language>().Length];

    public int Size => body.Length;

    // The parsed form is three times the body, and needed for a moment: it is not kept.
    public IndexedObject Get() => Make(resource, row, body);

    public ReadOnlyMemory<byte> Row(Language language, Func<IndexedObject, Language, byte[]> render)
    {
        if (Volatile.Read(ref _rows[(int)language]) is { } made) return made;
        var rendered = render(Get(), language);
        return Interlocked.CompareExchange(ref _rows[(int)language], rendered, null) ?? rendered;
    }

    /// <summary>The version is the one in which the member told the object: it stands in the body.</summary>
    public static IndexedObject Make(GroupResource resource, RowRef row, ReadOnlyMemory<byte> body)
    {
        // The document lives as long as its object and is left to the garbage collector.
        var root = JsonDocument.Parse(body).RootElement;
        var apiVersion = root.TryGetProperty("apiVersion", out var value) ? value.GetString() ?? "" : "";
        var version = apiVersion[(apiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return new(row.Cluster, new GroupVersionResource(resource.Group, version, resource.Resource), row.Key, root, row.Status);
    }
}
