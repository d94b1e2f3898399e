using Kpanda.Search.Control;
using Kpanda.Search.Lists;

namespace Kpanda.Search.Status;

/// <summary>How the index stands for one kind of one cluster.</summary>
/// <param name="Resource">The collection as Kubernetes prints it: <c>deployments.apps</c>.</param>
/// <param name="Objects">Objects in the index.</param>
/// <param name="Watched">Whether a watch is held; otherwise the kind is empty there and asked for now and then.</param>
/// <param name="Events">Watch events since the server started.</param>
/// <param name="LastEvent">When an event last changed something; null for not since the server started.</param>
/// <param name="Lists">How often the whole collection was listed since the server started.</param>
/// <param name="LagMilliseconds">From the last time that the member was heard of for this kind until now; a member that has nothing to tell is heard about once a minute. Null for never.</param>
/// <param name="LastError">The last failure since the server started, in the member's or the client's words; empty for none. It may be over.</param>
/// <param name="Freshness">Whether it is in step, and why not.</param>
/// <param name="LeftOut">Whether the kind is not indexed, by the settings or always.</param>
/// <param name="Paused">Who paused this kind; null where nobody did.</param>
/// <param name="Check">What the last comparison with the member found; null for never.</param>
public sealed record KindSyncStatus(
    string Resource,
    int Objects,
    bool Watched,
    long Events,
    DateTimeOffset? LastEvent,
    long Lists,
    long? LagMilliseconds,
    string LastError,
    FreshnessNote Freshness,
    bool LeftOut,
    SyncPause? Paused,
    KindCheckResult? Check);
