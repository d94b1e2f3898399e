using Kpanda.Hosting.Paging;

namespace Kpanda.Identity.Groups;

/// <summary>Published <c>groupCreateGroupRequest</c>.</summary>
internal sealed record CreateGroupRequest(string? Name, string? Description);

/// <summary>Published <c>groupCreateGroupResponse</c>.</summary>
internal sealed record CreateGroupResponse(string Id);

/// <summary>Published body of changing a group. The name is immutable: it may be repeated, not changed.</summary>
internal sealed record UpdateGroupRequest(string? Name, string? Description);

/// <summary>Published <c>groupGetGroupResponse</c>.</summary>
internal sealed record GroupDetail(GroupInfo Group);

/// <summary>Published <c>groupGroupInfo</c>.</summary>
/// <param name="UserCount">How many people are members.</param>
/// <param name="CanAuthorize">Whether whoever asks may give roles to the group.</param>
internal sealed record GroupInfo(string Id, string Name, long UserCount, string Description, string CreatedAt, bool CanAuthorize)
{
    /// <summary>The identity provider whose word makes its members, as that names itself; empty for a group of this platform. Not published.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>Why whoever asks may not change this group, which gives more than they hold; empty where they may. Told of one group, absent in lists. Not published.</summary>
    public string? Refusal { get; init; }
}

/// <summary>Published <c>groupListGroupsResponse</c>.</summary>
internal sealed record GroupPage(Pagination Pagination, IReadOnlyList<GroupInfo> Items);

/// <summary>Published <c>groupGroupMembersResponse</c>.</summary>
internal sealed record GroupMemberPage(Pagination Pagination, IReadOnlyList<GroupMember> Items);

/// <summary>Published <c>v1alpha1groupUser</c>.</summary>
internal sealed record GroupMember(string Id, string Name, string Email, string Description, string Firstname, string Lastname, string CreatedAt, string UpdatedAt);

/// <summary>Published <c>groupListGroupSubjectResponse</c>: what the group holds, and where.</summary>
internal sealed record GroupSubjectPage(Pagination Pagination, IReadOnlyList<GroupSubject> Items);

/// <param name="Type">Where the role counts: <c>platform</c>.</param>
/// <param name="SubjectName">Name of that place; empty for the platform.</param>
internal sealed record GroupSubject(string Id, string RoleId, string Type, string RoleName, string SubjectName);
