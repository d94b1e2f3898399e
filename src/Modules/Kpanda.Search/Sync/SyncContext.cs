using Kpanda.Kube.Reflect;
using Kpanda.Search.Control;
using Kpanda.Search.Index;
using Kpanda.Search.Store;

namespace Kpanda.Search.Sync;

/// <summary>What every sync works with.</summary>
internal sealed record SyncContext(
    ResourceIndex Index, IndexStore Store, SyncBoard Board, SyncGates Gates, SyncMetrics Metrics, SyncOptions Options, SyncControls Controls, TimeProvider Time)
{
    /// <summary>Told of a cluster that refused to be read.</summary>
    public Action<string> Refused { get; init; } = _ => { };

    /// <summary>The cluster that is synced, of those that ever had its name.</summary>
    public Guid ClusterId { get; init; }

    public ReflectorOptions Reflector { get; init; } = ReflectorOptions.Default;
}
