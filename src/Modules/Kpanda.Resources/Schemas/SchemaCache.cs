namespace Kpanda.Resources.Schemas;

/// <summary>Documents that were read a while ago, within a bound of memory; the longest unused goes first. Safe for concurrent use.</summary>
/// <param name="mostBytes">About how much memory all of them may take.</param>
internal sealed class SchemaCache(long mostBytes)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Cluster, string Path), (string Hash, SchemaDocument Document, LinkedListNode<(string, string)> Use)> _documents = [];
    private readonly LinkedList<(string, string)> _uses = new();
    private long _bytes;

    /// <summary>The document of this version; null where it is not here. A cluster vouches for its own documents alone, whatever hash it gives.</summary>
    public SchemaDocument? Find(string cluster, string path, string hash)
    {
        lock (_lock)
        {
            if (!_documents.TryGetValue((cluster, path), out var entry) || entry.Hash != hash) return null;
            _uses.Remove(entry.Use);
            _uses.AddFirst(entry.Use);
            return entry.Document;
        }
    }

    /// <summary>Keeps a document in place of the one that was there.</summary>
    public void Put(string cluster, string path, string hash, SchemaDocument document)
    {
        lock (_lock)
        {
            Remove((cluster, path));
            _documents[(cluster, path)] = (hash, document, _uses.AddFirst((cluster, path)));
            _bytes += document.Bytes;
            while (_bytes > mostBytes && _uses.Last is { } oldest) Remove(oldest.Value);
        }
    }

    private void Remove((string Cluster, string Path) key)
    {
        if (!_documents.Remove(key, out var entry)) return;
        _uses.Remove(entry.Use);
        _bytes -= entry.Document.Bytes;
    }
}
