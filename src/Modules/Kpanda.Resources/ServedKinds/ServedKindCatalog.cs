using System.Text.Json;
using Kpanda.Clusters;
using Kpanda.KubeModel;
using Kpanda.Resources.Shapes;
using Kpanda.Search;
using Kpanda.Search.Kinds;

namespace Kpanda.Resources.ServedKinds;

/// <summary>Finds the kinds that members serve and nobody registered. Safe for concurrent use.</summary>
internal sealed class ServedKindCatalog(IResourceIndex index, IClusters clusters)
{
    private static readonly GroupResource Definitions = new("apiextensions.k8s.io", "customresourcedefinitions");

    /// <summary>The kind as the first of the clusters serves it that does.</summary>
    public async ValueTask<ServedKind?> FindKindAsync(string segment, IEnumerable<string> among, CancellationToken cancellationToken)
    {
        if (KindSegment.Parse(segment) is not { } resource) return null;
        foreach (var cluster in among)
        {
            if (index.ServedResources(cluster).FirstOrDefault(served => served.Gvr.GroupResource == resource) is { } found)
                return new ServedKind(found, await ColumnsAsync(cluster, found, cancellationToken));
        }

        return null;
    }

    /// <summary>Every registered cluster by name.</summary>
    public IEnumerable<string> Clusters => clusters.List().Select(cluster => cluster.Name).Order(StringComparer.Ordinal);

    private async ValueTask<IReadOnlyList<PrinterColumn>> ColumnsAsync(string cluster, ApiResource served, CancellationToken cancellationToken)
    {
        var resource = served.Gvr.GroupResource;
        var definition = await index.GetAsync(cluster, Definitions, new ObjectKey("", resource.ToString()), cancellationToken);
        return definition is null ? BuiltInColumns.Of(resource) : ColumnsOf(definition.Body, served.Gvr.Version);
    }

    private static List<PrinterColumn> ColumnsOf(JsonElement definition, string version)
    {
        var columns = new List<PrinterColumn>();
        foreach (var one in definition.Items("spec", "versions"))
        {
            if (one.Text("name") != version) continue;
            foreach (var column in one.Items("additionalPrinterColumns"))
            {
                // Every list has the age already.
                if (column.Text("jsonPath") == ".metadata.creationTimestamp") continue;
                columns.Add(new PrinterColumn(column.Text("name"), column.Text("type"), column.Text("jsonPath"))
                {
                    Description = column.Text("description"),
                    Priority = column.Number(0, "priority"),
                });
            }
        }

        return columns;
    }
}
