using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kpanda.Sandbox.Faults;
using Kpanda.Sandbox.Host;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Metrics;
using Kpanda.Sandbox.Tests.Streams;
using Kpanda.Storage.Tests.Postgres;

namespace Kpanda.Sandbox.Tests.Metrics;

/// <summary>What a cluster's <c>/metrics</c> says, read by a reader of the format and scraped by a real Prometheus.</summary>
public sealed partial class MetricsPageTests
{
    private const string Program = "/usr/bin/prometheus";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    // What rules and dashboards for Kubernetes commonly ask. Each must have an answer.
    private static readonly string[] CommonQueries =
    [
        "sum(kube_node_status_condition{condition=\"Ready\",status=\"true\"}) / count(kube_node_info)",
        "sum by (phase) (kube_pod_status_phase)",
        "sum(kube_pod_container_resource_requests{resource=\"cpu\"} * on (namespace, pod) group_left () max by (namespace, pod) (kube_pod_status_phase{phase=~\"Pending|Running\"} == 1)) / sum(kube_node_status_allocatable{resource=\"cpu\"})",
        "sum by (namespace, pod, container) (rate(container_cpu_usage_seconds_total{image!=\"\",container!=\"\"}[1m]))",
        "sum by (namespace) (container_memory_working_set_bytes{image!=\"\",container!=\"\"})",
        "sum(container_memory_rss) + sum(container_memory_cache)",
        "sum(increase(container_cpu_cfs_throttled_periods_total[1m])) / sum(increase(container_cpu_cfs_periods_total[1m]))",
        "sum by (namespace, pod) (rate(container_network_receive_bytes_total[1m]))",
        "sum by (namespace, pod) (rate(container_network_transmit_bytes_total[1m]))",
        "sum(rate(container_fs_reads_bytes_total[1m])) + sum(rate(container_fs_writes_bytes_total[1m]))",
        "sum by (workload) (label_replace(container_memory_working_set_bytes * on (namespace, pod) group_left (owner_name) kube_pod_owner{owner_kind=\"ReplicaSet\"}, \"workload\", \"$1\", \"owner_name\", \"(.*)-.*\"))",
        "max(increase(kube_pod_container_status_restarts_total[1m]))",
        "max(kube_pod_container_status_waiting_reason{reason=\"CrashLoopBackOff\"} or vector(0))",
        "sum(kube_pod_status_ready{condition=\"true\"})",
        "sum(kube_deployment_spec_replicas != kube_deployment_status_replicas_available or kube_deployment_spec_replicas)",
        "sum(kube_deployment_status_observed_generation == kube_deployment_metadata_generation)",
        "sum(kube_statefulset_status_replicas_ready) / sum(kube_statefulset_replicas)",
        "sum(kube_daemonset_status_desired_number_scheduled - kube_daemonset_status_current_number_scheduled)",
        "sum(kube_daemonset_status_number_misscheduled)",
        "sum(kube_persistentvolumeclaim_resource_requests_storage_bytes)",
        "sum(kube_namespace_status_phase{phase=\"Active\"})",
        "sum(kube_node_status_capacity{resource=\"pods\"})",
        "count(kube_node_role{role=\"control-plane\"})",
        "sum(node_load1) + sum(node_load5) + sum(node_load15)",
        "sum(rate(node_disk_read_bytes_total[1m])) + sum(rate(node_disk_written_bytes_total[1m]))",
        "sum(rate(node_disk_reads_completed_total[1m])) + sum(rate(node_disk_writes_completed_total[1m]))",
        "sum(rate(node_network_receive_bytes_total{device!~\"lo|veth.*\"}[1m])) + sum(rate(node_network_transmit_bytes_total{device!~\"lo|veth.*\"}[1m]))",
        "min(node_time_seconds - node_boot_time_seconds)",
    ];

    // Shares: of nothing and of everything would both be wrong.
    private static readonly string[] BusyQueries =
    [
        "1 - avg(rate(node_cpu_seconds_total{mode=\"idle\"}[1m]))",
        "1 - sum(node_memory_MemAvailable_bytes) / sum(node_memory_MemTotal_bytes)",
        "max(1 - node_filesystem_avail_bytes{fstype!~\"tmpfs|overlay\"} / node_filesystem_size_bytes)",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_AreCountedByWhatTheyWereAndHowTheyWereAnswered()
    {
        await using var cluster = await RunningCluster.StartAsync();
        for (var time = 0; time < 2; time++)
        {
            using var content = new StringContent("""{"metadata":{"name":"counted"}}""", System.Text.Encoding.UTF8, "application/json");
            using var made = await cluster.Http.PostAsync(new Uri("api/v1/namespaces/default/configmaps", UriKind.Relative), content, Stop);
            made.StatusCode.ShouldBe(time == 0 ? HttpStatusCode.Created : HttpStatusCode.Conflict);
        }

        using var madeUp = await cluster.Http.GetAsync(new Uri("api/v1/namespaces/default/whatever", UriKind.Relative), Stop);
        using var part = await cluster.Http.GetAsync(new Uri("api/v1/namespaces/default/configmaps/counted/whatever", UriKind.Relative), Stop);

        var lines = (await cluster.Http.GetStringAsync(new Uri("metrics", UriKind.Relative), Stop)).Split('\n').Where(line => line.StartsWith("apiserver_request_total{", StringComparison.Ordinal)).ToList();
        foreach (var code in new[] { 201, 409 })
            lines.ShouldContain($$"""apiserver_request_total{code="{{code}}",component="apiserver",dry_run="",group="",resource="configmaps",scope="namespace",subresource="",verb="POST",version="v1"} 1""");
        lines.ShouldAllBe(line => !line.Contains("whatever", StringComparison.Ordinal));
    }

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
    public async Task Kubelet_TellsOfItselfAndItsContainersThroughTheProxyOfItsNode()
    {
        await using var cluster = await RunningCluster.StartAsync();
        await cluster.RunPodAsync("one");
        var node = cluster.Cluster.Store.Get(BuiltIn.Pods, "default", "one")!.ToNode()["spec"]!["nodeName"]!.ToString();
        Task<string> AskAsync(string path) => cluster.Http.GetStringAsync(new Uri($"api/v1/nodes/{node}/proxy/{path}", UriKind.Relative), Stop);

        (await AskAsync("healthz")).ShouldBe("ok");
        (await AskAsync("metrics")).ShouldMatch($"kubelet_node_name\\{{node=\"{node}\"\\}} 1\n");
        (await AskAsync("metrics/cadvisor")).ShouldContain("container_memory_working_set_bytes{");
        JsonNode.Parse(await AskAsync("pods"))!["items"]!.AsArray().Select(pod => pod!["metadata"]!["name"]!.ToString()).ShouldContain("one");
        var summary = JsonNode.Parse(await AskAsync("stats/summary"))!;
        summary["node"]!["nodeName"]!.ToString().ShouldBe(node);
        summary["node"]!["cpu"]!["usageNanoCores"]!.GetValue<long>().ShouldBeGreaterThan(0);
        summary["pods"]!.AsArray().ShouldAllBe(pod => pod!["containers"]!.AsArray().Count > 0);
        using var missing = await cluster.Http.GetAsync(new Uri("api/v1/nodes/none/proxy/healthz", UriKind.Relative), Stop);
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var unknown = await cluster.Http.GetAsync(new Uri($"api/v1/nodes/{node}/proxy/nothing", UriKind.Relative), Stop);
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        cluster.Cluster.Faults.Begin(new Fault { Kind = FaultKind.NodeDown, Node = node });
        using var away = await cluster.Http.GetAsync(new Uri($"api/v1/nodes/{node}/proxy/healthz", UriKind.Relative), Stop);
        away.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await away.Content.ReadAsStringAsync(Stop)).ShouldContain("no route to host");
    }

    [Fact]
    public void BusyTimeOfAMachine_NeverFallsWhenAPodGoes()
    {
        using var cluster = new SteppedCluster();
        cluster.Apply(BuiltIn.Pods, "metadata: {name: busy, annotations: {sandbox.kpanda.io/cpu-usage: '2'}}\nspec: {nodeName: node-1, containers: [{name: c, image: nginx}]}");
        cluster.Pass(600);
        decimal Busy() => cluster.Cluster.Machines.At(MetricsPage.Read(cluster.Cluster, BuiltIn.Nodes), MetricsPage.Read(cluster.Cluster, BuiltIn.Pods), cluster.Time.GetUtcNow())["node-1"].BusySeconds;
        var before = Busy();
        cluster.Store.Delete(BuiltIn.Pods, "default", "busy", Kpanda.Sandbox.Store.DeleteRequest.Now);
        cluster.Pass(60);
        var after = Busy();
        before.ShouldBeGreaterThan(600);
        (after - before).ShouldBeInRange(1, 60);
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
        // Only what has a limit is throttled.
        cluster.Store.Create(BuiltIn.Pods, SteppedCluster.Parse("metadata: {name: limited, namespace: default}\nspec: {containers: [{name: c, image: 'nginx:1.27', resources: {limits: {cpu: 100m}}}]}"));
        var port = FreePort.Next();
        await File.WriteAllTextAsync(Path.Combine(folder, "ca.crt"), authority.CertificatePem, Stop);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "prometheus.yml"),
            $$"""
            scrape_configs:
            - job_name: sandbox
              scrape_interval: 3s
              scrape_timeout: 3s
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
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(10) };
            await ComesTrueAsync(http, prometheus, "count(kube_node_info) == 3");
            await ComesTrueAsync(http, prometheus, "up == 1");
            await ComesTrueAsync(http, prometheus, "sum(rate(container_cpu_usage_seconds_total[1m])) > 0");
            // On a busy machine the time between two scrapes is not the time between what they saw: a rate may be beyond what can be until there are more of them.
            foreach (var query in CommonQueries) await ComesTrueAsync(http, prometheus, $"({query}) >= 0");
            foreach (var query in BusyQueries) await ComesTrueAsync(http, prometheus, $"({query}) > 0.001 < 0.999");
        }
        finally
        {
            prometheus.Kill();
            await prometheus.WaitForExitAsync(Stop);
            Directory.Delete(folder, recursive: true);
        }
    }

    // A comparison has series only where it holds.
    private static async Task ComesTrueAsync(HttpClient http, Process prometheus, string query)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        deadline.CancelAfter(Patience);
        while (true)
        {
            prometheus.HasExited.ShouldBeFalse("prometheus has ended");
            deadline.IsCancellationRequested.ShouldBeFalse($"It never was so: {query}");
            try
            {
                var answer = JsonNode.Parse(await http.GetStringAsync(new Uri("/api/v1/query?query=" + Uri.EscapeDataString(query), UriKind.Relative), deadline.Token));
                if (answer!["data"]!["result"] is JsonArray { Count: > 0 }) return;
            }
            catch (Exception exception) when (exception is HttpRequestException || (exception is OperationCanceledException && deadline.IsCancellationRequested))
            {
                // It does not listen yet, or the deadline has come.
            }

            await Task.Delay(100, Stop);
        }
    }

    [GeneratedRegex(@"^# TYPE (\w+) (?:gauge|counter)$")]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"^([a-zA-Z_]\w*)(\{(?:\w+=""(?:[^""\\]|\\[\\n""])*"",?)*\}) (\S+)$")]
    private static partial Regex SampleLine();
}
