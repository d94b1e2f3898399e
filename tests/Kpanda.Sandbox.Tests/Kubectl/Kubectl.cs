using System.Diagnostics;

namespace Kpanda.Sandbox.Tests.Kubectl;

/// <summary>kubectl with one kubeconfig.</summary>
public sealed class Kubectl(string kubeconfig, string home)
{
    public async Task<(int Code, string Output, string Error)> TryRunAsync(IEnumerable<string> arguments, string? input = null)
    {
        var start = new ProcessStartInfo("kubectl") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["KUBECONFIG"] = kubeconfig;
        start.Environment["HOME"] = home;
        using var process = Start(start);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (input is not null) await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(180));
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
