using Kpanda.KubeModel;

namespace Kpanda.Search.Store;

/// <summary>One kind of one cluster: what is synced, and resumed, as a whole.</summary>
internal readonly record struct SyncKey(string Cluster, GroupResource Resource);
