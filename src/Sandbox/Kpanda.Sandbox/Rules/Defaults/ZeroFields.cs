using System.Text.Json.Nodes;
using Kpanda.Sandbox.Api.Bodies.Protobuf;

namespace Kpanda.Sandbox.Rules.Defaults;

/// <summary>
/// The fields that Kubernetes always writes: those that are no pointers and whose tags do not say that a zero is left out. Absent, they become empty
/// objects, empty texts, zeros, and null for lists and maps.
/// </summary>
internal static class ZeroFields
{
    private const int MaxDepth = 40;

    /// <summary>Completes an object of a message; of one that is not known nothing is changed.</summary>
    public static void Fill(JsonObject obj, string message) => Fill(obj, message, 0);

    private static void Fill(JsonObject obj, string message, int depth)
    {
        if (depth > MaxDepth) return;
        foreach (var (name, field) in ProtobufMessages.Instance.Named(message))
        {
            if (obj[name] is { } value) Inner(value, field.Type, depth);
            else if (!field.Pointer && !field.DropsZero && (!obj.ContainsKey(name) || IsMessage(field.Type))) obj[name] = Zero(field.Type, depth);
        }
    }

    /// <summary>Makes null of the empty lists and maps among these fields: what is stored does not tell them apart.</summary>
    public static void Forget(JsonObject obj, string message)
    {
        foreach (var (name, field) in ProtobufMessages.Instance.Named(message))
        {
            switch (obj[name])
            {
                case JsonArray { Count: 0 }:
                    obj[name] = null;
                    break;
                case JsonObject { Count: 0 } when field.Type.StartsWith("{}", StringComparison.Ordinal):
                    obj[name] = null;
                    break;
                case JsonArray list when IsMessage(field.Type[2..]):
                    foreach (var element in list.OfType<JsonObject>()) Forget(element, field.Type[2..]);
                    break;
                case JsonObject inner when IsMessage(field.Type):
                    Forget(inner, field.Type);
                    break;
            }
        }
    }

    /// <summary>What Go makes of nothing.</summary>
    public static JsonNode? Zero(string type) => Zero(type, 0);

    private static JsonNode? Zero(string type, int depth)
    {
        switch (type)
        {
            case "string":
                return "";
            case "int" or "double" or "IntOrString":
                return 0;
            case "bool":
                return false;
            case "Quantity":
                return "0";
            case "Duration":
                return "0s";
            default:
                if (!IsMessage(type)) return null;
                JsonObject empty = [];
                Fill(empty, type, depth + 1);
                return empty;
        }
    }

    private static void Inner(JsonNode value, string type, int depth)
    {
        switch (value)
        {
            case JsonArray list when type.StartsWith("[]", StringComparison.Ordinal) && IsMessage(type[2..]):
                foreach (var element in list.OfType<JsonObject>()) Fill(element, type[2..], depth + 1);
                break;
            case JsonObject map when type.StartsWith("{}", StringComparison.Ordinal):
                foreach (var (_, element) in map)
                {
                    if (element is not null) Inner(element, type[2..], depth + 1);
                }

                break;
            case JsonObject obj when IsMessage(type):
                Fill(obj, type, depth + 1);
                break;
        }
    }

    private static bool IsMessage(string type) => type.Contains('.', StringComparison.Ordinal) && type[0] is not ('[' or '{');
}
