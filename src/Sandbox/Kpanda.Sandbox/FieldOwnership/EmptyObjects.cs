using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Defaults;

namespace Kpanda.Sandbox.FieldOwnership;

/// <summary>
/// What an object of a built-in kind is before anything is set: parts that cannot be absent are there, empty. A creation is compared with this, so
/// nobody owns them for merely sending them.
/// </summary>
internal static class EmptyObjects
{
    private static readonly ConcurrentDictionary<string, JsonObject> Known = new(StringComparer.Ordinal);

    public static JsonObject Of(KindInfo kind) =>
        kind.Custom || FactTable.Newest.Type(kind.Gvk) is not { } type ? new JsonObject { ["metadata"] = new JsonObject() } : (JsonObject)Known.GetOrAdd(type.Name, Make).DeepClone();

    private static JsonObject Make(string message)
    {
        JsonObject empty = [];
        ZeroFields.Fill(empty, message);
        return empty;
    }
}
