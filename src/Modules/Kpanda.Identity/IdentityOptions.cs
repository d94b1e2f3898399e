using Kpanda.Identity.Passwords;
using Kpanda.Identity.People;
using Kpanda.Kube.Dial;

namespace Kpanda.Identity;

/// <summary>Settings of sign-in and sessions.</summary>
public sealed record IdentityOptions
{
    /// <summary>First password of <c>admin</c>; empty to generate one.</summary>
    public string AdminPassword { get; init; } = "";

    /// <summary>Where a generated first password is left when nobody sees the terminal.</summary>
    public required string AdminPasswordFile { get; init; }

    /// <summary>Whether somebody sees what the server prints, so that a generated first password is shown and not stored.</summary>
    public bool ShowAdminPassword { get; init; }

    /// <summary>A session ends when it has not been used for this long.</summary>
    public TimeSpan SessionIdle { get; init; } = TimeSpan.FromHours(2);

    /// <summary>A session, and a token issued with it, ends after this long whatever happens.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Audit records are kept for this long, unless somebody chose otherwise in the console.</summary>
    public TimeSpan AuditKeep { get; init; } = TimeSpan.FromDays(180);

    /// <summary>At most this many audit records are kept, in fair shares; a million take about 500 MB.</summary>
    public int AuditMost { get; init; } = 1_000_000;

    /// <summary>Rounds of PBKDF2-HMAC-SHA256: what OWASP asks for.</summary>
    public int PasswordIterations { get; init; } = 600_000;

    /// <summary>Where identity providers may be: addresses as of clusters.</summary>
    public EgressPolicy Egress { get; init; } = EgressPolicy.Default;

    /// <summary>The address that people use, where it is not the one that the server listens on.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>What is wrong with a first password of <c>admin</c>, for the configuration check; null where nothing is.</summary>
    public static string? ProblemOfAdminPassword(string password) =>
        password.Length > 0 && PasswordRules.Check(password, FirstAdministrator.Name) is not null
            ? $"it must have {PasswordRules.Min} to {PasswordRules.Max} characters and be more than the name"
            : null;
}
