using Kpanda.Sandbox.Tests.Api;

namespace Kpanda.Sandbox.Tests.Live;

/// <summary>
/// Simulated clusters answer about tokens, acting as somebody else, webhooks and policies as a real one of 1.36.2 has (<c>access-story.txt</c>), and as the named ones do.
/// <c>KPANDA_TEST_RECORD</c> names a file to keep the answers of the named one in.
/// </summary>
public sealed class AccessStoryTests(ITestOutputHelper output)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_AreThoseOfARealServer()
    {
        var recorded = await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "Live", "access-story.txt"), Stop);
        StoryDifferences.Of(recorded, await SimulatedAsync("v1.36.2")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Answers_AreThoseOfTheNamedClusters()
    {
        Assert.SkipWhen(LiveCluster.Kubeconfigs.Count == 0, LiveCluster.Missing);
        foreach (var kubeconfig in LiveCluster.Kubeconfigs)
        {
            await using var live = await LiveCluster.StartAsync(kubeconfig);
            using var bare = await LiveCluster.WithoutCredentialsAsync(kubeconfig);
            var real = await new AccessStory(live.Http, bare, "").TellAsync();
            output.WriteLine(live.Version);
            if (Environment.GetEnvironmentVariable("KPANDA_TEST_RECORD") is { Length: > 0 } file) await File.WriteAllLinesAsync(file, real, Stop);
            StoryDifferences.Of(real, await SimulatedAsync(live.Version)).ShouldBeEmpty();
        }
    }

    private static async Task<IReadOnlyList<string>> SimulatedAsync(string version)
    {
        await using var served = await ServedCluster.StartAsync(new SandboxClusterOptions { Version = version });
        using var bare = new HttpClient();
        return await new AccessStory(served.Http, bare, served.Address).TellAsync();
    }
}
