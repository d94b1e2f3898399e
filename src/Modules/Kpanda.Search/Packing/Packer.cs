namespace Kpanda.Search.Packing;

/// <summary>
/// Packs texts of one sort (the bodies of a kind, or its columns) with a dictionary that it makes from some of them: after a few, and anew after many more, when
/// they say better what all have in common. Safe for concurrent use.
/// </summary>
internal sealed class Packer(Packers packers, string sort)
{
    private const int Samples = 192;
    private const int LongestSample = 16 * 1024;
    private static readonly int[] TrainedAfter = [Samples, 40 * Samples];

    private readonly Lock _lock = new();
    private readonly Random _random = new(Samples);
    private List<ReadOnlyMemory<byte>>? _samples = [];
    private int _trained;
    private int _seen;
    private volatile PackDictionary? _dictionary;

    public byte[] Pack(ReadOnlyMemory<byte> text)
    {
        if (Volatile.Read(ref _samples) is not null) Sample(text);
        return Packers.Pack(text.Span, _dictionary);
    }

    public byte[] Unpack(ReadOnlySpan<byte> packed) => packers.Unpack(packed);

    /// <summary>Goes on with a dictionary of the store; the last one is used.</summary>
    public void Restore(PackDictionary dictionary)
    {
        lock (_lock)
        {
            _dictionary = dictionary;
            if (++_trained == TrainedAfter.Length) _samples = null;
        }
    }

    // Every text is as likely to be among the samples as any other. Their bytes are copied: a text may be part of something larger.
    private void Sample(ReadOnlyMemory<byte> text)
    {
        if (text.Length > LongestSample) return;
        lock (_lock)
        {
            if (_samples is null) return;
            var slot = _seen < Samples ? _seen : _random.Next(_seen + 1);
            _seen++;
            if (slot < Samples)
            {
                if (slot < _samples.Count) _samples[slot] = text.ToArray();
                else _samples.Add(text.ToArray());
            }

            if (_seen < TrainedAfter[_trained]) return;
            _dictionary = packers.Register(sort, DictionaryTrainer.Train(_samples));
            if (++_trained == TrainedAfter.Length) _samples = null;
        }
    }
}
