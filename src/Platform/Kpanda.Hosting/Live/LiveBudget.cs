namespace Kpanda.Hosting.Live;

/// <summary>
/// How much may be held for one tab, over all its subscriptions: rows that wait or are on their way, and the keys of the rows on the screen. So a tab that does
/// not read costs what this says and no more. Safe for concurrent use.
/// </summary>
internal sealed class LiveBudget(int rows, int bytes, int keyBytes)
{
    // A string and its place in a hash set, beside the characters.
    private const int KeyOverhead = 64;

    private readonly Lock _lock = new();
    private int _rows = rows;
    private int _bytes = bytes;
    private int _keyBytes = keyBytes;

    public bool TryTake(LiveChange change)
    {
        lock (_lock)
        {
            if (_rows == 0 || _bytes < change.Weight) return false;
            _rows--;
            _bytes -= change.Weight;
            return true;
        }
    }

    public void GiveBack(LiveChange change)
    {
        lock (_lock)
        {
            _rows++;
            _bytes += change.Weight;
        }
    }

    /// <summary>Takes room for <paramref name="wanted"/> in place of <paramref name="held"/>; false where it does not fit, and then nothing changes.</summary>
    public bool TryReplace(int held, int wanted)
    {
        lock (_lock)
        {
            if (_keyBytes + held < wanted) return false;
            _keyBytes += held - wanted;
            return true;
        }
    }

    /// <summary>About how many bytes these keys hold in a subscription.</summary>
    public static int SizeOf(IReadOnlyCollection<LiveRow> rows)
    {
        var size = 0;
        foreach (var row in rows) size += KeyOverhead + (row.Key.Length * sizeof(char));
        return size;
    }
}
