using System.Collections.Concurrent;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;

namespace Kpanda.Resources.Tests.Fakes;

/// <summary>Allows all but the verbs that a test forbids, and remembers what it was asked.</summary>
internal sealed class FakeAuthorizer : IAuthorizer
{
    public HashSet<string> Forbidden { get; } = [];

    public ConcurrentQueue<AccessRequest> Asked { get; } = new();

    public AccessScope Scope { get; set; } = AccessScope.All;

    public ValueTask<AccessScope> ScopeAsync(Person person, string verb, GroupResource resource, CancellationToken cancellationToken) => new(Scope);

    public ValueTask<Result<bool>> CheckAsync(Person person, AccessRequest request, CancellationToken cancellationToken)
    {
        Asked.Enqueue(request);
        return new(Forbidden.Contains(request.Verb) ? Error.Of(ErrorCode.PermissionDenied, "test.forbidden", ("verb", request.Verb)) : true);
    }
}
