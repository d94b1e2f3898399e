using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.Printing;

/// <summary>Lists as <c>meta.k8s.io/v1 Table</c>, which is what kubectl get shows.</summary>
internal static class TablePrinter
{
    private static readonly Dictionary<GroupResource, TableLayout> Layouts = new([.. CoreTables.All, .. WorkloadTables.All, .. NetworkTables.All, .. PolicyTables.All, .. ApiTables.All]);

    public static JsonObject Print(SandboxCluster cluster, KindInfo kind, IReadOnlyList<StoredObject> items, long version, string includeObject, string tableVersion)
    {
        var layout = Layout(cluster, kind);
        var now = cluster.Time.GetUtcNow();
        JsonArray rows = [];
        foreach (var item in items)
        {
            var node = item.ToNode();
            rows.Add(new JsonObject
            {
                ["cells"] = new JsonArray(layout.Row(node, now)),
                ["object"] = includeObject switch
                {
                    "None" => null,
                    "Object" => node,
                    _ => PartialMetadata.Of(node),
                },
            });
        }

        return new JsonObject
        {
            ["kind"] = "Table",
            ["apiVersion"] = "meta.k8s.io/" + (tableVersion.Length == 0 ? "v1" : tableVersion),
            ["metadata"] = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture) },
            ["columnDefinitions"] = layout.Definitions(),
            ["rows"] = rows.Count == 0 && ReferenceEquals(layout, TableLayout.NameAndCreation) ? null : rows,
        };
    }

    private static TableLayout Layout(SandboxCluster cluster, KindInfo kind)
    {
        if (kind.Custom && cluster.Kinds.Custom(kind) is { } custom) return CustomTable.Of(custom);
        return Layouts.GetValueOrDefault(kind.Gvr.GroupResource, TableLayout.NameAndAge);
    }
}
