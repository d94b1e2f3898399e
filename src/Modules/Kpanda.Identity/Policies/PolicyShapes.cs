namespace Kpanda.Identity.Policies;

/// <summary>Published <c>securitypolicyPasswordPolicyType</c>.</summary>
internal enum PasswordPolicyType
{
    MinimumLengthLabel,
    NotRecentlyUsedLabel,
    NotUsernameLabel,
    NotEmailLabel,
    DigitsLabel,
    UppercaseCharactersLabel,
    LowercaseCharactersLabel,
    SpecialCharactersLabel,
    ExpirePasswordLabel,
}

/// <summary>Published <c>securitypolicyPasswordPolicyInfo</c>.</summary>
/// <param name="Value">A number; <c>true</c> for those that are on or off.</param>
internal sealed record PasswordPolicyItem(PasswordPolicyType Type, string? Value);

/// <summary>Published shape of the password policy: what is not among the items is not asked for.</summary>
internal sealed record PasswordPolicyItems(IReadOnlyList<PasswordPolicyItem>? Items);

/// <summary>Published shape of the lockout.</summary>
internal sealed record AccountLockout(bool? Enabled, int? MaxLoginFailures, int? MaxFailuresWaitSeconds, int? FailureResetSeconds);

/// <summary>Published shape of the second factor's policy.</summary>
/// <param name="Enabled">Whether a second factor is demanded at all.</param>
internal sealed record MfaPolicy(bool? Enabled)
{
    /// <summary>Of whom: <c>all</c>, or <c>administrators</c> for those who hold a platform role. Not published.</summary>
    public string? RequiredFor { get; init; }
}

/// <summary>Published shape of how long sessions last.</summary>
/// <param name="TimeoutSeconds">A session ends when it has not been used for so long.</param>
internal sealed record SessionTimeout(int? TimeoutSeconds)
{
    /// <summary>It ends after so long whatever happens. Not published.</summary>
    public int? LifetimeSeconds { get; init; }
}

/// <summary>Published shape of how many sessions a person may have at the same time.</summary>
internal sealed record UserSessionLimit(bool? Enabled, int? Number);
