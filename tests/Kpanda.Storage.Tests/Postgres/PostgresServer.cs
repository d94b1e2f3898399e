using System.Diagnostics;

[assembly: AssemblyFixture(typeof(Kpanda.Storage.Tests.Postgres.PostgresServer))]

namespace Kpanda.Storage.Tests.Postgres;

/// <summary>A private PostgreSQL of Debian's package in a temporary folder, started on first use. PostgreSQL refuses to run as root, so root runs it as nobody.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const int Attempts = 5;
    private static readonly Lazy<string> Folder = new(FindNewest);

    private readonly SemaphoreSlim _once = new(1);
    private string? _folder;
    private int _port;
    private int _databases;

    /// <summary>The URL of a new, empty database.</summary>
    public async Task<string> NewDatabaseAsync(CancellationToken cancellationToken)
    {
        await _once.WaitAsync(cancellationToken);
        try
        {
            if (_folder is null) await StartAsync(cancellationToken);
            var name = $"test{++_databases}";
            await RunAsync("createdb", cancellationToken, "-h", "127.0.0.1", "-p", $"{_port}", "-U", "kpanda", name);
            return $"postgres://kpanda@127.0.0.1:{_port}/{name}";
        }
        finally
        {
            _once.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is null) return;
        await RunAsync("pg_ctl", CancellationToken.None, "-D", Data, "-m", "immediate", "stop");
        Directory.Delete(_folder, recursive: true);
        _once.Dispose();
    }

    private string Data => Path.Combine(_folder!, "data");

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("kpanda-postgres-").FullName;
        var data = Path.Combine(folder, "data");
        if (Environment.IsPrivilegedProcess) await RunDirectAsync("chown", cancellationToken, "nobody", folder);
        await RunAsync("initdb", cancellationToken, "-D", data, "-U", "kpanda", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        for (var attempt = 1; ; attempt++)
        {
            _port = FreePort.Next();
            try
            {
                await RunAsync(
                    "pg_ctl", cancellationToken, "-D", data, "-w", "-t", "600", "-l", Path.Combine(folder, "log"), "start",
                    "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off");
                _folder = folder;
                return;
            }
            catch (InvalidOperationException) when (attempt < Attempts)
            {
                // Somebody else took the port meanwhile.
            }
            catch (InvalidOperationException error)
            {
                throw new InvalidOperationException($"{error.Message}: {await File.ReadAllTextAsync(Path.Combine(folder, "log"), cancellationToken)}", error);
            }
        }
    }

    private static Task RunAsync(string tool, CancellationToken cancellationToken, params string[] arguments)
    {
        var path = Path.Combine(Folder.Value, tool);
        return Environment.IsPrivilegedProcess
            ? RunDirectAsync("setpriv", cancellationToken, ["--reuid=nobody", "--regid=nogroup", "--clear-groups", path, .. arguments])
            : RunDirectAsync(path, cancellationToken, arguments);
    }

    private static async Task RunDirectAsync(string tool, CancellationToken cancellationToken, params string[] arguments)
    {
        // Output goes nowhere: the server that pg_ctl leaves behind would keep a pipe open for ever.
        var start = new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", "exec \"$0\" \"$@\" >/dev/null 2>&1", tool }, WorkingDirectory = "/tmp" };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{tool} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }

    private static string FindNewest() =>
        (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [])
            .Where(folder => int.TryParse(Path.GetFileName(folder), out var version) && version >= 15)
            .OrderByDescending(folder => folder, StringComparer.Ordinal)
            .Select(folder => Path.Combine(folder, "bin"))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
        ?? throw new InvalidOperationException("PostgreSQL 15 or newer is not installed; run: ./kpanda setup");
}
