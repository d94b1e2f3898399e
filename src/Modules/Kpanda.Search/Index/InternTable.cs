using System.Diagnostics;

namespace Kpanda.Search.Index;

/// <summary>
/// Dictionary encoding of one column: equal values share one small number, counted so that a value goes when its last row goes. Numbers of gone values are
/// given out again, so a number means something only while its row is held. Not safe for concurrent writes.
/// </summary>
internal sealed class InternTable<T>(IEqualityComparer<T> comparer)
    where T : notnull
{
    private readonly Dictionary<T, int> _ids = new(comparer);
    private readonly Stack<int> _free = new();
    private Slot[] _slots = new Slot[4];
    private int _used;

    /// <summary>Every number is below this.</summary>
    public int Bound => _used;

    public int DistinctCount => _ids.Count;

    public T this[int id] => _slots[id].Value;

    /// <summary>Whether only one row has this value.</summary>
    public bool IsSingle(int id) => _slots[id].References == 1;

    public int Acquire(T value)
    {
        if (_ids.TryGetValue(value, out var id))
        {
            _slots[id].References++;
            return id;
        }

        if (!_free.TryPop(out id))
        {
            if (_used == _slots.Length) Array.Resize(ref _slots, _used * 2);
            id = _used++;
        }

        _slots[id] = new Slot { Value = value, References = 1 };
        _ids.Add(value, id);
        return id;
    }

    public void Release(int id)
    {
        ref var slot = ref _slots[id];
        Debug.Assert(slot.References > 0, "A value was released more often than acquired.");
        if (--slot.References > 0) return;
        _ids.Remove(slot.Value);
        slot = default;
        _free.Push(id);
    }

    private struct Slot
    {
        public T Value;
        public int References;
    }
}
