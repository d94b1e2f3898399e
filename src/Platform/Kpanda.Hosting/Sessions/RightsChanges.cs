using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Kpanda.Hosting.Sessions;

/// <summary>
/// Tells what stays open that somebody's rights may have become others: whoever changes a grant, a role or a group says so here, and open lists and streams ask
/// the authoriser again. Safe for concurrent use.
/// </summary>
public sealed class RightsChanges
{
    private readonly ConcurrentDictionary<Guid, ImmutableList<Action>> _listeners = new();

    /// <summary>Calls <paramref name="onChange"/> when the rights of a person may have changed, until disposed. It must return at once and must not throw.</summary>
    public IDisposable Subscribe(Guid person, Action onChange)
    {
        _listeners.AddOrUpdate(person, static (_, added) => [added], static (_, known, added) => known.Add(added), onChange);
        return new Subscription(this, person, onChange);
    }

    /// <summary>The rights of one person may have changed.</summary>
    public void Tell(Guid person)
    {
        if (!_listeners.TryGetValue(person, out var listeners)) return;
        foreach (var listener in listeners) listener();
    }

    /// <summary>Anybody's rights may have changed: a role, a group, or the RBAC of a member.</summary>
    public void TellAll()
    {
        foreach (var person in _listeners.Keys) Tell(person);
    }

    private void Remove(Guid person, Action onChange)
    {
        while (_listeners.TryGetValue(person, out var known))
        {
            var left = known.Remove(onChange);
            if (left.IsEmpty ? _listeners.TryRemove(new(person, known)) : _listeners.TryUpdate(person, left, known)) return;
        }
    }

    private sealed class Subscription(RightsChanges changes, Guid person, Action onChange) : IDisposable
    {
        private int _ended;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0) changes.Remove(person, onChange);
        }
    }
}
