using System.Text.Json.Nodes;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.Printing;

/// <summary>An object reduced to its metadata.</summary>
internal static class PartialMetadata
{
    public static JsonObject Of(StoredObject obj) => Of(obj.ToNode());

    public static JsonObject Of(JsonObject obj)
    {
        var metadata = obj["metadata"]?.DeepClone() as JsonObject;

        // In Kubernetes this counter is a field that only the whole object shows as an annotation.
        if (metadata.Child("annotations") is { } annotations && annotations.Remove(OtherDefaults.TemplateGeneration) && annotations.Count == 0) metadata!.Remove("annotations");
        return new() { ["kind"] = "PartialObjectMetadata", ["apiVersion"] = "meta.k8s.io/v1", ["metadata"] = metadata };
    }
}
