using System.Text.Json;
using Kpanda.Clusters.ListClusters;
using Kpanda.Clusters.Registry;
using Kpanda.Clusters.Shapes;
using Kpanda.Hosting.Json;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;

namespace Kpanda.Clusters.Live;

/// <summary>Which clusters belong to what is followed, and how their rows look.</summary>
internal sealed class ClusterRows(ClusterRegistry registry, ClusterRenderer renderer, ClusterFilter filter, string only, Language language)
{
    /// <summary>Whether the cluster belongs to it now.</summary>
    public bool Has(string name, AccessScope scope) =>
        (only.Length == 0 || only == name) && scope.Touches(name) && registry.Get(name) is { } cluster && filter.Matches(cluster);

    /// <summary>All that belong to it now.</summary>
    public IEnumerable<string> All(AccessScope scope) => registry.List().Select(record => record.Name).Where(name => Has(name, scope));

    /// <summary>The row; of a cluster that has just gone, an empty one that the removal after it takes away.</summary>
    public ReadOnlyMemory<byte> Render(string name) =>
        registry.Get(name) is { } cluster ? JsonSerializer.SerializeToUtf8Bytes(renderer.Render(cluster, language), KpandaJson.Options) : "{}"u8.ToArray();
}
