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
