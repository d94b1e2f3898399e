using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kpanda.Sandbox.Host;
using Kpanda.Sandbox.Tests.Streams;

namespace Kpanda.Sandbox.Tests.Metrics;

/// <summary>What a cluster's <c>/metrics</c> says, read by a reader of the format and scraped by a real Prometheus.</summary>
public sealed partial class MetricsPageTests
{
    private const string Program = "/usr/bin/prometheus";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_HasEachSampleOnceBehindItsType()
    {
        await using var cluster = await RunningCluster.StartAsync();
        await cluster.RunPodAsync("one");
        var lines = (await cluster.Http.GetStringAsync(new Uri("metrics", UriKind.Relative), Stop)).TrimEnd('\n').Split('\n');
        var families = new HashSet<string>(StringComparer.Ordinal);
        var samples = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (TypeLine().Match(line) is { Success: true } type) families.Add(type.Groups[1].Value).ShouldBeTrue(line);
            if (line[0] == '#') continue;
            var sample = SampleLine().Match(line);
            sample.Success.ShouldBeTrue(line);
            families.ShouldContain(sample.Groups[1].Value);
            samples.Add(sample.Groups[1].Value + sample.Groups[2].Value).ShouldBeTrue(line);
            decimal.Parse(sample.Groups[3].Value, CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(0, line);
        }

        samples.ShouldContain(line => line.StartsWith("kube_pod_status_phase{namespace=\"default\",pod=\"one\"", StringComparison.Ordinal));
        foreach (var family in new[] { "kube_node_info", "kube_deployment_spec_replicas", "container_cpu_usage_seconds_total", "node_memory_MemAvailable_bytes" })
            samples.ShouldContain(line => line.StartsWith(family + "{", StringComparison.Ordinal), family);
    }

    [Fact]
    public async Task Prometheus_ScrapesIt()
    {
        Assert.SkipWhen(!File.Exists(Program), "Debian's prometheus is not installed: './kpanda setup' installs what the tests need.");
        var folder = Directory.CreateTempSubdirectory("prometheus-").FullName;
        await using var simulation = await SandboxSimulation.StartAsync(new SandboxOptions { Clusters = 1, Nodes = 3 }, TimeProvider.System, null, Stop);
        using var authority = CertificateAuthority.LoadOrCreate(null, TimeProvider.System);
        await using var host = await SandboxHost.StartAsync(simulation.Fleet, new SandboxHostOptions { Listen = new Uri("https://127.0.0.1:0"), Authority = authority }, Stop);
        var cluster = simulation.Fleet.Clusters[0];
        var port = FreePort();
        await File.WriteAllTextAsync(Path.Combine(folder, "ca.crt"), authority.CertificatePem, Stop);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "prometheus.yml"),
            $$"""
            scrape_configs:
            - job_name: sandbox
              scrape_interval: 1s
              scheme: https
              metrics_path: /{{cluster.Name}}/metrics
              authorization: {credentials: {{cluster.Tokens.AdminToken}}}
              tls_config: {ca_file: ca.crt}
              static_configs: [{targets: ["{{new Uri(host.Url!).Authority}}"]}]
            """,
            Stop);
        using var prometheus = Process.Start(new ProcessStartInfo(
            Program, [$"--config.file={folder}/prometheus.yml", $"--storage.tsdb.path={folder}/data", $"--web.listen-address=127.0.0.1:{port}", "--log.level=error"]))!;
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            (await ResultAsync(http, prometheus, "count(kube_node_info)")).ShouldBe("3");
            (await ResultAsync(http, prometheus, "up")).ShouldBe("1");
            decimal.Parse(await ResultAsync(http, prometheus, "sum(rate(container_cpu_usage_seconds_total[1m]))"), CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        }
        finally
        {
            prometheus.Kill();
            await prometheus.WaitForExitAsync(Stop);
            Directory.Delete(folder, recursive: true);
        }
    }

    // The value of the first series, as soon as there is one.
    private static async Task<string> ResultAsync(HttpClient http, Process prometheus, string query)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        deadline.CancelAfter(Patience);
        while (true)
        {
            prometheus.HasExited.ShouldBeFalse("prometheus has ended");
            try
            {
                var answer = JsonNode.Parse(await http.GetStringAsync(new Uri("/api/v1/query?query=" + Uri.EscapeDataString(query), UriKind.Relative), deadline.Token));
                if (answer!["data"]!["result"] is JsonArray { Count: > 0 } series) return series[0]!["value"]![1]!.ToString();
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(100, deadline.Token);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"^# TYPE (\w+) (?:gauge|counter)$")]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"^([a-zA-Z_]\w*)(\{(?:\w+=""(?:[^""\\]|\\[\\n""])*"",?)*\}) (\S+)$")]
    private static partial Regex SampleLine();
}
