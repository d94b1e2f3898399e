using System.Buffers.Binary;
using System.Text;
using Kpanda.KubeModel;
using Kpanda.Search.Index;
using Kpanda.Search.Kinds;

namespace Kpanda.Search.Store;

/// <summary>
/// Reads what <see cref="HeadWriter"/> wrote. Neighbours are alike (the pods of one workload): labels, status and namespace that are byte for byte those of the last object are not made
/// again. For one thread.
/// </summary>
internal sealed class HeadReader
{
    private byte[] _bytes = [];
    private int _at;
    private (byte[] Bytes, LabelSet Value) _labels = ([], LabelSet.Empty);
    private (byte[] Bytes, KindStatus Value) _status = ([], KindStatus.None);
    private (byte[] Bytes, string Value) _namespace = ([], "");

    /// <exception cref="InvalidDataException">The bytes were not written by <see cref="HeadWriter.Write(ObjectHead)"/>.</exception>
    public ObjectHead Read(byte[] bytes)
    {
        (_bytes, _at) = (bytes, 0);
        try
        {
            return Parse();
        }
        catch (Exception broken) when (broken is ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException("The columns of a stored object cannot be read.", broken);
        }
    }

    private ObjectHead Parse() => new(new ObjectKey(ReadNamespace(), ReadText()))
    {
        Uid = ReadGuid(),
        Owners = ReadMany(static reader => reader.ReadGuid()),
        Labels = ReadLabels(),
        Created = BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long))),
        Changed = BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long))),
        Version = BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long))),
        Content = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong))),
        Status = ReadStatus(),
        Fields = ReadMany(static reader => reader.ReadText()),
    };

    private string ReadNamespace()
    {
        var bytes = TakeText();
        if (!bytes.SequenceEqual(_namespace.Bytes)) _namespace = (bytes.ToArray(), StringPool.Share(bytes));
        return _namespace.Value;
    }

    private LabelSet ReadLabels()
    {
        var from = _at;
        for (var texts = 2 * ReadNumber(); texts > 0; texts--) TakeText();
        var bytes = _bytes.AsSpan(from, _at - from);
        if (bytes.SequenceEqual(_labels.Bytes)) return _labels.Value;
        _at = from;
        _labels = (bytes.ToArray(), LabelSet.OfSorted(ReadTexts(2 * ReadNumber())));
        return _labels.Value;
    }

    private KindStatus ReadStatus()
    {
        var from = _at;
        TakeText();
        Take(1);
        TakeText();
        for (var texts = 2 * ReadNumber(); texts > 0; texts--) TakeText();
        var bytes = _bytes.AsSpan(from, _at - from);
        if (bytes.SequenceEqual(_status.Bytes)) return _status.Value;
        _at = from;
        var (state, severity, reason) = (ReadShared(), (StatusSeverity)Take(1)[0], ReadShared());
        var parameters = ReadMany(static reader => KeyValuePair.Create(reader.ReadShared(), reader.ReadText()));
        _status = (bytes.ToArray(), new(state, severity, reason, parameters.Length == 0 ? KindStatus.None.Parameters : new Dictionary<string, string>(parameters, StringComparer.Ordinal)));
        return _status.Value;
    }

    private string ReadText() => Encoding.UTF8.GetString(TakeText());

    private string ReadShared() => StringPool.Share(TakeText());

    private Guid ReadGuid() => new(Take(16));

    private string[] ReadTexts(int count)
    {
        var texts = count == 0 ? [] : new string[count];
        for (var i = 0; i < texts.Length; i++) texts[i] = ReadShared();
        return texts;
    }

    private T[] ReadMany<T>(Func<HeadReader, T> read)
    {
        var count = ReadNumber();
        if (count == 0) return [];
        if (count > _bytes.Length) throw new InvalidDataException("A stored list says that it is longer than what holds it.");
        var values = new T[count];
        for (var i = 0; i < count; i++) values[i] = read(this);
        return values;
    }

    private ReadOnlySpan<byte> TakeText() => Take(ReadNumber());

    private ReadOnlySpan<byte> Take(int length)
    {
        var taken = _bytes.AsSpan(_at, length);
        _at += length;
        return taken;
    }

    // Seven bits to a byte, as BinaryWriter does.
    private int ReadNumber()
    {
        var number = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var part = _bytes[_at++];
            number |= (part & 0x7f) << shift;
            if (part < 0x80) return number;
        }

        throw new InvalidDataException("A stored number does not end.");
    }
}
