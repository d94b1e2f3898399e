namespace Kpanda.Hosting.Live;

/// <summary>
/// Something that can follow a list or an object live. Registered with dependency injection by the module that serves the path; the hub asks each source in
/// turn. A source sends the same JSON that the path answers with over HTTP.
/// </summary>
public interface ILiveSource
{
    /// <summary>Follows <paramref name="request"/> and tells <paramref name="sink"/> of every change from the moment this returns, until the feed is disposed.</summary>
    /// <returns>Null where this source does not serve the path; the error to answer with where the person may not; otherwise the feed.</returns>
    ValueTask<Result<ILiveFeed>?> TryOpenAsync(LiveRequest request, ILiveSink sink, CancellationToken cancellationToken);
}
