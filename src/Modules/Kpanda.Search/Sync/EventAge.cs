using Kpanda.Search.Index;

namespace Kpanda.Search.Sync;

/// <summary>How old an event is among others: when it was last seen, in Unix seconds, and of those of one second its version.</summary>
internal sealed record EventAge(long Changed, long Version)
{
    /// <summary>Whether an event is older.</summary>
    public bool IsAfter(ObjectHead head) => (head.Changed, head.Version).CompareTo((Changed, Version)) < 0;
}
