namespace Kpanda.Identity.People;

/// <summary>A row of <c>users</c>. An empty <paramref name="Password"/> opens nothing.</summary>
/// <param name="Source">The issuer of the provider that the account was made for; empty for one of this platform.</param>
internal sealed record UserRecord(
    Guid Id,
    string Name,
    string Password,
    string FirstName,
    string LastName,
    string Email,
    string Description,
    bool Enabled,
    bool TemporaryPassword,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    DateTimeOffset? LastSignIn,
    DateTimeOffset PasswordChanged,
    string Source = "")
{
    /// <summary>When the password was set last.</summary>
    public DateTimeOffset PasswordSet => PasswordChanged > Created ? PasswordChanged : Created;
}
