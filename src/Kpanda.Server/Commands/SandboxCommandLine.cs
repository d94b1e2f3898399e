using System.CommandLine;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using Kpanda.Sandbox;
using Kpanda.Sandbox.Host;

namespace Kpanda.Server.Commands;

/// <summary>Flags of <c>kpanda-server sandbox</c>: simulated clusters alone, for any Kubernetes client.</summary>
internal static class SandboxCommandLine
{
    public static Command Make()
    {
        var clusters = new Option<int>("--clusters") { Description = "How many clusters.", DefaultValueFactory = _ => 3 };
        var nodes = new Option<int?>("--nodes") { Description = "Nodes per cluster; chosen by the seed when absent." };
        var pods = new Option<int?>("--pods") { Description = "Pods per cluster, about." };
        var versions = new Option<string>("--versions") { Description = "The clusters' Kubernetes versions, in turn, with commas between.", DefaultValueFactory = _ => "" };
        var seed = new Option<int>("--seed") { Description = "The same seed makes the same clusters.", DefaultValueFactory = _ => 1 };
        var lively = new Option<bool>("--lively") { Description = "Something happens now and then by itself." };
        var churn = new Option<int>("--churn") { Description = "Changes a second over all clusters, as their users would make them." };
        var admission = new Option<AdmissionPlugins>("--admission")
        {
            Description = $"Admission plugins to enable, with commas between: {string.Join(", ", Enum.GetValues<AdmissionPlugins>().Skip(1))}.",
            CustomParser = Plugins,
        };
        var anonymous = new Option<bool>("--anonymous-auth") { Description = "Requests without credentials are those of system:anonymous; false answers them 401.", DefaultValueFactory = _ => true };
        var directory = new Option<string>("--kubeconfig-dir") { Description = "Folder that gets one kubeconfig per cluster.", Required = true };
        var url = new Option<string>("--urls") { Description = "https address to listen on; port 0 takes a free one.", DefaultValueFactory = _ => "https://127.0.0.1:0" };
        var data = new Option<string?>("--data") { Description = "Folder that keeps the clusters; memory only when absent." };

        var command = new Command("sandbox", "Serve simulated clusters alone.") { clusters, nodes, pods, versions, seed, lively, churn, admission, anonymous, directory, url, data };
        command.SetAction((parsed, cancellationToken) => UntilStoppedAsync(stopping => SandboxCommand.RunAsync(
            new SandboxCommandOptions
            {
                Sandbox = new SandboxOptions
                {
                    Clusters = parsed.GetValue(clusters),
                    Nodes = parsed.GetValue(nodes),
                    Pods = parsed.GetValue(pods),
                    Versions = Split(parsed.GetValue(versions)),
                    Seed = parsed.GetValue(seed),
                    Lively = parsed.GetValue(lively),
                    ChurnPerSecond = parsed.GetValue(churn),
                    Admission = parsed.GetValue(admission),
                    Anonymous = parsed.GetValue(anonymous),
                    DataDirectory = parsed.GetValue(data),
                },
                KubeconfigDirectory = parsed.GetRequiredValue(directory),
                Url = parsed.GetRequiredValue(url),
            },
            stopping), cancellationToken));
        return command;
    }

    private static string[] Split(string? list) => (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static AdmissionPlugins Plugins(ArgumentResult given)
    {
        var plugins = AdmissionPlugins.None;
        foreach (var name in Split(string.Join(',', given.Tokens.Select(token => token.Value))))
        {
            if (Enum.GetValues<AdmissionPlugins>().Skip(1).FirstOrDefault(plugin => plugin.ToString() == name) is var known and not AdmissionPlugins.None) plugins |= known;
            else given.AddError($"--admission: plugin \"{name}\" is unknown.");
        }

        return plugins;
    }

    // Signals are left to the commands (see CommandLine), and here no host waits for them.
    private static async Task<int> UntilStoppedAsync(Func<CancellationToken, Task<int>> run, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await run(stopping.Token);

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopping.Cancel();
        }
    }
}
