using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Logs;

namespace Kpanda.Sandbox.Tests.Kubelet;

public sealed class SimulatedLogsTests : IDisposable
{
    private readonly SteppedCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task RunningPod_HasALogThatGrowsAndNeverChanges()
    {
        Run("nginx:1.27");
        _cluster.Pass(60);
        var first = await Lines();
        first.Count.ShouldBeGreaterThan(20);
        first.ShouldBe(await Lines());
        first.Select(line => line.Time).ShouldBe(first.Select(line => line.Time).Order());
        first.ShouldAllBe(line => line.Time <= _cluster.Time.GetUtcNow());

        _cluster.Pass(60);
        var later = await Lines();
        later.Count.ShouldBeGreaterThan(first.Count);
        later.Take(first.Count).ShouldBe(first);
    }

    [Fact]
    public async Task OldLog_KeepsItsEnd()
    {
        Run("nginx:1.27");
        _cluster.Pass(86_400);
        var lines = await Lines();
        lines.Count.ShouldBeInRange(1900, 2010);
        lines[^1].Time.ShouldBeGreaterThan(_cluster.Time.GetUtcNow().AddSeconds(-10));
    }

    [Fact]
    public async Task Following_WaitsForLines_AndEndsWithTheContainer()
    {
        Run("nginx:1.27");
        _cluster.Pass(10);
        var seen = (await Lines()).Count;
        await using var follow = Logs.Read(Request() with { Follow = true }, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        for (var i = 0; i < seen; i++)
            (await follow.MoveNextAsync()).ShouldBeTrue();

        var next = follow.MoveNextAsync().AsTask();
        next.IsCompleted.ShouldBeFalse();
        _cluster.Pass(10);
        (await next.WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken)).ShouldBeTrue();

        _cluster.Store.Delete(BuiltIn.Pods, "default", "one");
        _cluster.Pass(5);
        var last = follow.MoveNextAsync().AsTask();
        for (var i = 0; i < 50 && await Continues(last); i++)
            last = follow.MoveNextAsync().AsTask();
        (await last).ShouldBeFalse();
    }

    [Fact]
    public async Task CrashedContainer_ToldWhyInItsPreviousLog()
    {
        Run("sandbox/crash:1");
        _cluster.Pass(30);
        var lines = new List<PodLogLine>();
        await foreach (var line in Logs.Read(Request() with { Previous = true }, TestContext.Current.CancellationToken))
            lines.Add(line);
        lines[^1].Text.ShouldContain("fatal");
    }

    private SimulatedLogs Logs => new(_cluster.Cluster);

    private PodLogRequest Request() => new(_cluster.Store.Get(BuiltIn.Pods, "default", "one")!, "main");

    private async Task<bool> Continues(Task<bool> next)
    {
        _cluster.Pass(5);
        return await next.WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);
    }

    private async Task<List<PodLogLine>> Lines()
    {
        var lines = new List<PodLogLine>();
        await foreach (var line in Logs.Read(Request(), TestContext.Current.CancellationToken))
            lines.Add(line);
        return lines;
    }

    private void Run(string image) => _cluster.Apply(BuiltIn.Pods, $"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: one
        spec:
          containers:
          - name: main
            image: {image}
        """).Name().ShouldBe("one");
}
