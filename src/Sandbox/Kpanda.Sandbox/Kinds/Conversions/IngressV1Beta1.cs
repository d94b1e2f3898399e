using System.Text.Json.Nodes;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Kinds.Conversions;

/// <summary>Ingress v1beta1 names the service of a backend flat; v1, which is kept, in an object.</summary>
internal static class IngressV1Beta1
{
    public static void FromV1(JsonObject node)
    {
        if (node["spec"] is not JsonObject spec) return;
        spec.Rename("defaultBackend", "backend");
        foreach (var backend in Backends(spec, "backend"))
        {
            if (backend["service"] is not JsonObject service) continue;
            var port = service["port"] as JsonObject;
            backend.Remove("service");
            backend["serviceName"] = service["name"]?.DeepClone();
            backend["servicePort"] = (port?["name"] ?? port?["number"])?.DeepClone() ?? 0;
        }
    }

    public static void ToV1(JsonObject node)
    {
        if (node["spec"] is not JsonObject spec) return;
        spec.Rename("backend", "defaultBackend");
        foreach (var path in Paths(spec)) path["pathType"] ??= "ImplementationSpecific";
        foreach (var backend in Backends(spec, "defaultBackend"))
        {
            if (backend["serviceName"] is not { } name) continue;
            var port = backend["servicePort"] as JsonValue;
            JsonObject kept = [];
            if (port is not null && port.TryGetValue<long>(out var number)) kept["number"] = number;
            else if (port?.ToString() is { Length: > 0 } named) kept["name"] = named;
            backend.Remove("serviceName");
            backend.Remove("servicePort");
            backend["service"] = new JsonObject { ["name"] = name.DeepClone(), ["port"] = kept };
        }
    }

    private static IEnumerable<JsonObject> Paths(JsonObject spec) => spec.Each("rules").SelectMany(r => r.Child("http").Each("paths"));

    private static List<JsonObject> Backends(JsonObject spec, string general) =>
        [.. Paths(spec).Select(p => p["backend"] as JsonObject).Append(spec[general] as JsonObject).OfType<JsonObject>()];
}
