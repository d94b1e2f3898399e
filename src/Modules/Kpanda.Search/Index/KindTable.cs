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
    private readonly Dictionary<(int Place, string Name), int> _byKey = [];
    private readonly Dictionary<Guid, int> _firstChild = [];
    private readonly ChunkedArray<IndexRow> _rows = new();
    private readonly ChunkedArray<int> _fieldValues = new();
    private readonly InternTable<string>[] _fieldTables;
    private readonly Stack<int> _free = new();
    private int _used;

    public KindTable(KindColumns columns, BodyStore bodies)
    {
        Columns = columns;
        _bodies = bodies;
        _fieldTables = [.. columns.FieldNames.Select(_ => new InternTable<string>(StringComparer.Ordinal))];
    }

    public KindColumns Columns { get; }

    public InternTable<LabelSet> LabelSets { get; } = new(EqualityComparer<LabelSet>.Default);

    public InternTable<KindStatus> Statuses { get; } = new(StatusComparer.Instance);

    public int Count => _byKey.Count;

    public ref IndexRow RowAt(int id) => ref _rows[id];

    public Place PlaceAt(int id) => _placeList[id];

    public string FieldValue(int row, int field) => _fieldTables[field][_fieldValues[(row * _fieldTables.Length) + field]];

    private bool TryFind(string cluster, ObjectKey key, out int row)
    {
        row = -1;
        return _places.TryGetValue((cluster, key.Namespace), out var place) && _byKey.TryGetValue((place.Id, key.Name), out row);
    }

    private RowRef RefOf(in IndexRow row)
    {
        var place = _placeList[row.Place];
        return new(place.Cluster, new ObjectKey(place.Namespace, row.Name!), row.Body, row.Version, Statuses[row.Status]);
    }
}
