using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;

namespace Kpanda.Search.Tests;

/// <summary>Allows whatever the test says, to everybody.</summary>
internal sealed class FakeAuthorizer : IAuthorizer
{
    public AccessScope Scope { get; set; } = AccessScope.All;

    public ValueTask<AccessScope> ScopeAsync(Person person, string verb, GroupResource resource, CancellationToken cancellationToken) => new(Scope);

    public ValueTask<Result<bool>> CheckAsync(Person person, AccessRequest request, CancellationToken cancellationToken) =>
        new(Scope.Allows(request.Cluster, request.Namespace) ? true : Error.Of(ErrorCode.PermissionDenied, "denied"));
}
