namespace Kpanda.Permissions.Grants;

/// <summary>A grant, and how it came to be.</summary>
/// <param name="Grant">Who holds what.</param>
/// <param name="GrantedBy">Internal id of the person who gave it, or changed its role last.</param>
/// <param name="Granted">When that was.</param>
internal sealed record StoredGrant(Grant Grant, Guid GrantedBy, DateTimeOffset Granted);
