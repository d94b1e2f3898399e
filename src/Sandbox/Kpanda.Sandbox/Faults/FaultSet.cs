using Kpanda.KubeModel;
using Kpanda.Sandbox.Api;
using Kpanda.Sandbox.Host;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Sandbox.Faults;

/// <summary>What is wrong with one cluster now. Thread-safe.</summary>
public sealed class FaultSet
{
    private readonly Lock _gate = new();
    private readonly SandboxCluster _cluster;
    private readonly TimeProvider _time;
    private volatile Entry[] _entries = [];
    private int _lastId;

    internal FaultSet(SandboxCluster cluster)
    {
        _cluster = cluster;
        _time = cluster.Clock.Right;
    }

    /// <summary>What is wrong, in the order in which it strikes.</summary>
    public IReadOnlyList<ActiveFault> All => [.. _entries.Select(entry => entry.Fault)];

    /// <summary>Whether a listener shows a certificate for this cluster that may be changed.</summary>
    public bool CanChangeCertificate { get; internal set; }

    /// <summary>Sets everything that is wrong from now on; none heals the cluster. What waits because of an earlier one goes on.</summary>
    public void Set(IEnumerable<Fault> faults)
    {
        lock (_gate)
        {
            // What a data loss brings back may be the work of another fault: that one ends after it.
            foreach (var entry in _entries.OrderBy(entry => entry.Fault.Kind != FaultKind.DataLoss)) End(entry);
            foreach (var fault in faults) Begin(fault);
        }
    }

    /// <summary>Something more goes wrong. That it can be (<see cref="Fault.ProblemIn"/>) is for the caller to know.</summary>
    public ActiveFault Begin(Fault fault)
    {
        lock (_gate)
        {
            var entry = new Entry(new ActiveFault(fault, ++_lastId, _time.GetUtcNow()), FaultEffects.Begin(_cluster, fault));
            _entries = [.. _entries, entry];
            if (fault.ForSeconds is { } length) entry.Clock = _time.CreateTimer(_ => End(entry.Fault.Id), null, TimeSpan.FromSeconds(length), Timeout.InfiniteTimeSpan);
            return entry.Fault;
        }
    }

    /// <summary>Takes a fault away. False where there is none of that number.</summary>
    public bool End(int id)
    {
        lock (_gate)
        {
            if (_entries.FirstOrDefault(entry => entry.Fault.Id == id) is not { } found) return false;
            End(found);
            return true;
        }
    }

    /// <summary>Whether a watch that goes on from an earlier version is told that it is too old.</summary>
    internal bool ExpiresWatch() => _entries.Any(entry => entry.Fault.Kind == FaultKind.ExpiredWatches && entry.Strikes());

    /// <summary>What is wrong with the certificate that is shown; null where it is the right one.</summary>
    internal CertificateFlaw? CertificateFlaw => _entries.FirstOrDefault(entry => entry.Fault.Kind == FaultKind.ChangedCertificate)?.Fault.Certificate;

    /// <summary>Lets faults strike a request. True where one has answered it, or cut it.</summary>
    internal async Task<bool> StrikeAsync(HttpContext http)
    {
        foreach (var entry in _entries)
        {
            if (StrikesRequests(entry.Fault.Kind) && entry.Strikes() && await StrikeAsync(entry, http)) return true;
        }

        return false;
    }

    /// <summary>Lets faults strike a write that its caller may make: the refusal, or null.</summary>
    internal async Task<KubeStatus?> StrikeWriteAsync(ApiRequest request)
    {
        foreach (var entry in _entries)
        {
            if (!WriteFaults.Concerns(entry.Fault, request) || !entry.Strikes()) continue;
            if (entry.Fault is { Kind: FaultKind.WebhookDown, Webhook: WebhookFlaw.TimedOut }) await entry.WaitAsync(TimeSpan.FromSeconds(entry.Fault.Seconds), _time, request.Cancel);
            return WriteFaults.Refusal(entry.Fault, _cluster.Minor);
        }

        return null;
    }

    private static bool StrikesRequests(FaultKind kind) =>
        kind is FaultKind.CutOff or FaultKind.Frozen or FaultKind.Slow or FaultKind.Flapping or FaultKind.TooManyRequests or FaultKind.Errors or FaultKind.ChangedCertificate;

    private void End(Entry entry)
    {
        _entries = [.. _entries.Where(other => other != entry)];
        entry.End();
    }

    private async Task<bool> StrikeAsync(Entry entry, HttpContext http)
    {
        var fault = entry.Fault;
        switch (fault.Kind)
        {
            case FaultKind.CutOff:
                http.Abort();
                return true;
            case FaultKind.Flapping when (long)((_time.GetUtcNow() - fault.Since).TotalSeconds / fault.Seconds) % 2 == 0:
                http.Abort();
                return true;
            case FaultKind.ChangedCertificate:
                // Connections that know the right one end, so that clients meet the other.
                return ServingCertificates.EndOther(http, fault.Certificate);
            case FaultKind.Frozen:
                await entry.WaitAsync(Timeout.InfiniteTimeSpan, _time, http.RequestAborted);
                return http.RequestAborted.IsCancellationRequested;
            case FaultKind.Slow:
                await entry.WaitAsync(TimeSpan.FromSeconds(fault.Seconds), _time, http.RequestAborted);
                return http.RequestAborted.IsCancellationRequested;
            case FaultKind.TooManyRequests:
                var wait = (int)Math.Ceiling(fault.Seconds);
                await AnswerAsync(http, new KubeStatus
                {
                    Code = 429,
                    Reason = "TooManyRequests",
                    Message = "Too many requests, please try again later.",
                    Details = new() { RetryAfterSeconds = wait },
                });
                return true;
            case FaultKind.Errors:
                var reason = fault.Code switch { 503 => "ServiceUnavailable", 504 => "Timeout", _ => "InternalError" };
                await AnswerAsync(http, new KubeStatus { Code = fault.Code, Reason = reason, Message = "the server is currently unable to handle the request" });
                return true;
            default:
                return false;
        }
    }

    private Task AnswerAsync(HttpContext http, KubeStatus status) => AnswerWriter.WriteAsync(http, _cluster, status, default);

    private sealed class Entry(ActiveFault fault, Action putBack)
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _requests;

        public ActiveFault Fault => fault;

        public ITimer? Clock { get; set; }

        public bool Strikes() => Interlocked.Increment(ref _requests) % fault.Every == 0;

        public void End()
        {
            Clock?.Dispose();
            putBack();
            _ended.TrySetResult();
        }

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
