using System.Buffers;
using System.Collections.Concurrent;

namespace Kpanda.Search.Packing;

/// <summary>
/// The packers of all sorts of texts, and the dictionaries that were ever used. A packed text begins with the number of its dictionary; 0 for none. Safe for concurrent use.
/// </summary>
internal sealed class Packers
{
    private readonly ConcurrentDictionary<string, Packer> _packers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, (string Sort, PackDictionary Dictionary)> _dictionaries = new();
    private readonly Lock _lock = new();
    private int _lastId;
    private int _stored;

    /// <summary>The packer of a sort of texts, made at its first use.</summary>
    public Packer Of(string sort) => _packers.GetOrAdd(sort, name => new Packer(this, name));

    /// <summary>Dictionaries that the store does not have yet, in the order of their numbers.</summary>
    public IReadOnlyList<(string Sort, PackDictionary Dictionary)> Unstored()
    {
        lock (_lock) return _stored == _lastId ? [] : [.. Enumerable.Range(_stored + 1, _lastId - _stored).Select(id => _dictionaries[id])];
    }

    /// <summary>The store has all dictionaries up to this one.</summary>
    public void Stored(int id)
    {
        lock (_lock) _stored = Math.Max(_stored, id);
    }

    /// <summary>Forgets everything: the store begins anew.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _packers.Clear();
            _dictionaries.Clear();
            _lastId = _stored = 0;
        }
    }

    /// <summary>Takes a dictionary of the store; they come in the order of their numbers.</summary>
    public void Restore(string sort, PackDictionary dictionary)
    {
        lock (_lock)
        {
            _dictionaries[dictionary.Id] = (sort, dictionary);
            _stored = _lastId = dictionary.Id;
        }

        Of(sort).Restore(dictionary);
    }

    /// <exception cref="InvalidDataException">The bytes were not packed by a packer of these.</exception>
    public byte[] Unpack(ReadOnlySpan<byte> packed)
    {
        var (id, size) = ReadId(packed);
        if (id == 0) return PlainPacking.Unpack(packed[size..]);
        return _dictionaries.TryGetValue(id, out var found) ? found.Dictionary.Unpack(packed[size..]) : throw new InvalidDataException($"The dictionary {id} is not in the store.");
    }

    internal PackDictionary Register(string sort, byte[] text)
    {
        lock (_lock)
        {
            var dictionary = new PackDictionary(_lastId + 1, text);
            _dictionaries[dictionary.Id] = (sort, dictionary);
            _lastId = dictionary.Id;
            return dictionary;
        }
    }

    internal static byte[] Pack(ReadOnlySpan<byte> text, PackDictionary? dictionary)
    {
        var fits = dictionary is not null && text.Length <= PackDictionary.LongestText;
        var buffer = ArrayPool<byte>.Shared.Rent(PackWriter.LongestNumber + (fits ? PackDictionary.LongestPacked(text.Length) : PlainPacking.LongestPacked(text.Length)));
        try
        {
            var writer = new PackWriter(buffer);
            writer.WriteNumber(fits ? dictionary!.Id : 0);
            var rest = buffer.AsSpan(writer.Length);
            return buffer.AsSpan(0, writer.Length + (fits ? dictionary!.Pack(text, rest) : PlainPacking.Pack(text, rest))).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static (int Id, int Size) ReadId(ReadOnlySpan<byte> packed)
    {
        try
        {
            var reader = new PackReader(packed);
            var id = reader.ReadNumber();
            return (id, packed.Length - reader.Rest.Length);
        }
        catch (Exception broken) when (broken is ArgumentException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("A stored text is damaged.", broken);
        }
    }
}
