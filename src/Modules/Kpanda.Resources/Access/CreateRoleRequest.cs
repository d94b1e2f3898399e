namespace Kpanda.Resources.Access;

/// <summary>A role to create.</summary>
/// <param name="Name">Its name, where the manifest has none.</param>
/// <param name="Data">The role as YAML or JSON.</param>
internal sealed record CreateRoleRequest(string? Name, string? Data);
