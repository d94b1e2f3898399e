using Kpanda.Hosting.Paging;

namespace Kpanda.Identity.Access;

/// <summary>
/// The people and groups that there are, for modules that hold their ids. Those that are deleted are never found; those that are disabled are. Asks no authoriser: the caller does.
/// Safe for concurrent use.
/// </summary>
public interface IPeople
{
    /// <summary>Those of <paramref name="ids"/> that there are, by id; any number at once.</summary>
    Task<IReadOnlyDictionary<Guid, NamedSubject>> FindAsync(SubjectKind kind, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Those of <paramref name="names"/> that there are, by name; any number at once. Names are compared exactly.</summary>
    Task<IReadOnlyDictionary<string, NamedSubject>> FindByNameAsync(SubjectKind kind, IReadOnlyCollection<string> names, CancellationToken cancellationToken);

    /// <summary>One page of those whose name has a part in any case, by name, and how many there are in all.</summary>
    Task<(IReadOnlyList<NamedSubject> Subjects, int Total)> ListAsync(SubjectKind kind, string part, PageRequest page, CancellationToken cancellationToken);

    /// <summary>The groups that a person is a member of; none where there is nobody of this id.</summary>
    Task<IReadOnlyList<NamedSubject>> GroupsOfAsync(Guid user, CancellationToken cancellationToken);

    /// <summary>Internal ids of the members of a group; empty where there is no such group.</summary>
    Task<IReadOnlyList<Guid>> MembersAsync(Guid group, CancellationToken cancellationToken);

    /// <summary>Somebody as they would be if they signed in now, with groups and rights; null where there is nobody of this name.</summary>
    Task<Person?> PersonAsync(string name, CancellationToken cancellationToken);

    /// <summary>The platform roles that open every cluster as a whole to a person or group, and whether it is a group that gives them. By role.</summary>
    Task<IReadOnlyList<ClusterwideRole>> ClusterwideRolesAsync(Guid subject, CancellationToken cancellationToken);
}
