using System.Net;
using Kpanda.Clusters;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Server.Tests.EmbeddedSandbox;

/// <summary>Which simulated clusters are registered after a restart on the same data folder.</summary>
public sealed class SandboxRegistrationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kpanda-sandbox-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task ClusterThatAPersonRemoved_IsNotRegisteredAgain()
    {
        await using (var site = await StartAsync(clusters: 2))
        {
            Registered(site).ShouldBe(["prod-shanghai", "staging"]);
            using var client = await site.SignedInAsync();
            using var answer = await client.DeleteAsync("/apis/kpanda.io/v1alpha1/clusters/staging", Token);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        await using (var again = await StartAsync(clusters: 2)) Registered(again).ShouldBe(["prod-shanghai"]);
        await using (var andAgain = await StartAsync(clusters: 3)) Registered(andAgain).ShouldBe(["edge-01", "prod-shanghai"]);
    }

    [Fact]
    public async Task ClustersThatAreNotSimulatedAnyMore_AreNotListed()
    {
        await using (var all = await StartAsync(clusters: 2)) Registered(all).ShouldBe(["prod-shanghai", "staging"]);
        await using (var fewer = await StartAsync(clusters: 1)) Registered(fewer).ShouldBe(["prod-shanghai"]);
        await using (var none = await StartAsync(clusters: 0)) Registered(none).ShouldBeEmpty();
        await using (var back = await StartAsync(clusters: 2)) Registered(back).ShouldBe(["prod-shanghai", "staging"]);
    }

    private static IEnumerable<string> Registered(ServerSite site) => site.App.Services.GetRequiredService<IClusters>().List().Select(cluster => cluster.Name).Order(StringComparer.Ordinal);

    private Task<ServerSite> StartAsync(int clusters) =>
        ServerSite.StartAsync(("data", _folder), ("sandbox", clusters > 0 ? "true" : "false"), ("sandbox-clusters", clusters > 0 ? $"{clusters}" : "3"));
}
