namespace Kpanda.Identity.Access;

/// <summary>What a role or a grant is given to.</summary>
public enum SubjectKind
{
    /// <summary>One person.</summary>
    User,

    /// <summary>Every member of a group.</summary>
    Group,
}
