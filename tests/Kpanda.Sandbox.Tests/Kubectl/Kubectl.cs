using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Tests.Kubectl;

/// <summary>A kubectl with one kubeconfig, in a namespace.</summary>
public sealed class Kubectl(string program, string kubeconfig, string home, string ns)
{
    /// <summary>The namespace that a command is about unless it says another.</summary>
    public string Namespace => ns;

    /// <summary>Where the kubeconfig is.</summary>
    public string Kubeconfig => kubeconfig;

    /// <summary>Variables of the environment beside those that every run gets.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>The same with other variables.</summary>
    public Kubectl With(IReadOnlyDictionary<string, string> variables) => new(program, kubeconfig, home, ns) { Variables = variables };

    public async Task<(int Code, string Output, string Error)> TryRunAsync(IEnumerable<string> arguments, string? input = null)
    {
        var start = StartInfo(program, arguments.Prepend(ns).Prepend("--namespace"));
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

    /// <summary>The minor version of kubectl itself.</summary>
    public async Task<int> ClientMinorAsync() =>
        int.Parse(JsonNode.Parse(await RunAsync("version --client -o json"))!["clientVersion"]!["gitVersion"]!.ToString().Split('.')[1], CultureInfo.InvariantCulture);

    /// <summary>Such as <c>v1.36.2</c>.</summary>
    public async Task<string> ServerVersionAsync() => JsonNode.Parse(await RunAsync("version -o json"))!["serverVersion"]!["gitVersion"]!.ToString();

    /// <summary>kubectl in the hands of whoever holds a client certificate for the same cluster. PEM.</summary>
    public async Task<Kubectl> WithCertificateAsync(string name, string certificate, string key)
    {
        var config = JsonNode.Parse(await RunAsync("config view --raw --flatten --minify -o json"))!;
        static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(text));
        config["users"]![0]!["user"] = new JsonObject { ["client-certificate-data"] = Base64(certificate), ["client-key-data"] = Base64(key) };
        var path = Path.Combine(home, name + ".kubeconfig");
        await File.WriteAllTextAsync(path, config.ToJsonString());
        return new(program, path, home, ns) { Variables = Variables };
    }

    /// <summary>Whether what a pod says it runs can be entered: not where a node only pretends to run it.</summary>
    public async Task<bool> FindsARuntimeAsync()
    {
        await RunAsync("run probe --image=busybox:1.36 --restart=Never --command -- sleep 3600");
        await RunAsync("wait --for=condition=Ready pod/probe --timeout=120s");
        var runs = await TryRunAsync(["exec", "probe", "--", "sh", "-c", "echo $((40+2)) | cat"]) is (0, "42\n", _);
        await RunAsync("delete pod probe --now");
        return runs;
    }

    /// <summary>Starts one that goes on; the caller kills it.</summary>
    public Process Begin(params IEnumerable<string> arguments) => Start(StartInfo(program, arguments.Prepend(ns).Prepend("--namespace")));

    /// <summary>Starts one at a terminal of its own, as a person would.</summary>
    public Process BeginAtTerminal(string arguments) => Start(StartInfo("script", ["-qec", $"stty rows 33 cols 101; {program} --namespace {ns} {arguments}", "/dev/null"]));

    private ProcessStartInfo StartInfo(string file, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["KUBECONFIG"] = kubeconfig;
        start.Environment["HOME"] = home;
        foreach (var (name, value) in Variables) start.Environment[name] = value;
        return start;
    }

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
