using Kpanda.Hosting.Errors;

namespace Kpanda.Hosting.Live;

/// <summary>
/// What waits for one subscription of one tab: the newest state of each visible row, and counts for the rest. Bounded by the tab's budget: what does not
/// fit turns into one resync. Sources push from their own threads; the channel's sender takes.
/// </summary>
internal sealed class LiveSubscription(string id, LiveBudget budget, Action wake, Action wakeRecheck, TimeProvider time, TimeSpan changedEvery) : ILiveSink
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LiveChange> _waiting = new(StringComparer.Ordinal);
    private HashSet<string> _visible = new(StringComparer.Ordinal);
    private int _keyBytes;
    private int _recheck;
    private LiveCounts _counts;
    private long _countsTold;
    private bool _opened;
    private bool _stands;
    private bool _resync;
    private bool _closed;
    private Error? _error;
    private ILiveFeed? _feed;

    public string Id => id;

    /// <summary>The source's side; null until it is open, and when it has been taken away.</summary>
    public ILiveFeed? Feed { get => Volatile.Read(ref _feed); set => Volatile.Write(ref _feed, value); }

    /// <summary>Takes the feed away, once, to be closed by the caller.</summary>
    public ILiveFeed? TakeFeed() => Interlocked.Exchange(ref _feed, null);

    /// <summary>Whether the person's count holds a place for it.</summary>
    public bool IsCounted { get; set; }

    /// <summary>Takes other rows as the visible ones; false where the tab's budget does not hold their keys, and then nothing changes.</summary>
    public bool TryShow(IReadOnlyCollection<LiveRow> rows)
    {
        var size = LiveBudget.SizeOf(rows);
        lock (_lock)
        {
            if (_closed || !budget.TryReplace(_keyBytes, size)) return false;
            _keyBytes = size;
            _visible = new(rows.Select(row => row.Key), StringComparer.Ordinal);
            return true;
        }
    }

    /// <summary>
    /// Says that the source is open: the browser may read its list now. What was counted until then is in the list that it reads; rows on the screen are told.
    /// </summary>
    public void Open()
    {
        lock (_lock) (_opened, _stands, _counts) = (true, true, default);
        wake();
    }

    public void Push(LiveChange change)
    {
        lock (_lock)
        {
            if (_closed || _resync) return;

            // Whoever finds nothing waiting wakes the sender; for all who come before it has taken, it is awake already.
            var first = _waiting.Count == 0 && _counts.IsEmpty;
            if (_visible.Contains(change.Key))
            {
                first |= _waiting.Count == 0;
                Wait(change);
            }
            else
            {
                _counts = _counts.With(change.Kind);
            }

            if (change.Moves) _counts = _counts.WithMove();

            if (!first) return;
        }

        wake();
    }

    public void CatchUp(LiveChange change)
    {
        lock (_lock)
        {
            if (_closed || _resync || _waiting.ContainsKey(change.Key) || !_visible.Contains(change.Key)) return;
            Wait(change);
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

    public void Recheck()
    {
        Volatile.Write(ref _recheck, 1);
        wakeRecheck();
    }

    /// <summary>Whether its feed wants to be asked again, since it was last asked here.</summary>
    public bool TakeRecheck() => Interlocked.Exchange(ref _recheck, 0) == 1;

    /// <summary>Ends it with an error that the browser is told; nothing more is taken from its source.</summary>
    public void Fail(Error error)
    {
        lock (_lock)
        {
            if (_closed) return;
            End();
            _error = error;
        }

        wake();
    }

    /// <summary>Ends it without a word.</summary>
    public void Close()
    {
        lock (_lock)
        {
            End();
            _error = null;
        }
    }

    /// <summary>Everything that is due to be told now; nothing waits afterwards but counts that are not due yet. <see cref="Sent"/> must follow.</summary>
    /// <param name="due">When to ask again for the sake of the counts; null when nothing is left.</param>
    public LiveOutput Take(out TimeSpan? due)
    {
        lock (_lock)
        {
            due = null;
            if (!_stands && _error is null) return new(false, false, [], null, null);
            var opened = _opened;
            var resync = _resync;
            var error = _error;
            var rows = _waiting.Count == 0 ? [] : _waiting.Values.ToArray();
            (_opened, _resync, _error) = (false, false, null);
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

    /// <summary>Gives back what rows held that were taken: they have left, or never will.</summary>
    public void Sent(IReadOnlyList<LiveChange> rows)
    {
        foreach (var change in rows) budget.GiveBack(change);
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

    private void End()
    {
        Drop();
        _closed = true;
        (_opened, _resync) = (false, false);
        _visible = [];
        budget.TryReplace(_keyBytes, 0);
        _keyBytes = 0;
    }

    private void Drop()
    {
        foreach (var change in _waiting.Values) budget.GiveBack(change);
        _waiting.Clear();
        _counts = default;
    }
}
