using System.Collections.Concurrent;
using Kpanda.Hosting.Requests;

namespace Kpanda.Search.Index;

/// <summary>
/// Rows of lists as they were last written, so that a page that was read a moment ago costs no body, no parsing and no writing. Two generations: what is asked for
/// moves to the younger one, and when that is full the elder goes. Safe for concurrent use.
/// </summary>
internal sealed class RowCache(long maxBytes)
{
    // A key, an array and their place in a dictionary, beside the bytes.
    private const int Overhead = 120;

    private readonly Lock _lock = new();
    private ConcurrentDictionary<Key, byte[]> _young = new();
    private ConcurrentDictionary<Key, byte[]> _old = new();
    private long _youngBytes;

    public byte[]? Find(in RowRef row, Language language)
    {
        var key = new Key(row.Body, row.Content, language);
        if (_young.TryGetValue(key, out var bytes)) return bytes;
        if (!_old.TryGetValue(key, out bytes)) return null;
        Put(key, bytes);
        return bytes;
    }

    public void Put(in RowRef row, Language language, byte[] bytes) => Put(new Key(row.Body, row.Content, language), bytes);

    private void Put(Key key, byte[] bytes)
    {
        if (!_young.TryAdd(key, bytes) || Interlocked.Add(ref _youngBytes, bytes.Length + Overhead) <= maxBytes / 2) return;
        lock (_lock)
        {
            if (Volatile.Read(ref _youngBytes) <= maxBytes / 2) return;
            _old = _young;
            _young = new();
            Volatile.Write(ref _youngBytes, 0);
        }
    }

    /// <summary>One state of one object, in one language.</summary>
    private readonly record struct Key(long Body, ulong Content, Language Language);
}
