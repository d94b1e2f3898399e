using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Host;

/// <summary>The command <c>./kpanda sandbox</c>: simulated clusters for any Kubernetes client, until stopped.</summary>
public static class SandboxCommand
{
    /// <summary>Runs until cancelled. Returns the exit code: 0, or 2 for options that cannot be met (said on the output).</summary>
    public static async Task<int> RunAsync(SandboxCommandOptions options, CancellationToken cancellationToken)
    {
        if (Check(options) is { } problem)
        {
            await options.Output.WriteLineAsync(problem);
            return 2;
        }
        var watch = Stopwatch.StartNew();
        using var loggers = LoggerFactory.Create(logging => logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning));
        var data = options.Sandbox.DataDirectory;
        using var authority = CertificateAuthority.LoadOrCreate(data is null ? null : Path.Combine(data, "pki"), TimeProvider.System);
        await using var simulation = await SandboxSimulation.StartAsync(options.Sandbox with { AuthorityPem = authority.CertificatePem }, TimeProvider.System, loggers, cancellationToken);
        await using var host = await SandboxHost.StartAsync(
            simulation.Fleet, new SandboxHostOptions { Listen = new Uri(options.Url), Authority = authority, Loggers = loggers }, cancellationToken);
        var files = WriteKubeconfigs(options.KubeconfigDirectory, simulation, host.Url!, authority.CertificatePem);
        await options.Output.WriteLineAsync($"{simulation.Fleet.Clusters.Count} simulated clusters at {host.Url}, ready after {watch.ElapsedMilliseconds} ms.");
        if (files.Count > 0)
            await options.Output.WriteLineAsync($"Kubeconfigs are in {options.KubeconfigDirectory}; try: kubectl --kubeconfig {files[0]} get pods -A");
        await options.Output.WriteLineAsync("Stop with Ctrl-C.");
        options.Started?.Invoke(host.Url!);
        await WaitAsync(cancellationToken);
        return 0;
    }

    private static string? Check(SandboxCommandOptions options)
    {
        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps)
            return $"--urls must be an https address such as https://127.0.0.1:6443, not '{options.Url}'.";
        if (options.Sandbox.Clusters is < 1 or > 10_000)
            return $"--clusters must be between 1 and 10000, not {options.Sandbox.Clusters}.";
        if (options.Sandbox.Versions.FirstOrDefault(version => !ClusterVersion.IsKnown(version)) is { } unknown)
            return $"--versions must be {ClusterVersion.Range}, with commas between, not '{unknown}'.";
        if (options.Sandbox.Nodes is < 1 or > 5_000)
            return $"--nodes must be between 1 and 5000, not {options.Sandbox.Nodes}.";
        if (options.Sandbox.Pods is < 0 or > 500_000)
            return $"--pods must be between 0 and 500000, not {options.Sandbox.Pods}.";
        if (options.Sandbox.ChurnPerSecond is < 0 or > 100_000)
            return $"--churn must be between 0 and 100000, not {options.Sandbox.ChurnPerSecond}.";
        if (Directory.Exists(options.KubeconfigDirectory) && Directory.EnumerateFileSystemEntries(options.KubeconfigDirectory).Any(entry => !IsOurs(entry)))
            return $"--kubeconfig-dir {options.KubeconfigDirectory} has other files in it; name an empty or a new folder.";
        return null;
    }

    private static bool IsOurs(string path) => path.EndsWith(Extension, StringComparison.Ordinal);

    private const string Extension = ".kubeconfig";

    private static List<string> WriteKubeconfigs(string directory, SandboxSimulation simulation, string url, string authorityPem)
    {
        Directory.CreateDirectory(directory);
        foreach (var old in Directory.EnumerateFiles(directory, "*" + Extension))
            File.Delete(old);
        var files = new List<string>();
        foreach (var cluster in simulation.Fleet.Clusters)
        {
            var path = Path.Combine(directory, cluster.Name + Extension);
            WritePrivate(path, SandboxSimulation.KubeconfigOf(cluster, $"{url}/{cluster.Name}", authorityPem));
            files.Add(path);
        }
        return files;
    }

    private static void WritePrivate(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }

    private static async Task WaitAsync(CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(stopped.SetResult);
        await stopped.Task;
    }
}
