using System.Diagnostics.Metrics;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kpanda.Identity.Audit;

/// <summary>The two ways to disk: one that callers wait for, written at once and together, and one that is written twice a second.</summary>
internal sealed partial class AuditLog : BackgroundService, IAuditLog
{
    /// <summary>Records that may wait; some 500 bytes each.</summary>
    public const int Capacity = 10_000;

    private const int DurableCapacity = 1_000;
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(1);

    private readonly AuditQueue _durable;
    private readonly AuditQueue _rest;
    private readonly RepeatedRefusals _refusals;
    private readonly TimeProvider _time;
    private readonly ILogger<AuditLog> _logger;
    private readonly Counter<long> _unstored;

    public AuditLog(AuditStore store, IMeterFactory meters, TimeProvider time, ILogger<AuditLog> logger)
    {
        _durable = new(store, time, TimeSpan.Zero, DurableCapacity);
        _rest = new(store, time, Linger, Capacity);
        _refusals = new(time);
        _time = time;
        _logger = logger;
        _unstored = meters.Create("Kpanda.Identity").CreateCounter<long>("kpanda.audit.unstored", description: "Audit records that went to the log because they could not be stored");
    }

    public async Task<Result<bool>> BeginAsync(AuditRecord record, CancellationToken cancellationToken)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_durable.Writer.TryWrite(new(record.Clean(), written))) return Unavailable();
        try
        {
            await written.Task.WaitAsync(LongestWrite, _time, cancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is TimeoutException or AuditUnavailableException)
        {
            return Unavailable();
        }
    }

    public ValueTask EndAsync(AuditRecord record) => WriteAsync(new(record.Clean(), null));

    public ValueTask RecordAsync(AuditRecord record)
    {
        var clean = record.Clean();
        if (!RepeatedRefusals.IsRefusal(clean)) return WriteAsync(new(clean, null));
        var refusal = _refusals.Of(clean);
        return refusal.Again() ? WriteAsync(new(clean, null, refusal)) : ValueTask.CompletedTask;
    }

    /// <summary>Writes what waits before the process ends.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        Complete();
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        Complete();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        _durable.RunAsync(
            (batch, failure) =>
            {
                Log.Refusing(_logger, failure, batch.Count);
                foreach (var waiting in batch) waiting.Written!.TrySetException(new AuditUnavailableException());
                return new(false);
            },
            stoppingToken),
        _rest.RunAsync(
            async (batch, failure) =>
            {
                Log.Failed(_logger, failure, batch.Count);
                if (!stoppingToken.IsCancellationRequested)
                {
                    await Task.Delay(TryAgainAfter, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    return true;
                }

                foreach (var waiting in batch) Unstored(waiting.Record);
                return false;
            },
            stoppingToken));

    private async ValueTask WriteAsync(AuditQueue.Waiting waiting)
    {
        if (_rest.Writer.TryWrite(waiting)) return;
        using var patience = new CancellationTokenSource(LongestWait, _time);
        try
        {
            await _rest.Writer.WriteAsync(waiting, patience.Token);
        }
        catch (Exception full) when (full is OperationCanceledException or System.Threading.Channels.ChannelClosedException)
        {
            Unstored(waiting.Refusal?.Take() ?? waiting.Record);
        }
    }

    private void Complete()
    {
        _durable.Writer.TryComplete();
        _rest.Writer.TryComplete();
    }

    private void Unstored(AuditRecord record)
    {
        _unstored.Add(1);
        Log.Unstored(
            _logger, record.At, record.Person, record.Address, record.Cluster, record.Verb, $"{record.Group}/{record.Resource}/{record.Subresource}", $"{record.Namespace}/{record.Name}", record.Status, record.Times, record.RequestId);
    }

    private static Error Unavailable() => Error.Of(ErrorCode.Unavailable, "audit.unavailable");

    private sealed class AuditUnavailableException : Exception;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "{Count} calls are refused because they cannot be recorded")]
        public static partial void Refusing(ILogger logger, Exception failure, int count);

        [LoggerMessage(LogLevel.Error, "{Count} audit records could not be written; trying again")]
        public static partial void Failed(ILogger logger, Exception failure, int count);

        [LoggerMessage(LogLevel.Warning, "Audit record that could not be stored: at {At:O} {Person} from {Address} in cluster '{Cluster}' {Verb} {What} {Where}: {Status}, {Times} times, request {Request}")]
        public static partial void Unstored(
            ILogger logger, DateTimeOffset at, string person, string address, string cluster, string verb, string what, string where, int status, int times, string request);
    }
}
