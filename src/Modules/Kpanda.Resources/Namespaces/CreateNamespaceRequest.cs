namespace Kpanda.Resources.Namespaces;

/// <summary>A namespace to create.</summary>
/// <param name="WorkspaceId">Workspace to bind it to; 0 for none.</param>
/// <param name="WorkspaceAlias">Name of that workspace.</param>
/// <param name="Data">The namespace as YAML or JSON.</param>
internal sealed record CreateNamespaceRequest(int? WorkspaceId, string? WorkspaceAlias, string? Data);
