using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.OpenApi;

/// <summary>The OpenAPI documents of a cluster, made from the table of facts and the custom kinds when they are first asked for.</summary>
internal sealed class OpenApiDocuments(SandboxCluster cluster)
{
    // The built-in documents are the same in every cluster of a version.
    private static readonly ConcurrentDictionary<string, byte[]> Shared = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, (int Revision, byte[] Json)> made = new(StringComparer.Ordinal);

    /// <summary>The document at a path below the server's root, or null where there is none.</summary>
    public byte[]? Find(string path)
    {
        if (path == "/openapi/v2") return Cached(path, () => OpenApiV2.Document(cluster));
        if (cluster.Minor < ClusterVersion.OpenApiV3) return null;
        if (path == "/openapi/v3") return Cached(path, Index);
        if (!path.StartsWith("/openapi/v3/", StringComparison.Ordinal)) return null;
        var groupVersion = path["/openapi/v3/".Length..];
        var kinds = cluster.Kinds.All.Where(k => k.Gvr.ApiPath == "/" + groupVersion).ToList();
        if (kinds.Count == 0) return null;
        return kinds.Exists(k => k.Custom)
            ? Cached(path, () => OpenApiV3.Document(cluster, kinds))
            : Shared.GetOrAdd($"{cluster.Version}{path}", _ => KubeJson.ToUtf8(OpenApiV3.Document(cluster, kinds)));
    }

    /// <summary>The document of version 2 as protobuf.</summary>
    public byte[] Protobuf() => Cached("/openapi/v2+protobuf", () => OpenApiProtobuf.Write(OpenApiV2.Document(cluster)));

    private JsonObject Index()
    {
        JsonObject paths = [];
        foreach (var group in cluster.Kinds.All.GroupBy(k => k.Gvr.ApiPath))
        {
            var name = group.Key[1..];
            var seed = System.Text.Encoding.UTF8.GetBytes($"{cluster.Version}/{name}/{(group.Any(k => k.Custom) ? cluster.Kinds.Revision : 0)}");
            paths[name] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{name}?hash={Convert.ToHexString(SHA512.HashData(seed))}" };
        }

        return new JsonObject { ["paths"] = paths };
    }

    private byte[] Cached(string path, Func<JsonObject> make) => Cached(path, () => KubeJson.ToUtf8(make()));

    private byte[] Cached(string path, Func<byte[]> make)
    {
        var revision = cluster.Kinds.Revision;
        if (made.TryGetValue(path, out var known) && known.Revision == revision) return known.Json;
        var json = make();
        made[path] = (revision, json);
        return json;
    }
}
