using System.Text.Json.Nodes;
using Kpanda.Sandbox.Host;

namespace Kpanda.Sandbox.Tests.Kubectl;

/// <summary>
/// Drives the kubectl on the PATH against simulated clusters of several versions that the sandbox command serves. Its absence is a failure that says
/// what to do.
/// </summary>
public sealed class KubectlRunner : IAsyncLifetime
{
    /// <summary>The versions of the clusters.</summary>
    public static IReadOnlyList<string> Versions { get; } = ["v1.20.15", "v1.24.17", "v1.28.15", "v1.32.9", "v1.36.2"];

    private readonly string directory = Directory.CreateTempSubdirectory("kubectl-test-").FullName;
    private readonly CancellationTokenSource stop = new();
    private Task<int>? command;
    private readonly Dictionary<string, string> kubeconfigs = [];

    /// <summary>kubectl in the hands of the administrator of the cluster of a version.</summary>
    public Kubectl Of(string version) => new(kubeconfigs[version], Home);

    private string Home => Path.Combine(directory, "home");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Home);
        var folder = Path.Combine(directory, "kubeconfigs");
        var started = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        command = SandboxCommand.RunAsync(
            new SandboxCommandOptions { KubeconfigDirectory = folder, Sandbox = new SandboxOptions { Clusters = Versions.Count, Nodes = 3, Versions = Versions }, Output = TextWriter.Null, Started = started.SetResult },
            stop.Token);
        await await Task.WhenAny(started.Task, command);
        foreach (var kubeconfig in Directory.GetFiles(folder))
        {
            var version = JsonNode.Parse(await new Kubectl(kubeconfig, Home).RunAsync("version -o json"))!["serverVersion"]!["gitVersion"]!.ToString();
            kubeconfigs.Add(version, kubeconfig);
        }

        kubeconfigs.Keys.Order(StringComparer.Ordinal).ShouldBe(Versions);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        if (command is not null) await command;
        stop.Dispose();
        Directory.Delete(directory, true);
    }
}
