using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kpanda.Integration.Tests;

/// <summary>The real program in a process of its own, on free ports, with a data folder of its own, signed in as its administrator.</summary>
public partial class ServerProcess : IAsyncLifetime
{
    public const string Password = "correct-horse-battery";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly List<Process> _processes = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("kpanda-integration-").FullName;
    private Process? _server;

    /// <summary>Flags of the server beside those that every one of these has.</summary>
    protected virtual IReadOnlyList<string> Flags => [];

    /// <summary>A client with the administrator's token; another one after each start.</summary>
    public HttpClient Client { get; private set; } = new();

    /// <summary>Where the server speaks https, under the authority in its data folder.</summary>
    public Uri Https { get; private set; } = new("https://127.0.0.1");

    /// <summary>The administrator's token.</summary>
    public string Token { get; private set; } = "";

    /// <summary>What the server has printed since it was ready, its log among it.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>Where the server keeps everything.</summary>
    public string Data => Path.Combine(_folder, "data");

    /// <summary>Kubeconfigs of the clusters inside the server, by name.</summary>
    public string KubeconfigOf(string cluster) => Path.Combine(Data, "sandbox", "kubeconfigs", cluster + ".kubeconfig");

    /// <summary>The Kubernetes versions of the simulated clusters that another process serves.</summary>
    public static IReadOnlyList<string> ForeignVersions { get; } = ["v1.36.2", "v1.32.9", "v1.28.15", "v1.24.17", "v1.20.15"];

    /// <summary>The kubeconfigs of those clusters, in no order.</summary>
    public IReadOnlyList<string> ForeignKubeconfigs { get; private set; } = [];

    // …/bin/Kpanda.Integration.Tests/<configuration>/ stands beside …/bin/Kpanda.Server/<configuration>/.
    private static string Program => Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Kpanda.Server", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "kpanda-server"));

    /// <summary>Runs the program to its end, without a terminal.</summary>
    public static async Task<(int ExitCode, string Errors)> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
            await output;
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, errors);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    public async ValueTask InitializeAsync()
    {
        var foreign = StartForeignAsync();
        await StartServerAsync();
        ForeignKubeconfigs = await foreign;
    }

    /// <summary>Starts the server with what is in its data folder, and signs in.</summary>
    public async Task StartServerAsync()
    {
        _server = Start(
            ["run", "--urls", "http://127.0.0.1:0;https://127.0.0.1:0", "--data", Data, .. Flags],
            new() { ["KPANDA_ADMIN_PASSWORD"] = Password });
        var output = _server.StandardOutput;
        var ready = await Deadline.ForAsync("the server to say that it is ready", Patience, async token =>
        {
            var line = await output.ReadLineAsync(token) ?? throw new InvalidOperationException("The server ended before it was ready.");
            return ReadyLine().Match(line) is { Success: true } match ? match : null;
        });
        _ = ReadLogAsync(output);
        Client.Dispose();
        Client = new HttpClient { BaseAddress = new Uri(ready.Groups["url"].Value), Timeout = TimeSpan.FromMinutes(10) };
        Https = new Uri(ready.Groups["https"].Value);
        var signedIn = await Client.PostAsJsonAsync("/auth/login", new { username = "admin", password = Password });
        using var body = JsonDocument.Parse(await signedIn.Content.ReadAsStringAsync());
        Token = body.RootElement.GetProperty("token").GetString()!;
        Client.DefaultRequestHeaders.Authorization = new("Bearer", Token);
    }

    /// <summary>Stops the server as whoever looks after it does, and waits until it is gone.</summary>
    public async Task StopServerAsync()
    {
        var server = _server ?? throw new InvalidOperationException("The server was not started.");
        using var kill = Process.Start(new ProcessStartInfo("kill", ["-TERM", server.Id.ToString(CultureInfo.InvariantCulture)]))!;
        await Deadline.ForAsync("the server to end", Patience, _ => Task.FromResult(server.HasExited ? server : null));
        server.ExitCode.ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        foreach (var process in _processes)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts simulated clusters of these versions in a process of their own, until this is disposed of.</summary>
    /// <returns>Their kubeconfigs, in no order.</returns>
    public async Task<IReadOnlyList<string>> StartSandboxAsync(string name, int seed, IReadOnlyList<string> versions)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
        Start(["sandbox", "--clusters", $"{versions.Count}", "--nodes", "2", "--versions", string.Join(',', versions), "--seed", $"{seed}", "--kubeconfig-dir", folder], []);
        return await Deadline.ForAsync($"the kubeconfigs of the sandbox {name}", Patience, _ =>
        {
            var written = Directory.EnumerateFiles(folder).Select(File.ReadAllText).Where(text => text.Contains("current-context", StringComparison.Ordinal)).ToList();
            return Task.FromResult(written.Count == versions.Count ? written : null);
        });
    }

    /// <summary>Starts the simulated clusters that the tests of this server share.</summary>
    protected virtual Task<IReadOnlyList<string>> StartForeignAsync() => StartSandboxAsync("foreign", 77, ForeignVersions);

    private async Task ReadLogAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line) Log.Enqueue(line);
    }

    private Process Start(IEnumerable<string> arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardInput = true };
        foreach (var (key, value) in environment) start.Environment[key] = value;
        var process = Process.Start(start)!;
        lock (_processes) _processes.Add(process);
        return process;
    }

    [GeneratedRegex(@"is ready:\s+(?<url>http://\S+)\s+(?<https>https://\S+)")]
    private static partial Regex ReadyLine();
}
