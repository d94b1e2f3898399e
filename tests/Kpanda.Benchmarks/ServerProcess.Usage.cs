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

    /// <summary>Sets the mark of the highest memory back to what it is now.</summary>
    /// <returns>What it is now, in MB.</returns>
    public double BeginPeak()
    {
        // 5 is the mark of the highest resident memory (proc(5)).
        File.WriteAllText($"/proc/{_process.Id}/clear_refs", "5");
        return ResidentMegabytes();
    }

    /// <summary>The most memory that the process held since <see cref="BeginPeak"/>, in MB.</summary>
    public double PeakMegabytes() => StatusValue("VmHWM:");

    /// <summary>TCP connections that the process has open to a port of this machine.</summary>
    public int ConnectionsTo(int port)
    {
        var own = Directory.GetFiles($"/proc/{_process.Id}/fd").Select(file => new FileInfo(file).LinkTarget).OfType<string>()
            .Where(link => link.StartsWith("socket:[", StringComparison.Ordinal)).Select(link => link[8..^1]).ToHashSet(StringComparer.Ordinal);
        // proc(5): address and port of here and there in hexadecimal, the state (01 is established), and in the tenth column the inode that the descriptors name.
        return File.ReadLines($"/proc/{_process.Id}/net/tcp").Concat(File.ReadLines($"/proc/{_process.Id}/net/tcp6"))
            .Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Count(row => row[2].EndsWith(string.Create(CultureInfo.InvariantCulture, $":{port:X4}"), StringComparison.Ordinal) && row[3] == "01" && own.Contains(row[9]));
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
