using System.Collections.Concurrent;

namespace Kpanda.Permissions.Reconcile;

/// <summary>How every grant stands, as this replica found it last. Safe for concurrent use.</summary>
internal sealed class GrantStates
{
    private readonly ConcurrentDictionary<Guid, GrantState> _states = new();

    /// <summary>How one stands.</summary>
    public GrantState Of(Guid grant) => _states.GetValueOrDefault(grant, GrantState.New);

    public void Set(Guid grant, GrantState state) => _states[grant] = state;

    /// <summary>Forgets those that are gone.</summary>
    public void Keep(Func<Guid, bool> isThere)
    {
        foreach (var id in _states.Keys)
            if (!isThere(id)) _states.TryRemove(id, out _);
    }
}
