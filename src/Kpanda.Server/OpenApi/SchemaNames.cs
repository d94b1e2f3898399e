using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;

namespace Kpanda.Server.OpenApi;

/// <summary>Names schemas after their types. Two types of one name would silently become one schema: that is a bug and said so.</summary>
internal sealed class SchemaNames
{
    private readonly ConcurrentDictionary<string, Type> _types = new(StringComparer.Ordinal);

    public string? Of(JsonTypeInfo info)
    {
        // A record that may be absent is the same record.
        var type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        if (OpenApiOptions.CreateDefaultSchemaReferenceId(info) is not { } name) return null;
        return _types.GetOrAdd(name, type) == type
            ? name
            : throw new InvalidOperationException($"{type.FullName} and {_types[name].FullName} would share the schema {name}.");
    }
}
