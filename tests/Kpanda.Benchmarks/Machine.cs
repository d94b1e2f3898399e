using System.Globalization;
using System.Runtime.InteropServices;

namespace Kpanda.Benchmarks;

/// <summary>Where the figures come from; they mean nothing without it.</summary>
internal sealed record Machine(string Processor, int Processors, double MemoryGb, string System, string Runtime, double LoadBefore)
{
    public static Machine Describe() => new(
        ReadValue("/proc/cpuinfo", "model name"),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024), 1),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : 0);

    private static string ReadValue(string file, string key) =>
        File.Exists(file) ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unknown" : "unknown";
}
