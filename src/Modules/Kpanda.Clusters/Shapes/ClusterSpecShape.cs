namespace Kpanda.Clusters.Shapes;

/// <summary><c>v1alpha1ClusterSpec</c>. The description has no published field; it goes out under the name that import takes it by. The proxy goes without its password.</summary>
internal sealed record ClusterSpecShape(
    string Provider, string ApiEndpoint, string Region, string Zone, IReadOnlyList<string> Roles, string AliasName, string Describe, string ProxyUrl);
