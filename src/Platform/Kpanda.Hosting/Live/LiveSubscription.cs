using Kpanda.Hosting.Errors;

namespace Kpanda.Hosting.Live;

/// <summary>
/// What waits for one subscription of one tab: the newest state of each visible row, and counts for the rest. Bounded by the tab's budget: what does not
/// fit turns into one resync. Sources push from their own threads; the channel's sender takes.
/// </summary>
internal sealed class LiveSubscription(string id, LiveBudget budget, Action wake, TimeProvider time, TimeSpan changedEvery) : ILiveSink
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LiveChange> _waiting = new(StringComparer.Ordinal);
    private HashSet<string> _visible = new(StringComparer.Ordinal);
    private LiveCounts _counts;
    private long _countsTold;
    private bool _opened;
    private bool _resync;
    private bool _closed;
    private Error? _error;

    public string Id => id;

    /// <summary>The source's side; null until it is open.</summary>
    public ILiveFeed? Feed { get; set; }

    public void Show(IEnumerable<string> keys)
    {
        lock (_lock) _visible = new(keys, StringComparer.Ordinal);
    }

    /// <summary>Says that the source is open: the browser may read its list now.</summary>
    public void Open()
    {
        lock (_lock) _opened = true;
        wake();
    }

    public void Push(LiveChange change)
    {
        lock (_lock)
        {
            if (_closed || _resync) return;
            if (_visible.Contains(change.Key)) Wait(change);
            else _counts = _counts.With(change.Kind);
        }

        wake();
    }

    public void Resync()
    {
        lock (_lock)
        {
            if (_closed) return;
            Drop();
            _resync = true;
        }

        wake();
    }

    /// <summary>Ends it with an error that the browser is told.</summary>
    public void Fail(Error error)
    {
        lock (_lock)
        {
            Drop();
            _error = error;
        }

        wake();
    }

    /// <summary>Ends it without a word.</summary>
    public void Close()
    {
        lock (_lock)
        {
            Drop();
            _closed = true;
        }
    }

    /// <summary>Everything that is due to be told now; nothing waits afterwards but counts that are not due yet.</summary>
    /// <param name="due">When to ask again for the sake of the counts; null when nothing is left.</param>
    public LiveOutput Take(out TimeSpan? due)
    {
        lock (_lock)
        {
            due = null;
            var opened = _opened;
            var resync = _resync;
            var error = _error;
            var rows = _waiting.Count == 0 ? [] : _waiting.Values.ToArray();
            (_opened, _resync, _error) = (false, false, null);
            if (error is not null) _closed = true;
            foreach (var change in rows) budget.GiveBack(change);
            _waiting.Clear();

            LiveCounts? counts = null;
            if (!_counts.IsEmpty)
            {
                var since = time.GetElapsedTime(_countsTold);
                if (_countsTold == 0 || since >= changedEvery)
                {
                    (counts, _counts) = (_counts, default);
                    _countsTold = time.GetTimestamp();
                }
                else
                {
                    due = changedEvery - since;
                }
            }

            return new(opened, resync, rows, counts, error);
        }
    }

    private void Wait(LiveChange change)
    {
        if (_waiting.Remove(change.Key, out var older)) budget.GiveBack(older);
        if (budget.TryTake(change))
        {
            _waiting[change.Key] = change;
            return;
        }

        Drop();
        _resync = true;
    }

    private void Drop()
    {
        foreach (var change in _waiting.Values) budget.GiveBack(change);
        _waiting.Clear();
        _counts = default;
    }
}
