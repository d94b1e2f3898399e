namespace Kpanda.Identity.People;

/// <summary>A row of <c>users</c>. An empty <paramref name="Password"/> opens nothing.</summary>
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
    DateTimeOffset PasswordChanged)
{
    /// <summary>When the password was set last.</summary>
    public DateTimeOffset PasswordSet => PasswordChanged > Created ? PasswordChanged : Created;
}
