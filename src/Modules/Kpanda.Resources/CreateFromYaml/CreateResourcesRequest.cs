namespace Kpanda.Resources.CreateFromYaml;

/// <summary>Objects of any kinds.</summary>
/// <param name="Data">YAML or JSON texts; each may have several documents.</param>
internal sealed record CreateResourcesRequest(IReadOnlyList<string>? Data);
