using Kpanda.Hosting.Errors;

namespace Kpanda.Hosting.Live;

/// <summary>One open subscription at its source. Dispose it to stop the changes.</summary>
public interface ILiveFeed : IAsyncDisposable
{
    /// <summary>How many objects match now, within the rights of the person.</summary>
    int Total { get; }

    /// <summary>
    /// Asks the authoriser again. A feed whose scope became another one follows that and calls <see cref="ILiveSink.Resync"/>.
    /// </summary>
    /// <returns>Null while the person may go on; otherwise the error that ends the subscription.</returns>
    ValueTask<Error?> RecheckAsync(CancellationToken cancellationToken);
}
