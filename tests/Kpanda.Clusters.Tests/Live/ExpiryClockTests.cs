using Kpanda.Clusters.Registry;
using Kpanda.Clusters.Verify;
using Kpanda.Kube;
using Kpanda.Sandbox.Tests;

namespace Kpanda.Clusters.Tests.Live;

/// <summary>Warnings of credentials that end come by themselves, at the moment, by one timer.</summary>
public sealed class ExpiryClockTests
{
    private static readonly ClustersOptions Options = new() { WarnBeforeExpiry = TimeSpan.FromDays(30) };

    private readonly SteppedTime _time = new();

    [Fact]
    public async Task EachThreshold_IsToldWhenItComes()
    {
        using var registry = new ClusterRegistry(Options, _time);
        var start = _time.GetUtcNow();
        Put(registry, "soon", start.AddDays(40));
        Put(registry, "never", null);
        using var clock = new ExpiryClock(registry, Options, _time);
        await clock.StartAsync(TestContext.Current.CancellationToken);
        var told = new List<string>();
        using var subscription = registry.Subscribe(name => told.Add($"{name} {(_time.GetUtcNow() - start).TotalDays:0.#} {Reason(registry, name)}"));

        Step(start.AddDays(9.9));
        told.ShouldBeEmpty();
        Step(start.AddDays(10.1));
        told.ShouldBe(["soon 10 cluster.credential.soon"]);
        Step(start.AddDays(39.9));
        told.Count.ShouldBe(1);
        Step(start.AddDays(45));
        told[1..].ShouldBe(["soon 40 cluster.credential.ended"]);
        Step(start.AddDays(400));
        told.Count.ShouldBe(2);
    }

    [Fact]
    public async Task CredentialThatComesLater_MovesTheTimer()
    {
        using var registry = new ClusterRegistry(Options, _time);
        using var clock = new ExpiryClock(registry, Options, _time);
        await clock.StartAsync(TestContext.Current.CancellationToken);
        var start = _time.GetUtcNow();
        Put(registry, "late", start.AddDays(90));
        Put(registry, "early", start.AddDays(31));
        var told = new List<string>();
        using var subscription = registry.Subscribe(name => told.Add(name));
        Step(start.AddDays(1.1));
        told.ShouldBe(["early"]);
        // Renewed: its old end is no news any more.
        Put(registry, "early", start.AddDays(200));
        told.Clear();
        Step(start.AddDays(61));
        told.ShouldBe(["late"]);
    }

    [Fact]
    public async Task ThousandClusters_HaveOneTimer()
    {
        using var registry = new ClusterRegistry(Options, _time);
        var start = _time.GetUtcNow();
        for (var number = 0; number < 1000; number++) Put(registry, $"c{number}", start.AddDays(40));
        using var clock = new ExpiryClock(registry, Options, _time);
        await clock.StartAsync(TestContext.Current.CancellationToken);
        var told = new List<string>();
        using var subscription = registry.Subscribe(name => told.Add(name));
        var fired = 0;
        while (_time.StepTo(start.AddDays(10.5))) fired++;
        told.Count.ShouldBe(1000);
        fired.ShouldBeLessThanOrEqualTo(11); // Once a day at the latest, and at the moment itself.
    }

    private static string Reason(ClusterRegistry registry, string name, DateTimeOffset now) => CredentialRule.Judge(registry.Find(name)!, now, Options.WarnBeforeExpiry).Reason;

    private string Reason(ClusterRegistry registry, string name) => Reason(registry, name, _time.GetUtcNow());

    private void Step(DateTimeOffset end)
    {
        while (_time.StepTo(end))
        {
        }
    }

    private static void Put(ClusterRegistry registry, string name, DateTimeOffset? expires)
    {
        var transport = registry.Get(name)?.Transport ?? registry.Connect(new KubeConnection { Server = new Uri("https://127.0.0.1:1"), BearerToken = "x" });
        registry.Put(new ClusterRecord(Guid.CreateVersion7(), name) { CredentialExpires = expires }, transport);
    }
}
