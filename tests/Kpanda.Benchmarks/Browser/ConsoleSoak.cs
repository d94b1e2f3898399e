using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Kpanda.Benchmarks.Live;
using Kpanda.KubeModel;

namespace Kpanda.Benchmarks.Browser;

/// <summary>
/// <c>soak console</c>: the console in a real browser over 20,000 pods that change 500 times a second. The browser is driven by <c>tests/EndToEnd/soak/console.mjs</c>,
/// which says line by line what it wants to be changed (<c>load …</c>) and at the end what it measured (<c>figures …</c>); every line is answered with one.
/// </summary>
internal static class ConsoleSoak
{
    public const string Name = "console";
    private const int ChangesPerSecond = 500;
    private const int UsualMinutes = 30;

    /// <exception cref="InvalidOperationException">The page broke: an error that nothing caught, rows that did not come.</exception>
    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchArguments arguments, CancellationToken cancellationToken)
    {
        var changes = arguments.Number("changes", ChangesPerSecond);
        await using var fleet = await LiveFleet.StartAsync(cancellationToken);
        Console.Error.WriteLine($"{fleet.Pods.Count} pods in {LiveFleet.Clusters} clusters");
        using var browser = Start(fleet.Server, arguments.Number("minutes", UsualMinutes));
        await using var load = new Load(fleet, changes, cancellationToken);
        try
        {
            while (await browser.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            {
                var (word, rest) = line.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? (line[..space], line[(space + 1)..]) : (line, "");
                if (word == "figures") return [new("pods", fleet.Pods.Count, "", null), .. Read(rest), new("changes acknowledged by the members", load.PerSecond, "/s", null)];
                if (word == "load") await load.ChangeAsync(rest);
                await browser.StandardInput.WriteLineAsync("done");
            }

            await browser.WaitForExitAsync(cancellationToken);
            throw new InvalidOperationException($"The browser ended with {browser.ExitCode} before it had measured everything.");
        }
        finally
        {
            if (!browser.HasExited) browser.StandardInput.Close();
            await browser.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static Process Start(ServerProcess server, int minutes)
    {
        var home = Environment.GetEnvironmentVariable("KPANDA_HOME") ?? throw new InvalidOperationException("Start the soak with ./kpanda soak console.");
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(home, "tests/EndToEnd/soak/console.mjs"));
        start.Environment["KPANDA_URL"] = server.Client.BaseAddress!.ToString();
        start.Environment["KPANDA_ADMIN_PASSWORD"] = ServerProcess.Password;
        start.Environment["KPANDA_SOAK_MINUTES"] = minutes.ToString(CultureInfo.InvariantCulture);
        return Process.Start(start)!;
    }

    private static IEnumerable<Figure> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        foreach (var figure in document.RootElement.EnumerateArray().ToList())
        {
            double? Number(string name) => figure.TryGetProperty(name, out var value) ? value.GetDouble() : null;
            yield return new(figure.GetProperty("name").GetString()!, figure.GetProperty("value").GetDouble(), figure.GetProperty("unit").GetString()!, Number("atMost") ?? Number("atLeast"))
            {
                IsLeast = Number("atLeast") is not null,
            };
        }
    }

    /// <summary>The changes that go on while the browser looks.</summary>
    private sealed class Load(LiveFleet fleet, int perSecond, CancellationToken cancellationToken) : IAsyncDisposable
    {
        private readonly Acknowledgements _acknowledgements = new();
        private CancellationTokenSource? _writing;
        private Task _written = Task.CompletedTask;
        private TimeSpan _time;
        private long _started;

        /// <summary>Changes a second that the members acknowledged while they were changed at all.</summary>
        public double PerSecond => _time == TimeSpan.Zero ? 0 : _acknowledgements.Count / _time.TotalSeconds;

        /// <param name="which"><c>none</c>, <c>all</c>, or a JSON list of the keys of rows.</param>
        public async Task ChangeAsync(string which)
        {
            await StopAsync();
            if (which == "none") return;
            var pods = which == "all" ? [.. fleet.Pods.Select(pod => (pod.Cluster, pod.Key))] : JsonSerializer.Deserialize<string[]>(which)!.Select(PodOf).ToArray();
            _writing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            _started = Stopwatch.GetTimestamp();
            _written = new PodWriter(fleet.Members, pods, perSecond, _acknowledgements).RunAsync(_writing.Token);
        }

        public async ValueTask DisposeAsync() => await StopAsync();

        private async Task StopAsync()
        {
            if (_writing is null) return;
            await _writing.CancelAsync();
            await _written;
            _time += Stopwatch.GetElapsedTime(_started);
            _writing.Dispose();
            _writing = null;
        }

        private static (string Cluster, ObjectKey Key) PodOf(string key)
        {
            var parts = key.Split('/', 3);
            return (parts[0], new ObjectKey(parts[1], parts[2]));
        }
    }
}
