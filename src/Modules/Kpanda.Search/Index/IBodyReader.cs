namespace Kpanda.Search.Index;

/// <summary>Reads packed bodies from the store.</summary>
internal interface IBodyReader
{
    /// <summary>Adds those that the store has to <paramref name="found"/>, unpacked.</summary>
    ValueTask ReadAsync(IReadOnlyCollection<long> ids, Dictionary<long, ReadOnlyMemory<byte>> found, CancellationToken cancellationToken);
}
