using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Kpanda.Sandbox.Api;

namespace Kpanda.Sandbox.Metrics;

/// <summary>
/// How many requests for objects the API server of a cluster has answered, as Kubernetes counts them in <c>apiserver_request_total</c>; a watch counts when it ends. Thread-safe.
/// </summary>
internal sealed class RequestCounts
{
    private readonly ConcurrentDictionary<Request, StrongBox<long>> _counts = new();

    /// <summary>Counts one. Only what the cluster serves: names that callers make up would be kept for ever.</summary>
    public void Add(string verb, bool applies, bool isDryRun, ResourcePath path, int code)
    {
        var scope = path.Name.Length > 0 ? "resource" : path.Namespace.Length > 0 ? "namespace" : "cluster";
        var counted = new Request(VerbOf(verb, applies), path.Group, path.Version, path.Resource, path.Subresource, scope, isDryRun ? "All" : "", code);
        Interlocked.Increment(ref _counts.GetOrAdd(counted, static _ => new StrongBox<long>()).Value);
    }

    public ValueTask WriteAsync(MetricsText text) => text.WriteAsync(
        "apiserver_request_total",
        "counter",
        "Counter of apiserver requests broken out for each verb, dry run value, group, version, resource, scope, component, and HTTP response code.",
        _counts.Select(static pair => pair.Key.ToSample(Interlocked.Read(ref pair.Value.Value))));

    private static string VerbOf(string verb, bool applies) => verb switch
    {
        "create" => "POST",
        "update" => "PUT",
        "patch" => applies ? "APPLY" : "PATCH",
        _ => verb.ToUpperInvariant(),
    };

    private sealed record Request(string Verb, string Group, string Version, string Resource, string Subresource, string Scope, string DryRun, int Code)
    {
        public Sample ToSample(long count) => new(
            count, ("code", $"{Code}"), ("component", "apiserver"), ("dry_run", DryRun), ("group", Group), ("resource", Resource), ("scope", Scope), ("subresource", Subresource), ("verb", Verb), ("version", Version));
    }
}
