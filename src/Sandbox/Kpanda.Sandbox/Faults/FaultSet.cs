using Kpanda.KubeModel;
using Kpanda.Sandbox.Api;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Sandbox.Faults;

/// <summary>What is wrong with one cluster's API server now. Thread-safe.</summary>
public sealed class FaultSet(TimeProvider time)
{
    private volatile Entry[] _entries = [];

    /// <summary>What is wrong, in the order in which it strikes.</summary>
    public IReadOnlyList<Fault> All => [.. _entries.Select(entry => entry.Fault)];

    /// <summary>Sets everything that is wrong from now on; none heals the cluster. What waits because of an earlier one goes on.</summary>
    public void Set(IEnumerable<Fault> faults)
    {
        var before = _entries;
        var now = time.GetUtcNow();
        _entries = [.. faults.Select(fault => new Entry(fault, now))];
        foreach (var entry in before) entry.End();
    }

    /// <summary>Whether a watch that goes on from an earlier version is told that it is too old.</summary>
    internal bool ExpiresWatch() => _entries.Any(entry => entry.Fault.Kind == FaultKind.ExpiredWatches && entry.Strikes());

    /// <summary>Lets faults strike a request. True where one has answered it, or cut it.</summary>
    internal async Task<bool> StrikeAsync(SandboxCluster cluster, HttpContext http)
    {
        foreach (var entry in _entries)
        {
            if (entry.Fault.Kind != FaultKind.ExpiredWatches && entry.Strikes() && await StrikeAsync(entry, cluster, http)) return true;
        }

        return false;
    }

    private async Task<bool> StrikeAsync(Entry entry, SandboxCluster cluster, HttpContext http)
    {
        var fault = entry.Fault;
        switch (fault.Kind)
        {
            case FaultKind.CutOff:
                http.Abort();
                return true;
            case FaultKind.Flapping when (long)((time.GetUtcNow() - entry.Since).TotalSeconds / fault.Seconds) % 2 == 0:
                http.Abort();
                return true;
            case FaultKind.Frozen:
                await entry.WaitAsync(Timeout.InfiniteTimeSpan, time, http.RequestAborted);
                return http.RequestAborted.IsCancellationRequested;
            case FaultKind.Slow:
                await entry.WaitAsync(TimeSpan.FromSeconds(fault.Seconds), time, http.RequestAborted);
                return http.RequestAborted.IsCancellationRequested;
            case FaultKind.TooManyRequests:
                var wait = (int)Math.Ceiling(fault.Seconds);
                await AnswerAsync(cluster, http, new KubeStatus
                {
                    Code = 429,
                    Reason = "TooManyRequests",
                    Message = "Too many requests, please try again later.",
                    Details = new() { RetryAfterSeconds = wait },
                });
                return true;
            case FaultKind.Errors:
                var reason = fault.Code switch { 503 => "ServiceUnavailable", 504 => "Timeout", _ => "InternalError" };
                await AnswerAsync(cluster, http, new KubeStatus { Code = fault.Code, Reason = reason, Message = "the server is currently unable to handle the request" });
                return true;
            default:
                return false;
        }
    }

    private static Task AnswerAsync(SandboxCluster cluster, HttpContext http, KubeStatus status) => AnswerWriter.WriteAsync(http, cluster, status, default);

    private sealed class Entry(Fault fault, DateTimeOffset since)
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _requests;

        public Fault Fault => fault;

        public DateTimeOffset Since => since;

        public bool Strikes() => Interlocked.Increment(ref _requests) % fault.Every == 0;

        public void End() => _ended.TrySetResult();

        // Until the time is over, the fault is taken away or the client goes.
        public async Task WaitAsync(TimeSpan time, TimeProvider clock, CancellationToken cancel)
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var delay = Task.Delay(time, clock, end.Token);
            await Task.WhenAny(delay, _ended.Task);
            await end.CancelAsync();
        }
    }
}
