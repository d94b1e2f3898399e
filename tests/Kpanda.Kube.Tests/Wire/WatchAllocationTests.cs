using System.Net.Http;
using System.Text;
using Kpanda.Kube.Tests.Fakes;
using Kpanda.Kube.Wire;

namespace Kpanda.Kube.Tests.Wire;

public sealed class WatchAllocationTests(ITestOutputHelper output)
{
    private const int Events = 5_000;

    [Fact]
    public async Task WatchEvent_CostsLessThanAKilobyteOfGarbage()
    {
        var filler = new string('x', 4_400);
        var line = $$$$"""{"type":"MODIFIED","object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"cart-1","namespace":"shop","resourceVersion":"1234567"},"spec":{"filler":"{{{{filler}}}}"}}}""" + "\n";
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(line, Events)));
        await ReadAsync(bytes); // Buffers are in their pool and code is compiled.
        var before = GC.GetAllocatedBytesForCurrentThread();
        // A stream in memory answers at once: everything happens on this thread.
        (await ReadAsync(bytes)).ShouldBe(Events);
        var perEvent = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Events;
        output.WriteLine($"{perEvent:0} bytes per event of {line.Length} bytes");
        perEvent.ShouldBeInRange(1, 1024);
    }

    private static async Task<int> ReadAsync(byte[] bytes)
    {
        using var answer = new HttpResponseMessage();
        await using var watch = new WatchReader(answer, new Drip(bytes, 16 * 1024), 1 << 20);
        var count = 0;
        while (await watch.ReadAsync(CancellationToken.None)) count += watch.Events.Count;
        watch.Failure.ShouldBeNull();
        return count;
    }
}
