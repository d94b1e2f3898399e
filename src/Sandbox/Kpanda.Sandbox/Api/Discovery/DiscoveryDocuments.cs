using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.Discovery;

/// <summary>What a cluster says that it serves: group by group, and aggregated in one document.</summary>
internal sealed class DiscoveryDocuments(SandboxCluster cluster)
{
    private readonly ConcurrentDictionary<string, (int Revision, byte[] Json)> made = new(StringComparer.Ordinal);

    /// <summary>The document at a path, or null where there is none. <paramref name="aggregated"/> is the version of aggregated discovery; null asks group by group.</summary>
    public byte[]? Find(string path, string? aggregated)
    {
        var key = $"{aggregated}:{path}";
        var revision = cluster.Kinds.Revision;
        if (made.TryGetValue(key, out var known) && known.Revision == revision) return known.Json;
        if (Make(path.Split('/', StringSplitOptions.RemoveEmptyEntries), aggregated) is not { } node) return null;
        var json = KubeJson.ToUtf8(node);
        made[key] = (revision, json);
        return json;
    }

    private JsonObject? Make(string[] path, string? aggregated) => path switch
    {
        ["api"] when aggregated is not null => Aggregated(aggregated, core: true),
        ["apis"] when aggregated is not null => Aggregated(aggregated, core: false),
        ["api"] => new JsonObject
        {
            ["kind"] = "APIVersions",
            ["versions"] = new JsonArray("v1"),
            ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = "" }),
        },
        ["apis"] => new JsonObject { ["kind"] = "APIGroupList", ["apiVersion"] = "v1", ["groups"] = new JsonArray([.. Groups().Select(g => Group(g, false))]) },
        ["apis", var group] when Groups().Contains(group) => Group(group, true),
        ["api", var version] => Resources("", version),
        ["apis", var group, var version] => Resources(group, version),
        _ => null,
    };

    private IEnumerable<string> Groups() => cluster.Kinds.All.Select(k => k.Gvr.Group).Where(g => g.Length > 0).Distinct();

    private List<string> Versions(string group) => [.. cluster.Kinds.All.Where(k => k.Gvr.Group == group).Select(k => k.Gvr.Version).Distinct()];

    private JsonObject Group(string group, bool alone)
    {
        var versions = Versions(group);
        JsonObject Version(string v) => new() { ["groupVersion"] = $"{group}/{v}", ["version"] = v };
        JsonObject node = new()
        {
            ["name"] = group,
            ["versions"] = new JsonArray([.. versions.Select(Version)]),
            ["preferredVersion"] = Version(versions[0]),
        };
        if (!alone) return node;
        node.Insert(0, "kind", "APIGroup");
        node.Insert(1, "apiVersion", "v1");
        return node;
    }

    private JsonObject? Resources(string group, string version)
    {
        var kinds = cluster.Kinds.All.Where(k => k.Gvr.Group == group && k.Gvr.Version == version).ToList();
        if (kinds.Count == 0) return null;
        JsonArray resources = [];
        foreach (var kind in kinds)
        {
            resources.Add(Resource(kind));
            foreach (var sub in kind.Subresources) resources.Add(Subresource(kind, sub));
        }

        return new JsonObject
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = group.Length == 0 ? null : "v1",
            ["groupVersion"] = kinds[0].Gvk.ApiVersion,
            ["resources"] = resources,
        }.WithoutNulls();
    }

    private JsonObject Resource(KindInfo kind)
    {
        JsonObject node = new()
        {
            ["name"] = kind.Gvr.Resource,
            ["singularName"] = kind.Singular,
            ["namespaced"] = kind.Namespaced,
            ["kind"] = kind.Kind,
            ["verbs"] = Words(kind.Verbs),
        };
        if (kind.ShortNames.Count > 0) node["shortNames"] = Words(kind.ShortNames);
        if (kind.Categories.Count > 0) node["categories"] = Words(kind.Categories);
        if (kind.Verbs.Contains("watch") && cluster.Kinds.Stored(kind.Storage) is { } stored) node["storageVersionHash"] = StorageHash(stored);
        return node;
    }

    private static JsonObject Subresource(KindInfo kind, SubresourceInfo sub)
    {
        JsonObject node = new() { ["name"] = $"{kind.Gvr.Resource}/{sub.Name}", ["singularName"] = "", ["namespaced"] = kind.Namespaced };
        if (sub.KindIsForeign)
        {
            node["group"] = sub.Gvk.Group;
            node["version"] = sub.Gvk.Version;
        }

        node["kind"] = sub.Gvk.Kind;
        node["verbs"] = Words(sub.Verbs);
        return node;
    }

    private JsonObject Aggregated(string discovery, bool core)
    {
        var groups = core ? [""] : Groups().ToList();
        JsonArray items = [];
        foreach (var group in groups)
        {
            JsonArray versions = [];
            foreach (var version in Versions(group))
            {
                var kinds = cluster.Kinds.All.Where(k => k.Gvr.Group == group && k.Gvr.Version == version);
                versions.Add(new JsonObject { ["version"] = version, ["resources"] = new JsonArray([.. kinds.Select(AggregatedResource)]), ["freshness"] = "Current" });
            }

            items.Add(new JsonObject { ["metadata"] = core ? new JsonObject() : new JsonObject { ["name"] = group }, ["versions"] = versions });
        }

        return new JsonObject { ["kind"] = "APIGroupDiscoveryList", ["apiVersion"] = $"apidiscovery.k8s.io/{discovery}", ["metadata"] = new JsonObject(), ["items"] = items };
    }

    private static JsonObject AggregatedResource(KindInfo kind)
    {
        JsonObject node = new()
        {
            ["resource"] = kind.Gvr.Resource,
            ["responseKind"] = kind.Custom ? Kind(kind.Gvr.Group, kind.Gvr.Version, kind.Kind) : Kind("", "", kind.Kind),
            ["scope"] = kind.Namespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = kind.Singular,
            ["verbs"] = Words(kind.Verbs),
        };
        if (kind.ShortNames.Count > 0) node["shortNames"] = Words(kind.ShortNames);
        if (kind.Categories.Count > 0) node["categories"] = Words(kind.Categories);
        if (kind.Subresources.Count == 0) return node;
        node["subresources"] = new JsonArray([.. kind.Subresources.Select(s => new JsonObject
        {
            ["subresource"] = s.Name,
            ["responseKind"] = s.KindIsForeign || kind.Custom ? Kind(s.Gvk.Group, s.Gvk.Version, s.Gvk.Kind) : Kind("", "", s.Gvk.Kind),
            ["verbs"] = Words(s.Verbs),
        })]);
        return node;
    }

    private static JsonObject Kind(string group, string version, string kind) => new() { ["group"] = group, ["version"] = version, ["kind"] = kind };

    private static JsonArray Words(IEnumerable<string> words) => new([.. words.Select(w => JsonValue.Create(w))]);

    private static string StorageHash(KindInfo kind) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind.Gvr.Group}/{kind.Gvr.Version}/{kind.Kind}")).AsSpan(0, 8));
}
