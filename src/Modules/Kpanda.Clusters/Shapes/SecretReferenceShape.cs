namespace Kpanda.Clusters.Shapes;

/// <summary><c>apiclustersv1alpha1LocalSecretReference</c>.</summary>
internal sealed record SecretReferenceShape(string Namespace, string Name, string ResourceVersion);
