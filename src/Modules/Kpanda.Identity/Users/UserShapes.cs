using Kpanda.Hosting.Paging;

namespace Kpanda.Identity.Users;

/// <summary>Published <c>userCreateUserRequest</c>.</summary>
/// <param name="Password">Empty to generate one, which is told once and must be changed at the first sign-in.</param>
/// <param name="Temporary">Whether the password must be changed at the first sign-in.</param>
internal sealed record CreateUserRequest(string? Name, string? Password, string? Description, bool? Temporary)
{
    /// <summary>Not published.</summary>
    public string? Email { get; init; }

    /// <summary>Not published.</summary>
    public string? Firstname { get; init; }

    /// <summary>Not published.</summary>
    public string? Lastname { get; init; }
}

/// <summary>Published <c>userCreateUserResponse</c>.</summary>
internal sealed record CreateUserResponse(string Id)
{
    /// <summary>The generated password, told once; absent where one was given. Not published.</summary>
    public string? Password { get; init; }
}

/// <summary>Published <c>userCreateUserWithoutPasswordRequest</c>: somebody who cannot sign in until a password is set.</summary>
internal sealed record CreateUserWithoutPasswordRequest(string? Name);

/// <summary>Published body of changing a person: what is absent stays.</summary>
internal sealed record UpdateUserRequest(bool? Enabled, string? Email, string? Description, string? Firstname, string? Lastname);

/// <summary>Published body of setting somebody's password.</summary>
/// <param name="Password">Empty to generate one.</param>
internal sealed record SetPasswordRequest(string? Password)
{
    /// <summary>Whether it must be changed at the next sign-in; it must unless this says no. Not published.</summary>
    public bool? Temporary { get; init; }
}

/// <summary>Published <c>userSetUserPasswordResponse</c>, which is empty.</summary>
/// <param name="Password">The generated password, told once; absent where one was given. Not published.</param>
internal sealed record SetPasswordResponse(string? Password);

/// <summary>Published <c>userCheckUserResponse</c> and <c>userCheckUserEmailResponse</c>.</summary>
internal sealed record UserNameUse(bool Existed);

/// <summary>Published <c>v1alpha1userGetUserResponse</c>. Times are RFC 3339; an empty <paramref name="LastLoginAt"/> is never.</summary>
/// <param name="Source"><c>locale</c> for those who have their password here alone; else the identity provider that vouches for them.</param>
/// <param name="CanAuthorize">Whether whoever asks may give roles to this person.</param>
internal sealed record UserInfo(
    string Id,
    string Name,
    string Email,
    string Description,
    string Firstname,
    string Lastname,
    string Source,
    bool Enabled,
    string CreatedAt,
    string UpdatedAt,
    string LastLoginAt,
    bool CanAuthorize)
{
    /// <summary>Whether they have a second factor. Not published.</summary>
    public bool SecondFactor { get; init; }

    /// <summary><c>set</c>, <c>temporary</c> (changed at the next sign-in) or <c>none</c>. Not published.</summary>
    public string PasswordState { get; init; } = "";

    /// <summary>Why whoever asks may not act on this person, who holds more than they do; empty where they may. Told of one person, absent in lists. Not published.</summary>
    public string? Refusal { get; init; }
}

/// <summary>Published <c>userListUsersResponse</c>.</summary>
internal sealed record UserPage(IReadOnlyList<UserInfo> Items, Pagination Pagination);

/// <summary>Published <c>userListUserGroupsResponse</c>.</summary>
internal sealed record UserGroupPage(Pagination Pagination, IReadOnlyList<UserGroup> Items);

/// <summary>Published <c>v1alpha1userGroup</c>.</summary>
internal sealed record UserGroup(string Id, string Name);

/// <summary>Published <c>userListUserSubjectResponse</c>: what the person holds by themselves, and where.</summary>
internal sealed record UserSubjectPage(Pagination Pagination, IReadOnlyList<UserSubject> Items);

/// <param name="Type">Where the role counts: <c>platform</c>.</param>
/// <param name="SubjectName">Name of that place; empty for the platform.</param>
internal sealed record UserSubject(string Id, string Type, string RoleName, string SubjectName);

/// <summary>Published body of making a token for somebody.</summary>
internal sealed record CreateUserTokenRequest(string? Name, string? ExpiredAt);
