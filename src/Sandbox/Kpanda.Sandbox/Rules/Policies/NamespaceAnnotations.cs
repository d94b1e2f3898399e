using System.Text.Json.Nodes;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Policies;

/// <summary>What a namespace says about the objects in it.</summary>
internal static class NamespaceAnnotations
{
    /// <summary>An annotation of the namespace that an object is in; null where there is none.</summary>
    public static string? Of(SandboxCluster cluster, JsonObject obj, string annotation) =>
        cluster.Store.Get(BuiltIn.Namespaces, "", obj.Child("metadata").Text("namespace") ?? "")?.ToNode().Child("metadata", "annotations").Text(annotation);
}
