using Kpanda.Hosting.Paging;

namespace Kpanda.Identity.People;

/// <summary>Published <c>v1alpha1ListUsersResponse</c>.</summary>
internal sealed record UserList(IReadOnlyList<User> Items, Pagination Pagination);

/// <param name="Id">Internal id; grants hold this one.</param>
/// <param name="Name">Unique and immutable.</param>
internal sealed record User(string Id, string Name);

/// <summary>Published <c>v1alpha1ListGroupsResponse</c>.</summary>
internal sealed record GroupList(IReadOnlyList<Group> Items, Pagination Pagination);

/// <param name="Id">Internal id; grants hold this one.</param>
/// <param name="Name">Unique and immutable: what members know the group by.</param>
internal sealed record Group(string Id, string Name);
