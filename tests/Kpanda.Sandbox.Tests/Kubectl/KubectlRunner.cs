using System.Diagnostics;
using Kpanda.Sandbox.Host;

namespace Kpanda.Sandbox.Tests.Kubectl;

/// <summary>Drives the kubectl on the PATH against simulated clusters that the sandbox command serves. Its absence is a failure that says what to do.</summary>
public sealed class KubectlRunner : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("kubectl-test-").FullName;
    private readonly CancellationTokenSource stop = new();
    private Task<int>? command;

    public string Kubeconfig { get; private set; } = "";

    public string Home => Path.Combine(directory, "home");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Home);
        var folder = Path.Combine(directory, "kubeconfigs");
        var started = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        command = SandboxCommand.RunAsync(
            new SandboxCommandOptions { KubeconfigDirectory = folder, Sandbox = new SandboxOptions { Clusters = 1, Nodes = 3 }, Output = TextWriter.Null, Started = started.SetResult },
            stop.Token);
        await await Task.WhenAny(started.Task, command);
        Kubeconfig = Directory.GetFiles(folder).ShouldHaveSingleItem();
    }

    public async Task<(int Code, string Output, string Error)> TryRunAsync(IEnumerable<string> arguments, string? input = null)
    {
        var start = new ProcessStartInfo("kubectl") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["KUBECONFIG"] = Kubeconfig;
        start.Environment["HOME"] = Home;
        using var process = Start(start);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (input is not null) await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw new TimeoutException($"kubectl {string.Join(' ', start.ArgumentList)} did not end: {await error}{await output}");
        }

        return (process.ExitCode, await output, await error);
    }

    /// <summary>Runs to success and answers what was printed.</summary>
    public async Task<string> RunAsync(string arguments, string? input = null)
    {
        var (code, output, error) = await TryRunAsync(arguments.Split(' '), input);
        code.ShouldBe(0, $"kubectl {arguments}: {error}{output}");
        return output;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        if (command is not null) await command;
        stop.Dispose();
        Directory.Delete(directory, true);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException("kubectl is not on the PATH: './kpanda setup' installs what the tests need");
        }
    }
}
