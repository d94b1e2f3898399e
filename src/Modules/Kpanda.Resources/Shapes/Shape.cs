using System.Text.Json;
using Kpanda.Hosting.Json;
using Kpanda.Search.Query;

namespace Kpanda.Resources.Shapes;

/// <summary>
/// Reads published shapes straight from the objects of members. Most published fields are Kubernetes fields under the same name, so the record itself
/// is the projection; what differs is said by converters on its properties, and what is computed by the kind.
/// </summary>
public static class Shape
{
    // NOTE: case-insensitive on purpose. The published API spells some Kubernetes fields its own way (IPFamilies, PostStart, APIGroup).
    private static readonly JsonSerializerOptions Json = new(KpandaJson.Options) { PropertyNameCaseInsensitive = true };

    /// <summary>Reads a whole object and fills in its cluster.</summary>
    public static T Read<T>(IndexedObject obj)
        where T : PublishedResource
    {
        var shape = obj.Body.Deserialize<T>(Json)!;
        shape.Metadata = shape.Metadata with { Cluster = obj.Cluster };
        return shape;
    }

    /// <summary>Reads a part of an object; the default where there is none.</summary>
    public static T? Read<T>(JsonElement part) => part.ValueKind is JsonValueKind.Undefined ? default : part.Deserialize<T>(Json);

    /// <summary>Reads the metadata of an object and fills in its cluster.</summary>
    public static ObjectMeta Metadata(IndexedObject obj) => (Read<ObjectMeta>(obj.Body.At("metadata")) ?? new()) with { Cluster = obj.Cluster };
}
