namespace Kpanda.Permissions.Grants;

/// <summary>Who holds a grant.</summary>
internal enum GrantSubjectKind
{
    /// <summary>One person.</summary>
    User,

    /// <summary>Every member of a group.</summary>
    Group,
}
