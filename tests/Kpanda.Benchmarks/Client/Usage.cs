using System.Diagnostics;
using System.Globalization;

namespace Kpanda.Benchmarks.Client;

/// <summary>What this process used between two moments: time, processor, allocations, and how far its resident memory rose above where it began.</summary>
internal sealed class Usage
{
    private readonly long _began;
    private readonly TimeSpan _cpu;
    private readonly long _allocated;
    private readonly double _resident;

    private Usage()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        // 5 sets the mark of the highest resident memory back to what it is now (proc(5)).
        File.WriteAllText("/proc/self/clear_refs", "5");
        _resident = StatusMegabytes("VmRSS:");
        _allocated = GC.GetTotalAllocatedBytes(precise: true);
        _cpu = Environment.CpuUsage.TotalTime;
        _began = Stopwatch.GetTimestamp();
    }

    public double Seconds { get; private set; }

    public TimeSpan Cpu { get; private set; }

    public long Allocated { get; private set; }

    public double PeakMegabytes { get; private set; }

    public static Usage Begin() => new();

    public void End()
    {
        Seconds = Stopwatch.GetElapsedTime(_began).TotalSeconds;
        Cpu = Environment.CpuUsage.TotalTime - _cpu;
        Allocated = GC.GetTotalAllocatedBytes(precise: true) - _allocated;
        PeakMegabytes = StatusMegabytes("VmHWM:") - _resident;
    }

    private static double StatusMegabytes(string key)
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(key, StringComparison.Ordinal));
        return double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
