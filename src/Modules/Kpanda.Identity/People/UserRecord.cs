using Kpanda.Identity.Access;

namespace Kpanda.Identity.People;

/// <summary>A row of <c>users</c>.</summary>
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
    bool Administrator,
    DateTimeOffset Created,
    DateTimeOffset Updated,
    DateTimeOffset? LastSignIn)
{
    /// <summary>The person that modules see.</summary>
    public static Person ToPerson(Guid id, string name, bool administrator) => new(id, name, administrator ? [Person.PlatformAdministratorsGroup] : [], administrator);
}
