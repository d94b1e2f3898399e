using System.Diagnostics.Metrics;

namespace Kpanda.Server.Metrics;

/// <summary>Listens to the meters worth keeping, from before the first request on.</summary>
internal sealed class MetricListening(MetricTable table) : IHostedLifecycleService, IDisposable
{
    private static readonly string[] Meters = ["System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    private readonly MeterListener _listener = new();

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (!Meters.Contains(instrument.Meter.Name) && !instrument.Meter.Name.StartsWith("Kpanda", StringComparison.Ordinal)) return;
            if (table.TryAdd(instrument) is { } metric) listener.EnableMeasurementEvents(instrument, metric);
        };
        _listener.SetMeasurementEventCallback<double>((_, value, tags, state) => ((Metric)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, state) => ((Metric)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, state) => ((Metric)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, state) => ((Metric)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<short>((_, value, tags, state) => ((Metric)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<byte>((_, value, tags, state) => ((Metric)state!).Record(value, tags));
        table.Observing = _listener.RecordObservableInstruments;
        _listener.Start();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _listener.Dispose();
}
