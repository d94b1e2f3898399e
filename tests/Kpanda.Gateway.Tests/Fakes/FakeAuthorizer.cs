using System.Collections.Concurrent;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;

namespace Kpanda.Gateway.Tests.Fakes;

/// <summary>Allows what the test says, and remembers what it was asked.</summary>
internal sealed class FakeAuthorizer : IAuthorizer
{
    public Func<Person, AccessRequest, bool> Allows { get; set; } = (_, _) => true;

    public ConcurrentQueue<AccessRequest> Asked { get; } = new();

    public ValueTask<AccessScope> ScopeAsync(Person person, string verb, GroupResource resource, CancellationToken cancellationToken) => ValueTask.FromResult(AccessScope.None);

    public ValueTask<Result<bool>> CheckAsync(Person person, AccessRequest request, CancellationToken cancellationToken)
    {
        Asked.Enqueue(request);
        return ValueTask.FromResult<Result<bool>>(Allows(person, request) ? true : Error.Of(ErrorCode.PermissionDenied, "access.denied.cluster"));
    }
}
