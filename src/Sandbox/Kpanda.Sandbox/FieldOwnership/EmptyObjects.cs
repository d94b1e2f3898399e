using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Api.Bodies.Protobuf;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.FieldOwnership;

/// <summary>
/// What an object of a built-in kind is before anything is set: parts that cannot be absent are there, empty. A creation is compared with this, so
/// nobody owns them for merely sending them.
/// </summary>
internal static class EmptyObjects
{
    private static readonly ConcurrentDictionary<string, JsonObject> Known = new(StringComparer.Ordinal);

    public static JsonObject Of(KindInfo kind) =>
        kind.Custom || FactTable.Newest.Type(kind.Gvk) is not { } type ? new JsonObject { ["metadata"] = new JsonObject() } : (JsonObject)Known.GetOrAdd(type.Name, name => Make(name, 0)).DeepClone();

    private static JsonObject Make(string message, int depth)
    {
        JsonObject obj = [];
        if (depth > 8 || ProtobufMessages.Instance.Find(message) is not { } fields) return obj;
        foreach (var field in fields.Values)
        {
            if (field.Pointer) continue;
            var known = ProtobufMessages.Instance.Find(field.Type) is not null;
            if (field.Inline)
            {
                foreach (var (name, value) in Make(field.Type, depth + 1)) obj[name] = value?.DeepClone();
            }
            else if (known)
            {
                obj[field.Name] = Make(field.Type, depth + 1);
            }
            else if (!field.DropsZero)
            {
                obj[field.Name] = field.Type switch
                {
                    "string" => "",
                    "int" => 0,
                    "bool" => false,
                    _ => null,
                };
            }
        }

        return obj;
    }
}
