using System.Collections;
using System.CommandLine;
using Kpanda.Server.Configuration;

namespace Kpanda.Server.Commands;

/// <summary>The commands of <c>kpanda-server</c> and their flags.</summary>
internal static class CommandLine
{
    /// <summary>Does what a command says and returns its exit code.</summary>
    internal delegate Task<int> Action(ConfiguredValues values, List<string> problems, ParseResult parsed, CancellationToken cancellationToken);

    public static Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("Kpanda manages many Kubernetes clusters from one place.");
        AddSettings(root, RunCommand.RunAsync);

        var run = new Command("run", "Start the server (the default).");
        AddSettings(run, RunCommand.RunAsync);
        root.Subcommands.Add(run);

        var config = new Command("config", "Print the effective configuration and where each value comes from.");
        AddSettings(config, ConfigCommand.RunAsync);
        root.Subcommands.Add(config);

        foreach (var (command, action) in StateCommands.All)
        {
            AddSettings(command, action);
            root.Subcommands.Add(command);
        }

        root.Subcommands.Add(SandboxCommandLine.Make());
        // The host itself handles Ctrl-C and SIGTERM: it needs up to thirty seconds to go down in order.
        return root.Parse(arguments).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    private static void AddSettings(Command command, Func<ConfiguredValues, List<string>, CancellationToken, Task<int>> action) =>
        AddSettings(command, (values, problems, _, cancellationToken) => action(values, problems, cancellationToken));

    private static void AddSettings(Command command, Action action)
    {
        var options = new List<(Setting Setting, Option<string?> Value, Option<bool>? Off)>();
        foreach (var setting in Settings.All.Where(setting => setting.HasFlag))
        {
            var value = new Option<string?>($"--{setting.Key}")
            {
                Description = setting.Help,
                HelpName = setting.IsSwitch ? "true|false" : "value",
                Arity = setting.IsSwitch ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
            };
            command.Options.Add(value);
            Option<bool>? off = null;
            if (setting.IsSwitch) command.Options.Add(off = new Option<bool>($"--no-{setting.Key}") { Hidden = setting.Key.Contains('.') });
            options.Add((setting, value, off));
        }

        command.SetAction((parsed, cancellationToken) =>
        {
            var flags = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (setting, value, off) in options)
            {
                if (off is not null && parsed.GetValue(off)) flags[setting.Key] = "false";
                else if (parsed.GetResult(value) is not null) flags[setting.Key] = parsed.GetValue(value) ?? (setting.IsSwitch ? "true" : "");
            }

            var problems = new List<string>();
            return action(ConfiguredValues.Gather(flags, OurEnvironment(), problems), problems, parsed, cancellationToken);
        });
    }

    private static Dictionary<string, string> OurEnvironment() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(entry => ((string)entry.Key).StartsWith("KPANDA_", StringComparison.Ordinal))
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
}
