namespace Kpanda.Resources.Objects;

/// <summary>The body of creations and updates.</summary>
/// <param name="Data">The object as YAML or JSON.</param>
internal sealed record ManifestRequest(string? Data);
