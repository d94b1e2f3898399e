using Kpanda.Hosting.Errors;

namespace Kpanda.Hosting.Live;

/// <summary>One open subscription at its source. Dispose it to stop the changes.</summary>
public interface ILiveFeed : IAsyncDisposable
{
    /// <summary>How many objects match now, within the rights of the person.</summary>
    int Total { get; }

    /// <summary>
    /// Tells <see cref="ILiveSink.CatchUp"/> of those rows that are by now newer than the version on the screen, or gone: what changed between the answer to the
    /// list and the moment at which the browser said which rows it shows. Rows without a version are not looked at.
    /// </summary>
    ValueTask CatchUpAsync(IReadOnlyList<LiveRow> rows, CancellationToken cancellationToken);

    /// <summary>
    /// Asks the authoriser again. A feed whose scope became another one follows that and calls <see cref="ILiveSink.Resync"/>.
    /// </summary>
    /// <returns>Null while the person may go on; otherwise the error that ends the subscription.</returns>
    ValueTask<Error?> RecheckAsync(CancellationToken cancellationToken);
}
