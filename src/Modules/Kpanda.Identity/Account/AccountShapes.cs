namespace Kpanda.Identity.Account;

/// <summary>Published <c>currentuserUpdatePasswordRequest</c> and <c>currentuserSetCurrentUserPasswordRequest</c>.</summary>
internal sealed record ChangePasswordRequest(string? OldPassword, string? NewPassword);

/// <summary>Published <c>currentuserUpdateEmailRequest</c>.</summary>
internal sealed record UpdateEmailRequest(string? Email);

/// <summary>Published <c>currentuserUpdateUserFirstAndLastNameRequest</c>.</summary>
internal sealed record UpdateOwnNameRequest(string? Firstname, string? Lastname);

/// <summary>Published <c>currentuserPasswordDescriptionResponse</c>.</summary>
internal sealed record PasswordDescription(bool AllowModify, bool EmptyPassword)
{
    /// <summary>What a new password must be. Not published.</summary>
    public required PasswordDemands Demands { get; init; }
}

/// <summary>What a new password must be; a number of 0 asks for nothing.</summary>
/// <param name="Name">A short password must not contain it.</param>
/// <param name="Email">The e-mail address that it must not be; empty where it may.</param>
/// <param name="NotRecentlyUsed">It must be none of so many former passwords.</param>
internal sealed record PasswordDemands(int MinimumLength, int MaximumLength, int Digits, int Uppercase, int Lowercase, int Special, string Name, string Email, int NotRecentlyUsed);

/// <summary>Published <c>currentuserGetGlobalPermissionsResponse</c>.</summary>
internal sealed record GlobalPermissions(IReadOnlyList<GlobalPermission> Permissions);

/// <summary>A session of one's own.</summary>
/// <param name="Agent">What the browser calls itself.</param>
/// <param name="Current">Whether it is the one that asks.</param>
internal sealed record OwnSession(string Id, string Address, string Agent, string CreatedAt, string LastUsedAt, string ExpiresAt, bool Current);

/// <summary>One's own sessions, the one used last first.</summary>
internal sealed record OwnSessionList(IReadOnlyList<OwnSession> Items);

/// <summary>Body of ending sessions.</summary>
/// <param name="Others">True for all but the one that asks, false for all.</param>
internal sealed record EndSessionsRequest(bool? Others);

/// <summary>Whether somebody has a second factor.</summary>
/// <param name="Required">Whether a policy demands one.</param>
/// <param name="RecoveryCodesLeft">How many recovery codes are not used yet.</param>
/// <param name="HasPassword">Whether there is a password to ask for, here or in a directory. Without one it is set up only while it is demanded, right after the provider vouched for the person.</param>
internal sealed record SecondFactorState(bool Enabled, bool Required, int RecoveryCodesLeft, bool HasPassword);

/// <summary>Body of what asks for the password once more.</summary>
internal sealed record PasswordProof(string? Password);

/// <summary>A new second factor, which counts when a code of it is confirmed.</summary>
/// <param name="Secret">Base32, to type.</param>
/// <param name="Uri">The same as <c>otpauth://…</c>, to draw as a QR code.</param>
internal sealed record NewSecondFactor(string Secret, string Uri);

/// <summary>Body of confirming a second factor.</summary>
internal sealed record CodeRequest(string? Code);

/// <summary>Recovery codes, told once.</summary>
/// <param name="Token">A new bearer token, where the session was for setting up a second factor only; absent otherwise.</param>
internal sealed record RecoveryCodeList(IReadOnlyList<string> Codes, string? Token);
