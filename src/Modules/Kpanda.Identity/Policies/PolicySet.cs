namespace Kpanda.Identity.Policies;

/// <summary>What administrators chose. Immutable.</summary>
internal sealed record PolicySet
{
    public PasswordPolicy Password { get; init; } = new();

    public LockoutPolicy Lockout { get; init; } = new();

    public SecondFactorPolicy SecondFactor { get; init; } = new();

    public required SessionPolicy Sessions { get; init; }

    public SessionLimitPolicy PerUser { get; init; } = new();
}

/// <summary>What a password must be, beyond what every password must.</summary>
/// <param name="NotRecentlyUsed">So many former passwords are refused; 0 for none.</param>
/// <param name="ExpireDays">After so many days it must be changed; 0 for never.</param>
internal sealed record PasswordPolicy(
    int MinimumLength = Passwords.PasswordRules.Min, int Digits = 0, int Uppercase = 0, int Lowercase = 0, int Special = 0, bool NotEmail = false, int NotRecentlyUsed = 0, int ExpireDays = 0);

/// <summary>How wrong passwords make a name wait.</summary>
/// <param name="Enabled">Whether names wait at all; addresses always do.</param>
/// <param name="MaxFailures">So many failures are free.</param>
/// <param name="LongestWaitSeconds">The wait doubles up to this.</param>
/// <param name="ResetSeconds">After so long without a failure they are forgotten.</param>
internal sealed record LockoutPolicy(bool Enabled = true, int MaxFailures = 5, int LongestWaitSeconds = 900, int ResetSeconds = 900);

/// <param name="Administrators">Whether those who hold a platform role must have a second factor.</param>
/// <param name="Everybody">Whether all must.</param>
internal sealed record SecondFactorPolicy(bool Administrators = false, bool Everybody = false);

/// <param name="IdleSeconds">A session ends when it has not been used for so long.</param>
/// <param name="LifetimeSeconds">It ends after so long whatever happens.</param>
internal sealed record SessionPolicy(int IdleSeconds, int LifetimeSeconds);

/// <param name="Number">So many sessions a person has at the same time; with one more, the one that was used longest ago ends.</param>
internal sealed record SessionLimitPolicy(bool Enabled = false, int Number = 10);
