using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Tests.Kubectl;

/// <summary>A kubectl with one kubeconfig, in a namespace.</summary>
public sealed class Kubectl(string program, string kubeconfig, string home, string ns)
{
    /// <summary>The namespace that a command is about unless it says another.</summary>
    public string Namespace => ns;

    public async Task<(int Code, string Output, string Error)> TryRunAsync(IEnumerable<string> arguments, string? input = null)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in arguments.Prepend(ns).Prepend("--namespace")) start.ArgumentList.Add(argument);
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

    /// <summary>The minor version of the cluster: 36 for 1.36.</summary>
    public async Task<int> MinorAsync() => int.Parse((await ServerVersionAsync()).Split('.')[1], CultureInfo.InvariantCulture);

    /// <summary>Such as <c>v1.36.2</c>.</summary>
    public async Task<string> ServerVersionAsync() => JsonNode.Parse(await RunAsync("version -o json"))!["serverVersion"]!["gitVersion"]!.ToString();

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new InvalidOperationException($"{start.FileName} cannot be started: './kpanda setup' installs what the tests need");
        }
    }
}
