using System.Text.Json;
using Kpanda.KubeModel;

namespace Kpanda.Kube.Discovery;

/// <summary>Reads <c>apidiscovery.k8s.io</c> <c>APIGroupDiscoveryList</c> (v2 and v2beta1 have the same shape).</summary>
internal static class AggregatedDiscovery
{
    /// <summary>False where the document is not an aggregated one.</summary>
    public static bool Read(JsonElement document, DiscoveryBuilder found)
    {
        if (DiscoveryBuilder.Text(document, "kind") != "APIGroupDiscoveryList") return false;
        foreach (var group in DiscoveryBuilder.Items(document, "items"))
        {
            var name = group.TryGetProperty("metadata", out var metadata) ? DiscoveryBuilder.Text(metadata, "name") : "";
            foreach (var version in DiscoveryBuilder.Items(group, "versions")) ReadVersion(name, version, found);
        }

        return true;
    }

    private static void ReadVersion(string group, JsonElement version, DiscoveryBuilder found)
    {
        var name = DiscoveryBuilder.Text(version, "version");
        if (DiscoveryBuilder.Text(version, "freshness") == "Stale") found.AddUnavailable(group.Length == 0 ? name : $"{group}/{name}");
        foreach (var resource in DiscoveryBuilder.Items(version, "resources"))
        {
            var kind = resource.TryGetProperty("responseKind", out var response) ? DiscoveryBuilder.Text(response, "kind") : "";
            found.Add(new ApiResource(
                new GroupVersionResource(group, name, DiscoveryBuilder.Text(resource, "resource")),
                kind,
                DiscoveryBuilder.Text(resource, "scope") == "Namespaced",
                DiscoveryBuilder.Texts(resource, "verbs"))
            {
                SingularName = DiscoveryBuilder.Text(resource, "singularResource"),
                ShortNames = DiscoveryBuilder.Texts(resource, "shortNames"),
                Categories = DiscoveryBuilder.Texts(resource, "categories"),
                Subresources = [.. DiscoveryBuilder.Items(resource, "subresources").Select(sub => DiscoveryBuilder.Text(sub, "subresource"))],
            });
        }
    }
}
