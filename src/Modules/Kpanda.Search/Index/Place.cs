namespace Kpanda.Search.Index;

/// <summary>A namespace of a cluster (or the cluster itself, for objects without one), and the rows in it.</summary>
internal sealed class Place(int id, string cluster, string ns)
{
    private int[] _rows = new int[4];

    public int Id => id;

    public string Cluster => cluster;

    public string Namespace => ns;

    public int Count { get; private set; }

    public ReadOnlySpan<int> Rows => _rows.AsSpan(0, Count);

    /// <returns>The slot of the row.</returns>
    public int Add(int row)
    {
        if (Count == _rows.Length) Array.Resize(ref _rows, Count * 2);
        _rows[Count] = row;
        return Count++;
    }

    /// <summary>Takes a row out; the last row moves into its slot.</summary>
    /// <returns>The row that moved, or -1.</returns>
    public int RemoveAt(int slot)
    {
        var last = _rows[--Count];
        if (slot == Count) return -1;
        _rows[slot] = last;
        return last;
    }
}
