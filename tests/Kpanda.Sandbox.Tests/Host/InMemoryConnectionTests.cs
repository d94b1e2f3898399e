using Kpanda.Sandbox.Host.InMemory;

namespace Kpanda.Sandbox.Tests.Host;

public sealed class InMemoryConnectionTests
{
    [Fact]
    public async Task ClosedConnection_EndsReadsAndWritesAsASocketDoes()
    {
        var (_, client) = InMemoryConnection.CreatePair("one");
        await client.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(async () => _ = await client.ReadAsync(new byte[8], TestContext.Current.CancellationToken));
        await Should.ThrowAsync<ObjectDisposedException>(async () => await client.WriteAsync(new byte[8], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ReadThatMeetsTheClose_EndsAsOnASocket()
    {
        for (var i = 0; i < 2_000; i++)
        {
            var (_, client) = InMemoryConnection.CreatePair("one");
            var reading = Task.Run(async () => await client.ReadAsync(new byte[8]), TestContext.Current.CancellationToken);
            await client.DisposeAsync();
            var ended = await Record.ExceptionAsync(() => reading.WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken));
            (ended is null or ObjectDisposedException or OperationCanceledException).ShouldBeTrue($"{ended}");
        }
    }
}
