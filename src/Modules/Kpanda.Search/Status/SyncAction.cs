namespace Kpanda.Search.Status;

/// <summary>What can be done with the sync of a cluster or kind.</summary>
internal enum SyncAction
{
    /// <summary>Asks nothing of the member until it is resumed; its last known objects stay.</summary>
    Pause,

    /// <summary>Goes on.</summary>
    Resume,

    /// <summary>Lists everything and writes it anew.</summary>
    Rebuild,

    /// <summary>Compares with the member, and repairs what differs.</summary>
    Check,
}
