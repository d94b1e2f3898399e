using System.Collections.Concurrent;
using Kpanda.Sandbox.Api;
using Kpanda.Sandbox.Faults;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Sandbox;

/// <summary>Many simulated clusters, each served below a path of its own. Thread-safe.</summary>
public sealed class SandboxFleet
{
    private readonly ConcurrentDictionary<string, SandboxCluster> clusters = new(StringComparer.Ordinal);

    /// <summary>The clusters, by name.</summary>
    public IReadOnlyList<SandboxCluster> Clusters => [.. clusters.Values.OrderBy(c => c.Name, StringComparer.Ordinal)];

    /// <summary>Serves a cluster. False when the name is taken.</summary>
    public bool Add(SandboxCluster cluster) => clusters.TryAdd(cluster.Name, cluster);

    /// <summary>What is wrong with the certificate of the address that the clusters share, because a fault of one of them says so; null where nothing is.</summary>
    internal CertificateFlaw? CertificateFlaw => clusters.Values.Select(cluster => cluster.Faults.CertificateFlaw).FirstOrDefault(flaw => flaw is not null);

    /// <summary>The cluster of that name, or null.</summary>
    public SandboxCluster? Find(string name) => clusters.GetValueOrDefault(name);

    /// <summary>No longer serves a cluster.</summary>
    public bool Remove(string name) => clusters.TryRemove(name, out _);

    /// <summary>Answers one request to <c>{cluster}/…</c>, where <paramref name="path"/> has no leading slash.</summary>
    public Task HandleAsync(HttpContext http, string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var name = slash < 0 ? path : path[..slash];
        if (Find(name) is { } cluster) return ApiServer.HandleAsync(cluster, http, slash < 0 ? "/" : path[slash..]);
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
