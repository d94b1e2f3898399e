using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Live;
using Kpanda.Identity.Access;
using Kpanda.Permissions.Rbac;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Permissions.Explain;

/// <summary>Makes what the person may followable, by the path at which it is asked. Nobody needs a right to that: it is about themselves, and says nothing but that it changed.</summary>
internal sealed class RightsLiveSource(PeopleAccess people) : ILiveSource
{
    private static readonly PathString Path = ExplainRoutes.CheckPath;

    /// <inheritdoc />
    public ValueTask<Result<ILiveFeed>?> TryOpenAsync(LiveRequest request, ILiveSink sink, CancellationToken cancellationToken)
    {
        if (request.Path != Path) return new((Result<ILiveFeed>?)null);
        if (request.Context.CurrentPerson() is not { } person) return new(Error.Of(ErrorCode.Unauthenticated, "session.missing"));
        return new(new RightsLiveFeed(people, person, request.Context.CurrentPerson, sink));
    }
}
