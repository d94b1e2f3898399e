using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Live;
using Kpanda.Identity.Access;
using Kpanda.Permissions.Rbac;

namespace Kpanda.Permissions.Explain;

/// <summary>
/// Has one reader ask anew what the person may, whenever that has become another. What changed for others, or changed without changing anything for the person, is told to nobody: a
/// role that is written anew in a cluster does not make every open page ask.
/// </summary>
internal sealed class RightsLiveFeed(PeopleAccess people, Person person, Func<Person?> now, ILiveSink sink) : ILiveFeed
{
    private Rights _told = Of(people, person);

    /// <inheritdoc />
    public int Total => 0;

    /// <inheritdoc />
    public ValueTask CatchUpAsync(IReadOnlyList<LiveRow> rows, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc />
    public ValueTask<Error?> RecheckAsync(CancellationToken cancellationToken)
    {
        // Where nobody is left, the session has ended and the channel ends with it.
        if (now() is not { } current) return ValueTask.FromResult<Error?>(null);
        var before = _told;
        _told = Of(people, current);
        if (!_told.IsSameAs(before)) sink.Resync();
        return ValueTask.FromResult<Error?>(null);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Who manages every cluster is not asked what they hold in each.
    private static Rights Of(PeopleAccess people, Person person) => new(person, person.ManagesEveryCluster ? null : people.Of(person));

    private sealed record Rights(Person Person, PersonAccess? InClusters)
    {
        public bool IsSameAs(Rights other) =>
            Person.MayAsMuchAs(other.Person) && (InClusters is null || (other.InClusters is { } before && InClusters.MayAsMuchAs(before)));
    }
}
