using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Kpanda.Kube.Discovery;
using Kpanda.Kube.Exec;
using Kpanda.Kube.Forward;
using Kpanda.Kube.Transport;
using Kpanda.Kube.Wire;
using Kpanda.KubeModel;

namespace Kpanda.Kube;

/// <summary>
/// The dynamic verbs of one member's API, as one identity. Cheap to make: connections belong to the <see cref="ClusterTransport"/> below it.
/// Expected failures come back as <see cref="KubeFailure"/>; the only exception is cancellation. Safe for concurrent use.
/// </summary>
public sealed class KubeClient(ClusterTransport transport, KubeIdentity identity)
{
    private readonly CallRunner _runner = new(transport, identity);

    /// <summary>On whose behalf the calls go out.</summary>
    public KubeIdentity Identity { get; } = identity;

    /// <summary>The connections below, shared with other clients of the member.</summary>
    public ClusterTransport Transport { get; } = transport;

    /// <summary>One object, as the member's UTF-8 bytes.</summary>
    public Task<KubeResult<KubeObject>> GetAsync(GroupVersionResource resource, ObjectKey key, CancellationToken cancellationToken) =>
        _runner.ObjectAsync(() => new(HttpMethod.Get, KubePath.Object(resource, key)), cancellationToken);

    /// <summary>One object in another form: its metadata alone, or the row that kubectl prints for it.</summary>
    public Task<KubeResult<KubeObject>> GetAsync(GroupVersionResource resource, ObjectKey key, KubeRepresentation representation, CancellationToken cancellationToken) =>
        _runner.ObjectAsync(() => new(HttpMethod.Get, KubePath.Object(resource, key)) { Accept = Accept.Object(representation) }, cancellationToken);

    /// <summary>A collection, or a page of it, as the <c>Table</c> that kubectl prints: columns, and a row with its object's metadata for each object.</summary>
    public Task<KubeResult<KubeObject>> TableAsync(GroupVersionResource resource, string? ns, KubeListOptions options, CancellationToken cancellationToken) =>
        _runner.ObjectAsync(
            () => new(HttpMethod.Get, KubePath.Collection(resource, ns)) { Query = QueryText.Of(options), Accept = Accept.List(KubeRepresentation.Table) },
            cancellationToken);

    /// <summary>A document or sub-resource that answers with JSON: <c>/version</c>, <c>deployments/scale</c>, a server-side Table.</summary>
    public Task<KubeResult<KubeObject>> GetAsync(KubePath path, string accept, CancellationToken cancellationToken) =>
        _runner.ObjectAsync(() => new(HttpMethod.Get, path) { Accept = accept }, cancellationToken);

    /// <summary>One page of a list. Objects are cut out of the stream one at a time.</summary>
    public Task<KubeResult<KubeListPage>> ListAsync(GroupVersionResource resource, string? ns, KubeListOptions options, CancellationToken cancellationToken) =>
        _runner.RunAsync(
            () => new(HttpMethod.Get, KubePath.Collection(resource, ns)) { Query = QueryText.Of(options), Accept = Accept.List(options.Representation) },
            (_, body, token) => new ListReader(Transport.Options.MaxObjectBytes, Transport.Options.MaxPageBytes).ReadAsync(body, token),
            cancellationToken);

    /// <summary>
    /// Changes after <paramref name="resourceVersion"/>, bookmarks included, until the member ends the stream. A failure is the last element
    /// (<see cref="WatchEvent.Failure"/>): <c>Expired</c>/410 means list again. The objects are copies that may be kept.
    /// </summary>
    public async IAsyncEnumerable<WatchEvent> WatchAsync(
        GroupVersionResource resource,
        string? ns,
        string resourceVersion,
        KubeListOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var opened = await OpenWatchAsync(resource, ns, resourceVersion, options, cancellationToken);
        if (!opened.TryGet(out var watch, out var failure))
        {
            yield return new(WatchEventType.Failed, null, resourceVersion) { Failure = failure };
            yield break;
        }

        await using var open = watch;
        while (true)
        {
            failure = null;
            var more = false;
            try
            {
                more = await watch.ReadAsync(cancellationToken);
                failure = watch.Failure;
            }
            catch (Exception exception) when (FailureReader.IsNetwork(exception))
            {
                cancellationToken.ThrowIfCancellationRequested();
                failure = Transport.Broken(exception);
            }

            foreach (var change in watch.Events)
            {
                resourceVersion = change.ResourceVersion;
                yield return new(change.Type, new KubeObject(change.Json.ToArray()), resourceVersion);
            }

            if (failure is not null) yield return new(WatchEventType.Failed, null, resourceVersion) { Failure = failure };
            if (failure is not null || !more) yield break;
        }
    }

    /// <summary>Creates an object (<c>dryRun=All</c> where asked).</summary>
    public Task<KubeResult<KubeObject>> CreateAsync(GroupVersionResource resource, string? ns, JsonNode body, KubeWriteOptions options, CancellationToken cancellationToken) =>
        _runner.ObjectAsync(
            () => new(HttpMethod.Post, KubePath.Collection(resource, ns)) { Query = QueryText.Of(options), Body = JsonLimits.Write(body) },
            cancellationToken);

    /// <summary>Creates a sub-resource of an object: <c>pods/eviction</c>, <c>serviceaccounts/token</c>, <c>pods/binding</c>.</summary>
    public Task<KubeResult<KubeObject>> CreateAsync(GroupVersionResource resource, ObjectKey key, string subresource, JsonNode body, KubeWriteOptions options, CancellationToken cancellationToken) =>
        _runner.ObjectAsync(
            () => new(HttpMethod.Post, KubePath.Object(resource, key, subresource)) { Query = QueryText.Of(options), Body = JsonLimits.Write(body) },
            cancellationToken);

    /// <summary>Replaces an object; a stale <c>metadata.resourceVersion</c> is a conflict.</summary>
    public Task<KubeResult<KubeObject>> UpdateAsync(GroupVersionResource resource, ObjectKey key, JsonNode body, KubeWriteOptions options, CancellationToken cancellationToken) =>
        _runner.ObjectAsync(
            () => new(HttpMethod.Put, KubePath.Object(resource, key, options.Subresource)) { Query = QueryText.Of(options), Body = JsonLimits.Write(body) },
            cancellationToken);

    /// <summary>Patches an object.</summary>
    public Task<KubeResult<KubeObject>> PatchAsync(GroupVersionResource resource, ObjectKey key, PatchType type, ReadOnlyMemory<byte> patch, KubeWriteOptions options, CancellationToken cancellationToken) =>
        _runner.ObjectAsync(
            () => new(HttpMethod.Patch, KubePath.Object(resource, key, options.Subresource))
            {
                Query = QueryText.Of(options, forceable: type == PatchType.Apply),
                Body = patch,
                ContentType = MediaTypeOf(type),
            },
            cancellationToken);

    /// <summary>Deletes an object. The answer is the object (still finalising) or a success Status.</summary>
    public Task<KubeResult<KubeObject>> DeleteAsync(GroupVersionResource resource, ObjectKey key, KubeDeleteOptions options, CancellationToken cancellationToken) =>
        _runner.ObjectAsync(() => new(HttpMethod.Delete, KubePath.Object(resource, key)) { Body = DeleteBody.Of(options) }, cancellationToken);

    /// <summary>Deletes every object of a collection that the selectors of <paramref name="selection"/> pick.</summary>
    public Task<KubeResult<KubeObject>> DeleteCollectionAsync(GroupVersionResource resource, string? ns, KubeListOptions selection, KubeDeleteOptions options, CancellationToken cancellationToken) =>
        _runner.ObjectAsync(
            () => new(HttpMethod.Delete, KubePath.Collection(resource, ns)) { Query = QueryText.Of(selection), Body = DeleteBody.Of(options) },
            cancellationToken);

    /// <summary>
    /// Any other call: a sub-resource such as <c>pods/log</c>, a server-side Table (<paramref name="accept"/>), <c>/version</c>. The answer is a stream
    /// that the caller disposes; a status other than 2xx is a failure.
    /// </summary>
    /// <param name="method">HTTP method; bodies and upgrades come elsewhere.</param>
    /// <param name="path">A checked path.</param>
    /// <param name="query">Query parameters, not yet escaped.</param>
    /// <param name="accept">Value of <c>Accept</c>; null for anything.</param>
    /// <param name="cancellationToken">Ends the call and the stream.</param>
    public Task<KubeResult<KubeStream>> RawAsync(HttpMethod method, KubePath path, IEnumerable<KeyValuePair<string, string>> query, string? accept, CancellationToken cancellationToken) =>
        _runner.StreamAsync(new MemberCall(method, path) { Query = QueryText.Of(query), Accept = accept ?? "*/*" }, cancellationToken);

    /// <summary>A person's own request, passed on: the answer is the member's, whatever its status, and is read as it comes. For the gateway alone, which has budgets of its own.</summary>
    public Task<KubeResult<ForwardAnswer>> ForwardAsync(ForwardRequest request, CancellationToken cancellationToken) => Transport.ForwardAsync(request, Identity, cancellationToken);

    /// <summary>Runs a program in a container, or attaches to the one that runs there.</summary>
    public Task<KubeResult<KubeExec>> ExecAsync(ExecRequest request, CancellationToken cancellationToken) => KubeExec.OpenAsync(this, request, cancellationToken);

    /// <summary>Everything the member serves: aggregated discovery where it has it, the legacy documents otherwise.</summary>
    public Task<KubeResult<KubeDiscovery>> DiscoverAsync(CancellationToken cancellationToken) => new DiscoveryReader(_runner).ReadAsync(null, cancellationToken);

    /// <summary>
    /// As <see cref="DiscoverAsync(CancellationToken)"/>, where it was asked before: a member that tells versions of its documents (<c>ETag</c>) answers that nothing
    /// changed, and the same instance comes back. See <see cref="KubeDiscovery.Since"/> for what did.
    /// </summary>
    public Task<KubeResult<KubeDiscovery>> DiscoverAsync(KubeDiscovery known, CancellationToken cancellationToken) => new DiscoveryReader(_runner).ReadAsync(known, cancellationToken);

    /// <summary>
    /// Opens a watch whose events stay in the buffer of the connection. Without a resource version the member first sends the objects that are there, and a
    /// bookmark when these were all (<see cref="WatchReader.InitialEnd"/>).
    /// </summary>
    internal Task<KubeResult<WatchReader>> OpenWatchAsync(GroupVersionResource resource, string? ns, string? resourceVersion, KubeListOptions options, CancellationToken cancellationToken) =>
        _runner.WatchAsync(
            () => new(HttpMethod.Get, KubePath.Collection(resource, ns))
            {
                Accept = Accept.Object(options.Representation),
                Query = QueryText.Of(
                    ("watch", "true"),
                    ("allowWatchBookmarks", "true"),
                    ("resourceVersion", resourceVersion),
                    ("sendInitialEvents", resourceVersion is null ? "true" : null),
                    ("resourceVersionMatch", resourceVersion is null ? "NotOlderThan" : null),
                    ("labelSelector", options.LabelSelector),
                    ("fieldSelector", options.FieldSelector),
                    ("timeoutSeconds", options.TimeoutSeconds is { } seconds ? $"{seconds}" : null)),
            },
            cancellationToken);

    private static string MediaTypeOf(PatchType type) => type switch
    {
        PatchType.Json => "application/json-patch+json",
        PatchType.Merge => "application/merge-patch+json",
        PatchType.Strategic => "application/strategic-merge-patch+json",
        _ => "application/apply-patch+yaml",
    };
}
