namespace Kpanda.Identity.Access;

/// <summary>A person or a group, as those need to know it who hold its id.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Id">Internal id; never used again.</param>
/// <param name="Name">Unique among people, or among groups; immutable, never used again. What members know it by.</param>
public sealed record NamedSubject(SubjectKind Kind, Guid Id, string Name);
