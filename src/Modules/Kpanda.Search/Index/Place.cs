using System.Text;

namespace Kpanda.Search.Index;

/// <summary>
/// A namespace of a cluster (or the cluster itself, for objects without one): its rows in the order of their names, and how many are in each phase. Changed under
/// the table's write lock, read under its read lock.
/// </summary>
internal sealed class Place(int id, string cluster, string ns)
{
    private const byte NameEnd = (byte)'\n';

    private int[] _rows = [];
    private int[] _phases = [];
    private byte[]? _names;

    public int Id => id;

    public string Cluster => cluster;

    public string Namespace => ns;

    public int Count { get; private set; }

    public ReadOnlySpan<int> Rows => _rows.AsSpan(0, Count);

    /// <summary>How many rows are in a phase (<see cref="KindTable.Phases"/>).</summary>
    public int CountOf(int phase) => phase < _phases.Length ? _phases[phase] : 0;

    public void Insert(int slot, int row)
    {
        if (Count == _rows.Length) Array.Resize(ref _rows, Math.Max(4, Count + (Count / 2)));
        _rows.AsSpan(slot, Count - slot).CopyTo(_rows.AsSpan(slot + 1));
        _rows[slot] = row;
        Count++;
        _names = null;
    }

    public void RemoveAt(int slot)
    {
        _rows.AsSpan(slot + 1, Count - slot - 1).CopyTo(_rows.AsSpan(slot));
        Count--;
        _names = null;
    }

    public void CountPhase(int phase, int change)
    {
        if (phase >= _phases.Length) Array.Resize(ref _phases, phase + 1);
        _phases[phase] += change;
    }

    /// <summary>
    /// The slots of the rows whose name contains <paramref name="part"/> (lower case, UTF-8). The names are kept as one run of bytes from the first such question until
    /// a row comes or goes, so that looking through them is one pass without a jump.
    /// </summary>
    public void FindNames(ReadOnlySpan<byte> part, KindTable table, List<int> slots)
    {
        ReadOnlySpan<byte> names = Volatile.Read(ref _names) ?? JoinNames(table);
        var slot = 0;
        while (true)
        {
            var found = names.IndexOf(part);
            if (found < 0) return;
            slot += names[..found].Count(NameEnd);
            slots.Add(slot++);
            var end = names[found..].IndexOf(NameEnd);
            names = names[(found + end + 1)..];
        }
    }

    // Readers may do so at once; they make the same.
    private byte[] JoinNames(KindTable table)
    {
        var text = new StringBuilder();
        foreach (var row in Rows) text.Append(table.RowAt(row).Name!.ToLowerInvariant()).Append((char)NameEnd);
        var made = Encoding.UTF8.GetBytes(text.ToString());
        Volatile.Write(ref _names, made);
        return made;
    }
}
