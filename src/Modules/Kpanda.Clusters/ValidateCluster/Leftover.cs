namespace Kpanda.Clusters.ValidateCluster;

/// <summary>An object in a member that is there because of the platform.</summary>
/// <param name="ApiVersion">Such as <c>rbac.authorization.k8s.io/v1</c>.</param>
/// <param name="Kind">Such as <c>ClusterRoleBinding</c>.</param>
/// <param name="Namespace">Empty for objects without one.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsCleanable">Whether the platform made it, and so takes it away when asked; otherwise a person made it for the platform.</param>
internal sealed record Leftover(string ApiVersion, string Kind, string Namespace, string Name, bool IsCleanable);
