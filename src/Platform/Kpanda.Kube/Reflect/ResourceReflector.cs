using Kpanda.KubeModel;

namespace Kpanda.Kube.Reflect;

/// <summary>
/// Keeps a sink in step with one collection of one member: list in pages, watch from there with bookmarks, resume after a break, list again on 410.
/// Holds nothing but the last resource version. Safe to run several times at once, each with a sink of its own.
/// </summary>
public sealed class ResourceReflector(TimeProvider time, ReflectorOptions options)
{
    /// <summary>Runs until cancelled. Failures go to the sink as states and are retried with back-off; only cancellation, or an exception of the sink, ends it.</summary>
    /// <param name="client">Whose eyes to see with.</param>
    /// <param name="resource">The collection.</param>
    /// <param name="resumeFrom">A stored resource version to watch from without listing; null to list first.</param>
    /// <param name="sink">Receives everything.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public Task RunAsync(KubeClient client, GroupVersionResource resource, string? resumeFrom, IReflectorSink sink, CancellationToken cancellationToken) =>
        new ReflectorRun(time, options, client, resource, sink).RunAsync(string.IsNullOrEmpty(resumeFrom) ? null : resumeFrom, cancellationToken);
}
