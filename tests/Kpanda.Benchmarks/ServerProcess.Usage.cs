using System.Globalization;

namespace Kpanda.Benchmarks;

internal sealed partial class ServerProcess
{
    /// <summary>The server's program.</summary>
    public static string ProgramFile => Program();

    /// <summary>Processor time of the process since its start.</summary>
    public TimeSpan ProcessorTime()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    /// <summary>What the last garbage collection left in use, in MB.</summary>
    public async Task<double> HeapMegabytesAsync(CancellationToken cancellationToken)
    {
        return await MetricAsync("dotnet_gc_last_collection_heap_size", cancellationToken) / (1024 * 1024);
    }

    /// <summary>All values of a metric together, by the beginning of its Prometheus name.</summary>
    public async Task<double> MetricAsync(string name, CancellationToken cancellationToken)
    {
        var metrics = await Client.GetStringAsync("/metrics", cancellationToken);
        return metrics.Split('\n').Where(line => line.StartsWith(name, StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }
}
