namespace Kpanda.Hosting.Live;

/// <summary>How much may wait for one tab, over all its subscriptions.</summary>
internal sealed class LiveBudget(int rows, int bytes)
{
    private readonly Lock _lock = new();
    private int _rows = rows;
    private int _bytes = bytes;

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
}
