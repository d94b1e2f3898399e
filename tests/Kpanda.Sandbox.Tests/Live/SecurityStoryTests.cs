using Kpanda.Sandbox.Tests.Api;

namespace Kpanda.Sandbox.Tests.Live;

/// <summary>
/// Simulated clusters judge pods against each field that a level of Pod Security is about as a real one of 1.36.2 has (<c>security-story.txt</c>), and as the named ones do.
/// <c>KPANDA_TEST_RECORD</c> names a file to keep the answers of the named one in.
/// </summary>
public sealed class SecurityStoryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_AreThoseOfARealServer()
    {
        var recorded = await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "Live", "security-story.txt"), Stop);
        StoryDifferences.Of(recorded, await SimulatedAsync("v1.36.2")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Answers_AreThoseOfTheNamedClusters()
    {
        Assert.SkipWhen(LiveCluster.Kubeconfigs.Count == 0, LiveCluster.Missing);
        foreach (var kubeconfig in LiveCluster.Kubeconfigs)
        {
            await using var live = await LiveCluster.StartAsync(kubeconfig);
            var real = await new SecurityStory(live.Http, "").TellAsync();
            if (Environment.GetEnvironmentVariable("KPANDA_TEST_RECORD") is { Length: > 0 } file) await File.WriteAllLinesAsync(file, real, Stop);
            StoryDifferences.Of(real, await SimulatedAsync(live.Version)).ShouldBeEmpty();
        }
    }

    private static async Task<IReadOnlyList<string>> SimulatedAsync(string version)
    {
        await using var served = await ServedCluster.StartAsync(new SandboxClusterOptions { Version = version });
        return await new SecurityStory(served.Http, served.Address).TellAsync();
    }
}
