using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Live;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Kinds;
using Kpanda.Search.Lists;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Search.Live;

/// <summary>Makes every list and every single object followable whose path an <see cref="ILivePaths"/> understands.</summary>
internal sealed class ResourceLiveSource(
    IResourceIndex index, IAuthorizer authorizer, KindRegistry kinds, IEnumerable<ILivePaths> paths, ResourceLists lists, RowRenderer renderer) : ILiveSource
{
    private static readonly GroupResource Secrets = new("", "secrets");

    private readonly ILivePaths[] _paths = [.. paths];
    private readonly SharedFeeds _feeds = new(index);

    public async ValueTask<Result<ILiveFeed>?> TryOpenAsync(LiveRequest request, ILiveSink sink, CancellationToken cancellationToken)
    {
        if (await FindAsync(request, cancellationToken) is not { } found) return null;
        if (!found.TryGet(out var path, out var error)) return await RefusalAsync(request, cancellationToken) ?? error;
        var question = new LiveQuestion(index, lists, new LiveAccess(authorizer, path), path, request);
        var isRegistered = ReferenceEquals(kinds.Find(path.Descriptor.Resource), path.Descriptor);
        if (!isRegistered && await RefusalAsync(request, cancellationToken) is { } hidden) return hidden;
        var isWhole = path.Name is null || path.Descriptor.Resource != Secrets;
        var feed = new ResourceLiveFeed(index, _feeds, question, completion => new FeedRows(path.Descriptor, renderer, isRegistered, isWhole, completion), request.Language, sink);
        return await feed.StartAsync(cancellationToken) is { } refusal ? refusal : feed;
    }

    // What a cluster serves, and that there is one, is for whoever holds something in it.
    private async ValueTask<Error?> RefusalAsync(LiveRequest request, CancellationToken cancellationToken) =>
        request.Path.StartsWithSegments(ListEndpoints.Prefix, StringComparison.Ordinal, out var rest) && rest.Value!.Trim('/').Split('/') is ["clusters", var cluster, ..] && request.Context.CurrentPerson() is { } person
            ? (await authorizer.CheckAsync(person, AccessRequest.Platform("get", "clusters", cluster), cancellationToken)).Error
            : null;

    private async ValueTask<Result<LivePath>?> FindAsync(LiveRequest request, CancellationToken cancellationToken)
    {
        if (!request.Path.StartsWithSegments(ListEndpoints.Prefix, StringComparison.Ordinal, out var rest)) return null;
        var segments = rest.Value!.Trim('/').Split('/');
        foreach (var known in _paths)
            if (await known.FindAsync(segments, request.Query, cancellationToken) is { } found) return found;
        return null;
    }
}
