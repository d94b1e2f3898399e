using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;

namespace Kpanda.Search.Live;

/// <summary>Asks the authoriser about one subscription, each time anew.</summary>
internal sealed class LiveAccess(IAuthorizer authorizer, LivePath path)
{
    /// <returns>The scope to follow in: for a list none where the person may see nothing of it, as over HTTP; for one object the refusal.</returns>
    public async ValueTask<Result<AccessScope>> ScopeAsync(Person person, CancellationToken cancellationToken)
    {
        if (path.Name is null)
        {
            var scope = await authorizer.ScopeAsync(person, "list", path.Descriptor.Resource, cancellationToken);
            return IsInside(scope) ? Narrow(scope) : AccessScope.None;
        }

        var request = new AccessRequest("get", path.Descriptor.Resource) { Cluster = path.Target.Cluster!, Namespace = path.Target.Namespace!, Name = path.Name };
        var checkedAccess = await authorizer.CheckAsync(person, request, cancellationToken);
        return checkedAccess.TryGet(out var allowed, out var error) && allowed ? AccessScope.All : error ?? Refusal();
    }

    private bool IsInside(AccessScope scope) => path.Target switch
    {
        { Cluster: { } cluster, Namespace: { Length: > 0 } ns } => scope.Allows(cluster, ns),
        { Cluster: { } cluster } => scope.Touches(cluster),
        _ => !scope.IsNone,
    };

    // Inside one namespace, or one cluster that is open as a whole, other rights make no difference: people who may see it share one feed.
    private AccessScope Narrow(AccessScope scope) => path.Target switch
    {
        { Cluster: { } cluster, Namespace: { Length: > 0 } ns } => AccessScope.Of([], [(cluster, ns)]),
        { Cluster: { } cluster } when scope.Allows(cluster, "") => AccessScope.Of([cluster], []),
        _ => scope,
    };

    private Error Refusal() => Error.Of(ErrorCode.PermissionDenied, SearchReasons.NoRights, ("resource", path.Descriptor.Resource.ToString()));
}
