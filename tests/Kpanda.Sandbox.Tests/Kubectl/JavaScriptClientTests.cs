using Kpanda.Sandbox.Tests.Live;

namespace Kpanda.Sandbox.Tests.Kubectl;

/// <summary>The official JavaScript client: an informer, and exec, logs and port-forward over WebSockets. Its story is <c>tests/JavaScriptClient/story.mjs</c>.</summary>
public sealed class JavaScriptClientTests(PathKubectl clusters) : IClassFixture<PathKubectl>
{
    private const string Informed = "informer: added\ninformer: updated\n";
    private const string Streamed = "informer: running\nexec: output, errors and exit code\nexec: input\nlogs: followed\nport-forward: answered\n";
    private const string Gone = "informer: deleted\nread: 404\n";

    private static readonly string Folder = Path.Combine(Environment.GetEnvironmentVariable("KPANDA_HOME") ?? "", "tests", "JavaScriptClient");

    public static TheoryData<string> LiveClusters => [.. LiveCluster.Kubeconfigs.DefaultIfEmpty("")];

    [Theory]
    [InlineData("v1.24.17")]
    [InlineData("v1.36.2")]
    public async Task Story_IsTold(string version)
    {
        var (code, output) = await RunAsync(clusters.Of(version).Kubeconfig, "default", "streams");
        code.ShouldBe(0, output);
        output.ShouldBe(Informed + Streamed + Gone);
    }

    [Theory]
    [MemberData(nameof(LiveClusters))]
    public async Task Informer_OnALiveCluster(string kubeconfig)
    {
        Assert.SkipWhen(kubeconfig.Length == 0, $"{LiveCluster.Variable} names no cluster.");
        var (code, output) = await RunAsync(kubeconfig, "default");
        code.ShouldBe(0, output);
        output.ShouldBe(Informed + Gone);
    }

    private static Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        Directory.Exists(Path.Combine(Folder, "node_modules")).ShouldBeTrue("'./kpanda setup' installs the JavaScript client; KPANDA_HOME says where.");
        return ClientStory.RunAsync("node", [Path.Combine(Folder, "story.mjs"), .. arguments]);
    }
}
