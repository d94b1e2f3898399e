using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;

namespace Kpanda.Permissions;

/// <summary>Platform administrators may do everything, everybody else nothing: what holds as long as there are no grants.</summary>
internal sealed class PlatformRoleAuthorizer : IAuthorizer
{
    public ValueTask<AccessScope> ScopeAsync(Person person, string verb, GroupResource resource, CancellationToken cancellationToken) =>
        ValueTask.FromResult(person.IsPlatformAdministrator ? AccessScope.All : AccessScope.None);

    public ValueTask<Result<bool>> CheckAsync(Person person, AccessRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Result<bool>>(person.IsPlatformAdministrator || (request.Cluster.Length == 0 && person.Rights.Allows(request.Verb, request.Resource)) ? true : Denied(request));

    private static Error Denied(AccessRequest request)
    {
        var resource = request.Subresource.Length > 0 ? $"{request.Resource}/{request.Subresource}" : request.Resource.ToString();
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
