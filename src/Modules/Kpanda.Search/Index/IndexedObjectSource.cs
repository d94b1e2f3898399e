using System.Text.Json;
using Kpanda.KubeModel;
using Kpanda.Search.Query;

namespace Kpanda.Search.Index;

/// <summary>Makes the <see cref="IndexedObject"/> of a changed row once, however many followers want it.</summary>
internal sealed class IndexedObjectSource(GroupResource resource, RowRef row, ReadOnlyMemory<byte> body)
{
    private IndexedObject? _made;

    public IndexedObject Get() => _made ??= Make(resource, row, body);

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
