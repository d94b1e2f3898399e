using System.Runtime.CompilerServices;
using Kpanda.Sandbox.Logs;

namespace Kpanda.Benchmarks.Gateway;

/// <summary>Logs without an end, in lines of 16 KiB as they come: <c>limitBytes</c> says how much of it is wanted.</summary>
internal sealed class EndlessLogs : IPodLogs
{
    private static readonly string Line = new('x', (16 * 1024) - 1);

    public async IAsyncEnumerable<PodLogLine> Read(PodLogRequest request, [EnumeratorCancellation] CancellationToken cancel)
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            yield return new(DateTimeOffset.UnixEpoch, Line);
            await Task.CompletedTask;
        }
    }
}
