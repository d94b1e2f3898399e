namespace Kpanda.Identity.People;

/// <summary>
/// Published <c>v1alpha1currentuserGetUserResponse</c>. There are no main and sub-accounts, no invitations and no certification of people here: those fields are
/// absent.
/// </summary>
internal sealed record CurrentUserResponse(string Uid, string Username, string Email, string Source, string Firstname, string Lastname)
{
    /// <summary>The source of those who have their password here.</summary>
    public const string Local = "locale";

    /// <summary>What must be done before anything else: <c>password</c> or <c>enrol</c>; absent for nothing. Not published.</summary>
    public string? Next { get; init; }

    /// <summary>Names of the groups that the person is a member of. Not published.</summary>
    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>Platform roles that the person holds, themselves or by groups. Not published.</summary>
    public required IReadOnlyList<OwnRole> Roles { get; init; }

    /// <summary>When the account was made. Not published.</summary>
    public required string CreatedAt { get; init; }

    public string? Locale { get; init; }

    public string? PhoneNumber { get; init; }

    public bool? IsMainAccount { get; init; }

    public bool? IsSubAccount { get; init; }

    public string? MainAccountId { get; init; }

    public string? MainAccountName { get; init; }

    public long? MainAccountWorkspace { get; init; }

    public bool? CanTransferToMain { get; init; }

    public bool? HasCertified { get; init; }

    public string? InviteCode { get; init; }

    public string? InviteUrl { get; init; }
}

/// <summary>A platform role that somebody holds.</summary>
/// <param name="Groups">Names of the groups that give it; empty where the person holds it by themselves alone.</param>
internal sealed record OwnRole(string Name, IReadOnlyList<string> Groups);
