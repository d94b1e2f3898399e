using System.Text.Json;

namespace Kpanda.Permissions.Grants;

/// <summary>The mark of the bindings that are made of grants. They count by the grant, not as observed: a revocation holds before its binding is gone.</summary>
internal static class ManagedBindings
{
    /// <summary>Label of a RoleBinding or ClusterRoleBinding that was made of a grant.</summary>
    public const string Label = "kpanda.io/managed";

    /// <summary>Its value.</summary>
    public const string Value = "grant";

    /// <summary>Whether an object has the mark.</summary>
    public static bool Is(JsonElement body) =>
        body.TryGetProperty("metadata", out var metadata)
        && metadata.TryGetProperty("labels", out var labels)
        && labels.ValueKind == JsonValueKind.Object
        && labels.TryGetProperty(Label, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.ValueEquals(Value);
}
