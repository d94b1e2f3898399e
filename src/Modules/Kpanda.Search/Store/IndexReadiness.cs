namespace Kpanda.Search.Store;

/// <summary>Whether the index can be answered from, for the readiness of a replica. Safe for concurrent use.</summary>
public sealed class IndexReadiness
{
    private readonly IndexStore _store;

    internal IndexReadiness(IndexStore store) => _store = store;

    /// <summary>
    /// Whether the store could not be opened since the start: nothing is known of any cluster then. A store that is being read, or that cannot be written for now, is no such reason:
    /// what is known is answered.
    /// </summary>
    public bool IsClosed => !_store.IsLoaded && _store.Failure.Length > 0;

    /// <summary>Whether everything that the store holds is in the index: until then what is in it may be a part.</summary>
    public bool IsLoaded => _store.IsLoaded;
}
