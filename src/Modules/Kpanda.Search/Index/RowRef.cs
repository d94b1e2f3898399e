using Kpanda.KubeModel;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Search.Index;

/// <summary>A row of an answer, copied out of the columns.</summary>
internal readonly record struct RowRef(string Cluster, ObjectKey Key, long Body, long Version, KindStatus Status)
{
    /// <summary>See <see cref="ObjectHead.Content"/>: with <see cref="Body"/> it tells one state of one object from every other.</summary>
    public ulong Content { get; init; }

    public Guid Uid { get; init; }

    public uint Created { get; init; }

    public uint Changed { get; init; }

    public PageCursor Cursor => new(Key.Name, Cluster, Key.Namespace, Created, Changed, Status.Severity, Status.State);
}
