using System.Text.Json;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Resources.Nodes;

/// <summary>Whether a node carries the control plane: by its role labels, of which older clusters have another.</summary>
internal static class NodeRoles
{
    /// <summary>Indexed for the parameter <c>role</c>.</summary>
    public const string Field = "metadata.labels{}";

    private const string ControlPlane = "CONTROL_PLANE";
    private const string Worker = "WORKER";

    private static readonly string[] ControlPlaneLabels = ["node-role.kubernetes.io/control-plane", "node-role.kubernetes.io/master"];

    /// <summary>The published roles.</summary>
    public static IReadOnlyList<string> All { get; } = [ControlPlane, Worker];

    /// <summary>The role of a node.</summary>
    public static string Of(JsonElement node) =>
        node.At("metadata", "labels") is { ValueKind: JsonValueKind.Object } labels && ControlPlaneLabels.Any(label => labels.TryGetProperty(label, out _)) ? ControlPlane : Worker;

    /// <summary>Applies the parameter <c>role</c>.</summary>
    public static ResourceQuery Refine(ResourceQuery query, ListRequest request) => request.Value("role") switch
    {
        ControlPlane => query with { Fields = [.. query.Fields, new FieldCondition(Field, ControlPlaneLabels)] },
        Worker => query with { Fields = [.. query.Fields, new FieldCondition(Field, ControlPlaneLabels) { Negated = true }] },
        _ => query,
    };
}
