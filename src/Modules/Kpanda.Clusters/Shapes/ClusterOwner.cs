namespace Kpanda.Clusters.Shapes;

/// <summary><c>typesOwnerReference</c>.</summary>
internal sealed record ClusterOwner(string Kind, string Name, string ApiVersion, string Uid, bool Controller, bool BlockOwnerDeletion);
