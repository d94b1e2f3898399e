using System.Net.Http.Json;

namespace Kpanda.Integration.Tests.Published;

/// <summary>
/// Every operation of the published APIs that is covered, asked of a living server and its clusters: all of them answer, and what they answer has the published form. On a simulated cluster
/// always, on real ones when they are named.
/// </summary>
public sealed class PublishedWalkTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, string> Nothing = [];

    [Fact]
    public async Task SimulatedCluster_AnswersEverythingInThePublishedForm()
    {
        await using var own = new ServerProcess();
        await own.InitializeAsync();
        await WalkAsync(own, "walk", (await own.StartSandboxAsync("walked", 78, ["v1.36.2"]))[0]);

        var ghippo = await PublishedWalk.StartAsync(own.Client, PublishedAnswers.Ghippo);
        await new GhippoWalk(ghippo, own.Client, ServerProcess.Password).RunAsync();
        ghippo.Finish(output, "ghippo", Nothing);
    }

    [Fact]
    public async Task RealClusters_AnswerEverythingInThePublishedForm()
    {
        Assert.SkipWhen(RealClusters.Kubeconfigs.Count == 0, $"{RealClusters.Variable} names no cluster.");
        await using var own = new ServerProcess();
        await own.InitializeAsync();
        for (var i = 0; i < RealClusters.Kubeconfigs.Count; i++)
            await WalkAsync(own, $"walk-{i}", await File.ReadAllTextAsync(RealClusters.Kubeconfigs[i], TestContext.Current.CancellationToken));
    }

    private async Task WalkAsync(ServerProcess server, string cluster, string kubeconfig)
    {
        using var group = await server.Client.PostAsJsonAsync("/apis/ghippo.io/v1alpha1/groups", new { name = $"{cluster}-people" }, TestContext.Current.CancellationToken);
        group.EnsureSuccessStatusCode();
        var walk = await PublishedWalk.StartAsync(server.Client, PublishedAnswers.Kpanda);
        var left = await new ClusterWalk(walk, server.Client, cluster, kubeconfig).RunAsync();
        walk.Finish(output, cluster, left);
    }
}
