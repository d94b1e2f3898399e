using Kpanda.Sandbox.Host;

namespace Kpanda.Sandbox.Tests.Kubectl;

/// <summary>Simulated clusters of several versions that the sandbox command serves, for one kubectl. Where it is not <c>here</c>, and need not be, nothing is started.</summary>
public abstract class KubectlRunner(string program, bool here) : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("kubectl-test-").FullName;
    private readonly CancellationTokenSource stop = new();
    private Task<int>? command;
    private readonly Dictionary<string, string> kubeconfigs = [];

    /// <summary>The versions of the clusters.</summary>
    protected static string[] AllVersions => ["v1.20.15", "v1.24.17", "v1.28.15", "v1.32.9", "v1.36.2"];

    private string Home => Path.Combine(directory, "home");

    /// <summary>kubectl in the hands of the administrator of the cluster of a version.</summary>
    public Kubectl Of(string version) => new(program, kubeconfigs[version], Home, "default") { Variables = Variables };

    /// <summary>Variables of kubectl's environment.</summary>
    protected virtual IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>();

    public async ValueTask InitializeAsync()
    {
        if (!here) return;
        Directory.CreateDirectory(Home);
        var folder = Path.Combine(directory, "kubeconfigs");
        var started = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        command = SandboxCommand.RunAsync(
            new SandboxCommandOptions { KubeconfigDirectory = folder, Sandbox = new SandboxOptions { Clusters = AllVersions.Length, Nodes = 3, Versions = AllVersions }, Output = TextWriter.Null, Started = started.SetResult },
            stop.Token);
        await await Task.WhenAny(started.Task, command);
        foreach (var kubeconfig in Directory.GetFiles(folder)) kubeconfigs.Add(await new Kubectl(program, kubeconfig, Home, "default").ServerVersionAsync(), kubeconfig);
        kubeconfigs.Keys.Order(StringComparer.Ordinal).ShouldBe(AllVersions);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        if (command is not null) await command;
        stop.Dispose();
        Directory.Delete(directory, true);
        GC.SuppressFinalize(this);
    }
}
