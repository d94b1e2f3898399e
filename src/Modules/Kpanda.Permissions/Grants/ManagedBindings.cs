using System.Text.Json;

namespace Kpanda.Permissions.Grants;

/// <summary>
/// The mark of the bindings that are made of grants. They count by the grant, not as observed: a revocation holds before its binding is gone. Those that another installation made, or somebody
/// who only wrote the mark on them, are like any made by hand.
/// </summary>
internal static class ManagedBindings
{
    /// <summary>Label of a RoleBinding or ClusterRoleBinding that was made of a grant.</summary>
    public const string Label = "kpanda.io/managed";

    /// <summary>Its value.</summary>
    public const string Value = "grant";

    /// <summary>Label: which installation wrote it.</summary>
    public const string InstallationLabel = "kpanda.io/installation";

    private const string ManagedByLabel = "app.kubernetes.io/managed-by";

    /// <summary>Whether an object has the mark of this installation.</summary>
    public static bool Is(JsonElement body, Guid installation) => LabelOf(body, Label) == Value && Guid.TryParse(LabelOf(body, InstallationLabel), out var id) && id == installation;

    /// <summary>The tool that an object says it was made by, of another Kpanda with its id; empty where it names none.</summary>
    public static string MakerOf(JsonElement body) => string.Join(' ', new[] { LabelOf(body, ManagedByLabel), LabelOf(body, InstallationLabel) }.Where(static part => part.Length > 0));

    private static string LabelOf(JsonElement body, string label) =>
        body.TryGetProperty("metadata", out var metadata)
        && metadata.TryGetProperty("labels", out var labels)
        && labels.ValueKind == JsonValueKind.Object
        && labels.TryGetProperty(label, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";
}
