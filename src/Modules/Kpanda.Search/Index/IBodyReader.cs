namespace Kpanda.Search.Index;

/// <summary>Reads packed bodies from the store.</summary>
internal interface IBodyReader
{
    /// <summary>Adds those that the store has to <paramref name="found"/>, unpacked.</summary>
    ValueTask ReadAsync(IReadOnlyCollection<long> ids, Dictionary<long, ReadOnlyMemory<byte>> found, CancellationToken cancellationToken);

    /// <summary>Shows many bodies, in no order, possibly several at once. One that is gone by now is left out.</summary>
    /// <param name="ids">Upwards.</param>
    /// <param name="see">Takes an id and its body, unpacked. Safe for concurrent use.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task ScanAsync(ReadOnlyMemory<long> ids, Action<long, ReadOnlyMemory<byte>> see, CancellationToken cancellationToken);
}
