using Kpanda.Identity.Access;

namespace Kpanda.Permissions.Grants;

/// <summary>Who holds grants, in the words of Identity.</summary>
internal static class GrantSubjects
{
    public static SubjectKind ToSubject(this GrantSubjectKind kind) => kind == GrantSubjectKind.Group ? SubjectKind.Group : SubjectKind.User;

    public static GrantSubjectKind ToGrant(this SubjectKind kind) => kind == SubjectKind.Group ? GrantSubjectKind.Group : GrantSubjectKind.User;
}
