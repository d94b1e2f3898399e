using System.CommandLine;
using System.Data.Common;
using System.Security.Cryptography;
using Kpanda.Server.Configuration;
using Kpanda.Storage.Backups;
using Kpanda.Storage.Secrets;

namespace Kpanda.Server.Commands;

/// <summary><c>backup</c>, <c>restore</c> and <c>rotate-key</c>: what looks after the state beside the server. None of them starts it.</summary>
internal static class StateCommands
{
    private static readonly Argument<string> Target = new("file") { Description = "A file that is not there yet, or a folder." };
    private static readonly Argument<string> Source = new("file") { Description = "What backup has written." };
    private static readonly Option<bool> Replace = new("--replace") { Description = "Give up the state that is there; asks on a terminal otherwise." };

    public static IEnumerable<(Command Command, CommandLine.Action Run)> All =>
    [
        (new Command("backup", "Write the state into one file, also while the server runs.") { Target }, Do(BackupAsync)),
        (new Command("restore", "Bring a backup back, while no server runs.") { Source, Replace }, Do(RestoreAsync)),
        (new Command("rotate-key", "Make a new master key and encrypt every secret anew, also while the server runs."), Do(RotateAsync)),
    ];

    private static CommandLine.Action Do(Func<IServiceProvider, ServerOptions, ParseResult, CancellationToken, Task> run) => async (values, problems, parsed, cancellationToken) =>
    {
        if (ServerOptionsReader.Read(values, problems) is not { } options) return Problems.Print(problems);
        try
        {
            await using var app = KpandaServer.Build(options);
            await run(app.Services, options, parsed, cancellationToken);
            return 0;
        }
        catch (Exception failure) when (failure is BackupException or IOException or UnauthorizedAccessException or InvalidDataException or InvalidOperationException or DbException or CryptographicException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    };

    private static async Task BackupAsync(IServiceProvider services, ServerOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        var file = await services.GetRequiredService<StateBackup>().WriteAsync(parsed.GetRequiredValue(Target), cancellationToken);
        Console.Out.WriteLine($"The state is in {file}.");
        Console.Out.WriteLine("The master key is not in it: keep a copy of the key in another safe place, or the credentials of clusters cannot be read again. The index is not in it either: it is made anew.");
    }

    private static async Task RestoreAsync(IServiceProvider services, ServerOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        var restore = services.GetRequiredService<StateRestore>();
        var replace = parsed.GetValue(Replace);
        if (!replace && !Console.IsInputRedirected && await restore.HasStateAsync(cancellationToken))
        {
            Console.Out.Write("There is a state here already. Give it up? Type yes: ");
            replace = Console.In.ReadLine()?.Trim() == "yes";
        }

        var rows = await restore.RestoreAsync(Path.GetFullPath(parsed.GetRequiredValue(Source)), replace, cancellationToken);
        Console.Out.WriteLine($"The state is back ({rows} rows). The index is made anew at the next start.");
    }

    private static async Task RotateAsync(IServiceProvider services, ServerOptions options, ParseResult parsed, CancellationToken cancellationToken)
    {
        var count = await services.GetRequiredService<KeyRotation>().RotateAsync(cancellationToken);
        Console.Out.WriteLine($"A new master key stands first in the key file, and {count} secrets were encrypted anew with it. The keys before it stay for older backups.");
        Console.Out.WriteLine("Keep a copy of the key file in a safe place.");
    }
}
