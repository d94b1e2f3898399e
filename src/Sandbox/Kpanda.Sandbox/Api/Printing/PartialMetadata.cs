using System.Text.Json.Nodes;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.Printing;

/// <summary>An object reduced to its metadata.</summary>
internal static class PartialMetadata
{
    public static JsonObject Of(StoredObject obj) => Of(obj.ToNode());

    public static JsonObject Of(JsonObject obj) =>
        new() { ["kind"] = "PartialObjectMetadata", ["apiVersion"] = "meta.k8s.io/v1", ["metadata"] = obj["metadata"]?.DeepClone() };
}
