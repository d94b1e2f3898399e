using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;

namespace Kpanda.Clusters.Tests.Fakes;

/// <summary>Administrators may do everything; everybody else sees what <see cref="Scope"/> says and changes nothing.</summary>
internal sealed class FakeAuthorizer : IAuthorizer
{
    public AccessScope Scope { get; set; } = AccessScope.None;

    public ValueTask<AccessScope> ScopeAsync(Person person, string verb, GroupResource resource, CancellationToken cancellationToken) =>
        ValueTask.FromResult(person.IsPlatformAdministrator ? AccessScope.All : Scope);

    public ValueTask<Result<bool>> CheckAsync(Person person, AccessRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Result<bool>>(person.IsPlatformAdministrator ? true : Error.Of(ErrorCode.PermissionDenied, "test.denied"));
}
