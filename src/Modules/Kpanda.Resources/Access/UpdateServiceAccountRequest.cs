namespace Kpanda.Resources.Access;

/// <summary>A service account to update.</summary>
/// <param name="Namespace">Where it is.</param>
/// <param name="Data">The service account as YAML or JSON.</param>
internal sealed record UpdateServiceAccountRequest(string? Namespace, string? Data);
