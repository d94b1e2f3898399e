using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kpanda.Benchmarks;

/// <summary>The real server as a process of its own, on free ports and with a data folder of its own.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    /// <summary>Of the administrator.</summary>
    internal const string Password = "benchmark password";

    private readonly string[] _flags;
    private readonly string _folder;
    private Process _process;

    private ServerProcess(string folder, string[] flags, Started started)
    {
        (_process, _folder, _flags) = (started.Process, folder, flags);
        (SecureAddress, StartTime) = (started.SecureAddress, started.Took);
        Client = new HttpClient { BaseAddress = started.Address };
    }

    /// <summary>From the start of the process to its start message.</summary>
    public TimeSpan StartTime { get; private set; }

    public HttpClient Client { get; private set; }

    /// <summary>The same server over https, under a certificate that it signed itself.</summary>
    public Uri SecureAddress { get; private set; }

    /// <summary>The database with the state of the server.</summary>
    public string StateFile => Path.Combine(_folder, "data", "kpanda.db");

    public static async Task<ServerProcess> StartAsync(CancellationToken cancellationToken, params string[] flags)
    {
        var folder = Directory.CreateTempSubdirectory("kpanda-bench-").FullName;
        return new ServerProcess(folder, flags, await RunAsync(folder, flags, cancellationToken));
    }

    /// <summary>Kills the process as it is, and starts another over what it left.</summary>
    public async Task KillAndStartAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
        _process.Dispose();
        Client.Dispose();
        (_process, var address, SecureAddress, StartTime) = await RunAsync(_folder, _flags, cancellationToken);
        Client = new HttpClient { BaseAddress = address };
    }

    private static async Task<Started> RunAsync(string folder, string[] flags, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Program()) { RedirectStandardOutput = true };
        foreach (var argument in (string[])["run", "--urls", "http://127.0.0.1:0;https://127.0.0.1:0", "--data", Path.Combine(folder, "data"), .. flags]) start.ArgumentList.Add(argument);
        start.Environment["KPANDA_ADMIN_PASSWORD"] = Password;

        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (Ready.Match(line) is not { Success: true } match) continue;
            _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None); // a full pipe would stop the server
            return new(process, new Uri(match.Groups["url"].Value), new Uri(Secure.Match(line).Value), watch.Elapsed);
        }

        throw new InvalidOperationException($"The server ended with {process.ExitCode} before it was ready.");
    }

    public async Task SignInAsync(CancellationToken cancellationToken)
    {
        using var response = await Client.PostAsJsonAsync("/auth/login", new { username = "admin", password = Password }, cancellationToken);
        response.EnsureSuccessStatusCode();
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        Client.DefaultRequestHeaders.Authorization = new("Bearer", body.GetProperty("token").GetString());
    }

    /// <summary>Memory that the process holds, in MB.</summary>
    public double ResidentMegabytes() => StatusValue("VmRSS:");

    /// <summary>Asks the process to end.</summary>
    /// <returns>From the signal to the end of the process.</returns>
    public async Task<TimeSpan> StopAsync()
    {
        var watch = Stopwatch.StartNew();
        using var kill = Process.Start(new ProcessStartInfo("kill") { ArgumentList = { "-TERM", _process.Id.ToString(CultureInfo.InvariantCulture) } })!;
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        return watch.Elapsed;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited) await StopAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Program() =>
        Environment.GetEnvironmentVariable("KPANDA_SERVER") ?? throw new InvalidOperationException("Start benchmarks with ./kpanda bench, which builds the server.");

    private double StatusValue(string key)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(key, StringComparison.Ordinal));
        return double.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    [GeneratedRegex(@"Kpanda is ready:.*?(?<url>http://\S+)", RegexOptions.ExplicitCapture)]
    private static partial Regex Ready { get; }

    [GeneratedRegex(@"https://\S+")]
    private static partial Regex Secure { get; }

    private sealed record Started(Process Process, Uri Address, Uri SecureAddress, TimeSpan Took);
}
