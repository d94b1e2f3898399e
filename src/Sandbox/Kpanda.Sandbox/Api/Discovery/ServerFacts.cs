using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Api.Discovery;

/// <summary>What a server says of itself: version, health, paths.</summary>
internal static class ServerFacts
{
    private static readonly string[] Checks =
    [
        "ping", "log", "etcd", "informer-sync", "poststarthook/start-apiserver-admission-initializer", "poststarthook/generic-apiserver-start-informers",
        "poststarthook/start-apiextensions-informers", "poststarthook/start-apiextensions-controllers", "poststarthook/crd-informer-synced",
        "poststarthook/rbac/bootstrap-roles", "poststarthook/start-system-namespaces-controller", "poststarthook/apiservice-registration-controller",
    ];

    public static JsonObject Version(SandboxCluster cluster)
    {
        var parts = cluster.Version.TrimStart('v').Split('.');
        return new JsonObject
        {
            ["major"] = parts[0],
            ["minor"] = parts.Length > 1 ? parts[1] : "0",
            ["gitVersion"] = cluster.Version,
            ["gitCommit"] = "",
            ["gitTreeState"] = "clean",
            ["buildDate"] = "1970-01-01T00:00:00Z",
            ["goVersion"] = "none",
            ["compiler"] = "sandbox",
            ["platform"] = "linux/amd64",
        };
    }

    public static JsonObject Paths(SandboxCluster cluster)
    {
        SortedSet<string> paths = new(StringComparer.Ordinal) { "/api", "/apis", "/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version" };
        foreach (var kind in cluster.Kinds.All)
        {
            paths.Add(kind.Gvr.ApiPath);
            if (kind.Gvr.Group.Length > 0) paths.Add($"/apis/{kind.Gvr.Group}");
        }

        return new JsonObject { ["paths"] = new JsonArray([.. paths.Select(p => JsonValue.Create(p))]) };
    }

    /// <summary>The answer of a health check, or null where the path is none.</summary>
    public static string? Health(string path, bool verbose)
    {
        var parts = path.Split('/', 3, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || parts[0] is not ("healthz" or "livez" or "readyz")) return null;
        if (parts.Length > 1) return Checks.Contains(string.Join('/', parts[1..])) ? "ok" : null;
        return verbose ? string.Concat(Checks.Select(c => $"[+]{c} ok\n")) + $"{parts[0]} check passed\n" : "ok";
    }
}
