using Kpanda.KubeModel;
using Kpanda.Search.Kinds;

namespace Kpanda.Search.Index;

/// <summary>
/// The columns of one collection over all clusters. Readers share a lock; changes come one batch at a time (<c>KindTable.Changes.cs</c>), and followers are told
/// after the batch, still in order. Questions are in <c>KindTable.Query.cs</c>.
/// </summary>
internal sealed partial class KindTable
{
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly Dictionary<(string Cluster, string Namespace), Place> _places = [];
    private readonly Dictionary<string, List<Place>> _clusters = new(StringComparer.Ordinal);
    private readonly List<Place> _placeList = [];
    private readonly Dictionary<Guid, int> _firstChild = [];
    private readonly ChunkedArray<IndexRow> _rows = new();
    private readonly ChunkedArray<int> _fieldValues = new();
    private readonly InternTable<string>[] _fieldTables;
    private readonly LabelPostings _postings;
    private int[] _firstAlike = [];
    private readonly Stack<int> _free = new();
    private readonly Action<KindTable>? _onOwnership;
    private int _used;
    private int _count;

    /// <param name="columns">What is kept of each object.</param>
    /// <param name="bodies">Where bodies are.</param>
    /// <param name="onOwnership">Called after a batch, without a lock, when families may have become others.</param>
    public KindTable(KindColumns columns, BodyStore bodies, Action<KindTable>? onOwnership = null)
    {
        Columns = columns;
        _bodies = bodies;
        _onOwnership = onOwnership;
        _postings = new LabelPostings(LabelSets);
        _fieldTables = [.. columns.FieldNames.Select(_ => new InternTable<string>(StringComparer.Ordinal))];
    }

    public KindColumns Columns { get; }

    public InternTable<LabelSet> LabelSets { get; } = new(EqualityComparer<LabelSet>.Default);

    public InternTable<KindStatus> Statuses { get; } = new(StatusComparer.Instance);

    /// <summary>The phases that rows have been in. There are a handful, and their numbers stay.</summary>
    public List<(string State, StatusSeverity Severity)> Phases { get; } = [];

    public int Count => _count;

    public ref IndexRow RowAt(int id) => ref _rows[id];

    public Place PlaceAt(int id) => _placeList[id];

    public string FieldValue(int row, int field) => _fieldTables[field][FieldValueNumber(row, field)];

    /// <summary>The number of a value among the distinct ones of its field.</summary>
    public int FieldValueNumber(int row, int field) => _fieldValues[(row * _fieldTables.Length) + field];

    /// <summary>Every number of a field's values is below this.</summary>
    public int FieldBound(int field) => _fieldTables[field].Bound;

    private bool TryFind(string cluster, ObjectKey key, out int row)
    {
        row = -1;
        if (!_places.TryGetValue((cluster, key.Namespace), out var place)) return false;
        var slot = SlotOf(place, key.Name);
        if (slot < 0) return false;
        row = place.Rows[slot];
        return true;
    }

    /// <summary>The slot of a name in its place; where there is none, the complement of the slot that it would have.</summary>
    private int SlotOf(Place place, string name)
    {
        var rows = place.Rows;
        var (low, high) = (0, rows.Length - 1);

        // Lists come in the order of names: most new rows go to the end.
        if (high >= 0 && string.CompareOrdinal(_rows[rows[high]].Name, name) < 0) return ~rows.Length;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = string.CompareOrdinal(_rows[rows[middle]].Name, name);
            if (order == 0) return middle;
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return ~low;
    }

    private int PhaseOf(KindStatus status)
    {
        var phase = Phases.IndexOf((status.State, status.Severity));
        if (phase >= 0) return phase;
        Phases.Add((status.State, status.Severity));
        return Phases.Count - 1;
    }

    private RowRef RefOf(in IndexRow row)
    {
        var place = _placeList[row.Place];
        return new(place.Cluster, new ObjectKey(place.Namespace, row.Name!), row.Body, row.Version, Statuses[row.Status]) { Content = row.Content, Uid = row.Uid, Created = row.Created, Changed = row.Changed };
    }
}
