using Kpanda.KubeModel;
using Kpanda.Search.Query;

namespace Kpanda.Search.Index;

/// <summary>Something that one follower is to be told once the lock is released.</summary>
internal readonly record struct RowNews(Follower Follower, ResourceChangeKind Kind, RowRef Row, IndexedObjectSource? Source, bool StateChanged);
