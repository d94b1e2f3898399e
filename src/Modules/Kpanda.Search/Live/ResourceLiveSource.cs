using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Live;
using Kpanda.Identity.Access;
using Kpanda.Search.Kinds;
using Kpanda.Search.Lists;
using Kpanda.Search.Query;

namespace Kpanda.Search.Live;

/// <summary>Makes the lists and single objects of every described kind followable.</summary>
internal sealed class ResourceLiveSource(IResourceIndex index, IAuthorizer authorizer, KindRegistry kinds, ResourceLists lists, RowRenderer renderer) : ILiveSource
{
    private readonly SharedFeeds _feeds = new(index, renderer);

    public async ValueTask<Result<ILiveFeed>?> TryOpenAsync(LiveRequest request, ILiveSink sink, CancellationToken cancellationToken)
    {
        if (LivePath.Parse(request.Path, kinds) is not { } path) return null;
        var access = new LiveAccess(authorizer, path, request.Context.Features.Get<Person>());
        var allowed = await access.ScopeAsync(cancellationToken);
        if (!allowed.TryGet(out var scope, out var refusal)) return refusal;

        var asked = await QueryOfAsync(path, request, scope, cancellationToken);
        if (!asked.TryGet(out var query, out var error)) return error;
        return new ResourceLiveFeed(_feeds, access, path, query, request, sink, scope);
    }

    private async ValueTask<Result<ResourceQuery>> QueryOfAsync(LivePath path, LiveRequest request, AccessScope scope, CancellationToken cancellationToken)
    {
        if (path.Name is null) return await lists.ReadAsync(path.Descriptor, path.Target, request.Query, request.Context.Features.Get<Person>()!, scope, cancellationToken);
        return new ResourceQuery(path.Descriptor.Resource) { Clusters = [path.Target.Cluster!], Namespaces = [path.Target.Namespace!], Name = path.Name };
    }
}
