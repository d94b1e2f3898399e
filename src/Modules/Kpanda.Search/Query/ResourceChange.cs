using Kpanda.KubeModel;

namespace Kpanda.Search.Query;

/// <summary>A change of one object, as a subscription sees it. <see cref="Object"/> is null for <see cref="ResourceChangeKind.Removed"/> alone.</summary>
public sealed record ResourceChange(ResourceChangeKind Kind, string Cluster, GroupResource Resource, ObjectKey Key, IndexedObject? Object);
