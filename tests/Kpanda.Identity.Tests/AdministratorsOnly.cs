using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;

namespace Kpanda.Identity.Tests;

/// <summary>Platform administrators may do everything, everybody else what their platform roles say.</summary>
internal sealed class AdministratorsOnly : IAuthorizer
{
    public ValueTask<AccessScope> ScopeAsync(Person person, string verb, GroupResource resource, CancellationToken cancellationToken) =>
        new(person.IsPlatformAdministrator ? AccessScope.All : AccessScope.None);

    public ValueTask<Result<bool>> CheckAsync(Person person, AccessRequest request, CancellationToken cancellationToken) =>
        new(person.IsPlatformAdministrator || (request.Cluster.Length == 0 && person.Rights.Allows(request.Verb, request.Resource)) ? true : Error.Of(ErrorCode.PermissionDenied, "access.denied.platform"));
}
