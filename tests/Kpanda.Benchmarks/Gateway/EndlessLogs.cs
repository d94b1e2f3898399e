using System.Runtime.CompilerServices;
using Kpanda.Sandbox.Logs;

namespace Kpanda.Benchmarks.Gateway;

/// <summary>
/// Logs without an end, in lines of 16 KiB as they come: <c>limitBytes</c> says how much of it is wanted. Pods that say how much they write have the usual ones.
/// </summary>
internal sealed class EndlessLogs(IPodLogs usual) : IPodLogs
{
    /// <summary>The annotation of those that say so.</summary>
    public const string Rate = "sandbox.kpanda.io/log-lines-per-second";

    private static readonly string Line = new('x', (16 * 1024) - 1);

    public IAsyncEnumerable<PodLogLine> Read(PodLogRequest request, CancellationToken cancel) =>
        request.Pod.ToNode()["metadata"]?["annotations"]?[Rate] is null ? Endless(cancel) : usual.Read(request, cancel);

    private static async IAsyncEnumerable<PodLogLine> Endless([EnumeratorCancellation] CancellationToken cancel)
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            yield return new(DateTimeOffset.UnixEpoch, Line);
            await Task.CompletedTask;
        }
    }
}
