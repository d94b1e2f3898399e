using System.Text.Json;
using Kpanda.KubeModel;

namespace Kpanda.Kube.Discovery;

/// <summary>Reads <c>APIVersions</c>, <c>APIGroupList</c> and <c>APIResourceList</c>.</summary>
internal static class LegacyDiscovery
{
    // One member serving thousands of group versions would mean as many requests.
    private const int MostGroupVersions = 1000;

    /// <summary>The group versions that a root document names, preferred ones of a group first; null where it is no such document.</summary>
    public static IReadOnlyList<string>? GroupVersions(JsonElement document) => DiscoveryBuilder.Text(document, "kind") switch
    {
        "APIVersions" => DiscoveryBuilder.Texts(document, "versions"),
        "APIGroupList" => [.. DiscoveryBuilder.Items(document, "groups").SelectMany(VersionsOf).Take(MostGroupVersions)],
        _ => null,
    };

    /// <summary>Where the resources of a group version are listed.</summary>
    public static string PathOf(string groupVersion) => groupVersion.Contains('/', StringComparison.Ordinal) ? $"/apis/{groupVersion}" : $"/api/{groupVersion}";

    /// <summary>Reads the resources of one group version; sub-resources are listed there as <c>pods/log</c>.</summary>
    public static void Read(string groupVersion, JsonElement document, DiscoveryBuilder found)
    {
        var (group, version, _) = GroupVersionKind.Parse(groupVersion, "");
        var entries = DiscoveryBuilder.Items(document, "resources").ToList();
        var subresources = entries.Select(entry => DiscoveryBuilder.Text(entry, "name"))
            .Where(name => name.Contains('/', StringComparison.Ordinal))
            .ToLookup(name => name[..name.IndexOf('/', StringComparison.Ordinal)], name => name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        foreach (var entry in entries)
        {
            var name = DiscoveryBuilder.Text(entry, "name");
            if (name.Contains('/', StringComparison.Ordinal)) continue;
            found.Add(new ApiResource(
                new GroupVersionResource(group, version, name),
                DiscoveryBuilder.Text(entry, "kind"),
                entry.TryGetProperty("namespaced", out var namespaced) && namespaced.ValueKind == JsonValueKind.True,
                DiscoveryBuilder.Texts(entry, "verbs"))
            {
                SingularName = DiscoveryBuilder.Text(entry, "singularName"),
                ShortNames = DiscoveryBuilder.Texts(entry, "shortNames"),
                Categories = DiscoveryBuilder.Texts(entry, "categories"),
                Subresources = [.. subresources[name]],
            });
        }
    }

    private static IEnumerable<string> VersionsOf(JsonElement group)
    {
        var preferred = group.TryGetProperty("preferredVersion", out var version) ? DiscoveryBuilder.Text(version, "groupVersion") : "";
        return DiscoveryBuilder.Items(group, "versions")
            .Select(entry => DiscoveryBuilder.Text(entry, "groupVersion"))
            .Where(name => name.Length > 0 && name.Split('/').All(KubePath.IsSegment))
            .OrderByDescending(name => name == preferred);
    }
}
