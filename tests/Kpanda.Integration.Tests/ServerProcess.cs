using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kpanda.Integration.Tests;

/// <summary>The real program in a process of its own, on free ports, with a data folder of its own, signed in as its administrator.</summary>
public sealed partial class ServerProcess : IAsyncLifetime
{
    private const string Password = "correct-horse-battery";
    private readonly List<Process> _processes = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("kpanda-integration-").FullName;

    /// <summary>A client with the administrator's token.</summary>
    public HttpClient Client { get; private set; } = new();

    /// <summary>Kubeconfigs of the clusters inside the server, by name.</summary>
    public string KubeconfigOf(string cluster) => Path.Combine(_folder, "data", "sandbox", "kubeconfigs", cluster + ".kubeconfig");

    /// <summary>The kubeconfig of a simulated cluster that another process serves.</summary>
    public string ForeignKubeconfig { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var foreign = Directory.CreateDirectory(Path.Combine(_folder, "foreign")).FullName;
        Start(["sandbox", "--clusters", "1", "--seed", "77", "--kubeconfig-dir", foreign], []);
        var output = Start(
            ["run", "--urls", "http://127.0.0.1:0;https://127.0.0.1:0", "--data", Path.Combine(_folder, "data")],
            new() { ["KPANDA_ADMIN_PASSWORD"] = Password });

        var ready = await Deadline.ForAsync("the server to say that it is ready", TimeSpan.FromSeconds(60), async token =>
        {
            var line = await output.ReadLineAsync(token) ?? throw new InvalidOperationException("The server ended before it was ready.");
            return ReadyLine().Match(line) is { Success: true } match ? match.Groups["url"].Value : null;
        });
        _ = output.ReadToEndAsync();
        Client.BaseAddress = new Uri(ready);
        var signedIn = await Client.PostAsJsonAsync("/auth/login", new { username = "admin", password = Password });
        using var body = JsonDocument.Parse(await signedIn.Content.ReadAsStringAsync());
        Client.DefaultRequestHeaders.Authorization = new("Bearer", body.RootElement.GetProperty("token").GetString());
        ForeignKubeconfig = await Deadline.ForAsync("the kubeconfig of the other sandbox", TimeSpan.FromSeconds(60), _ =>
            Task.FromResult(Directory.EnumerateFiles(foreign).Select(File.ReadAllText).FirstOrDefault(text => text.Contains("current-context", StringComparison.Ordinal))));
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
    }

    private StreamReader Start(IEnumerable<string> arguments, Dictionary<string, string> environment)
    {
        // …/bin/Kpanda.Integration.Tests/<configuration>/ stands beside …/bin/Kpanda.Server/<configuration>/.
        var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'));
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Kpanda.Server", configuration, "kpanda-server"));
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardInput = true };
        foreach (var (key, value) in environment) start.Environment[key] = value;
        var process = Process.Start(start)!;
        _processes.Add(process);
        return process.StandardOutput;
    }

    [GeneratedRegex(@"is ready:\s+(?<url>http://\S+)")]
    private static partial Regex ReadyLine();
}
