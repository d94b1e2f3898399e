using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;

namespace Kpanda.Permissions.Rbac;

/// <summary>
/// The authoriser: platform roles for the platform itself; for clusters Kubernetes RBAC in process, by grants as they are to be and other bindings as last observed. Never
/// asks a member.
/// </summary>
internal sealed class RbacAuthorizer(PeopleAccess people) : IAuthorizer
{
    private static readonly Result<bool> Allowed = true;

    /// <inheritdoc />
    public ValueTask<AccessScope> ScopeAsync(Person person, string verb, GroupResource resource, CancellationToken cancellationToken) => ValueTask.FromResult(Scope(person, verb, resource));

    /// <inheritdoc />
    public ValueTask<Result<bool>> CheckAsync(Person person, AccessRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(IsAllowed(person, request) ? Allowed : Denied(request));

    private AccessScope Scope(Person person, string verb, GroupResource resource)
    {
        if (PlatformResources.IsClusters(resource)) return person.ManagesEveryCluster ? AccessScope.All : verb is "get" or "list" or "watch" ? people.Of(person).Seen : AccessScope.None;
        if (PlatformResources.IsPlatform(resource)) return MayOnPlatform(person, verb, resource) ? AccessScope.All : AccessScope.None;
        return person.ManagesEveryCluster ? AccessScope.All : people.Of(person).Scope(verb, resource);
    }

    private bool IsAllowed(Person person, AccessRequest request)
    {
        if (request.Cluster.Length > 0) return person.ManagesEveryCluster || people.Of(person).HeldIn(request.Cluster)?.Allows(request) == true;
        if (MayOnPlatform(person, request.Verb, request.Resource)) return true;
        return PlatformResources.IsClusters(request.Resource) && MayWithCluster(person, request);
    }

    private static bool MayOnPlatform(Person person, string verb, GroupResource resource) => person.IsPlatformAdministrator || person.Rights.Allows(verb, resource);

    /// <summary>
    /// One registered cluster: whoever holds something in it may open it, and whoever may do everything in it may change its texts and labels, but neither its credential nor
    /// whether it is there.
    /// </summary>
    private bool MayWithCluster(Person person, AccessRequest request)
    {
        if (person.ManagesEveryCluster) return true;
        if (request.Name.Length == 0 || people.Of(person).HeldIn(request.Name) is not { } held) return false;
        return request.Subresource.Length == 0 && request.Verb switch
        {
            "get" => true,
            "update" or "patch" => held.Allows(request with { Cluster = request.Name }),
            _ => false,
        };
    }

    private static Error Denied(AccessRequest request)
    {
        var resource = request.Path.Length > 0 ? request.Path : request.Subresource.Length > 0 ? $"{request.Resource}/{request.Subresource}" : request.Resource.ToString();
        var reason = (request.Cluster, request.Namespace) switch
        {
            ("", _) => "access.denied.platform",
            (_, "") => "access.denied.cluster",
            _ => "access.denied.namespace",
        };
        return Error.Of(
            ErrorCode.PermissionDenied, reason, ("verb", request.Verb), ("resource", resource), ("cluster", request.Cluster), ("namespace", request.Namespace), ("name", request.Name));
    }
}
