using Kpanda.KubeModel;
using Kpanda.Search.Kinds;

namespace Kpanda.Search.Index;

/// <summary>A row of an answer, copied out of the columns.</summary>
internal readonly record struct RowRef(string Cluster, ObjectKey Key, long Body, long Version, KindStatus Status);
