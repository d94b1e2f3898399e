using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Clusters.Tests.Fakes;
using Kpanda.Sandbox;
using Kpanda.Sandbox.Faults;
using Kpanda.Sandbox.Host;

namespace Kpanda.Clusters.Tests.Health;

/// <summary>Each fault of a simulated cluster: what a client sees of it, and what the platform says of the cluster, in both languages. All of it is over when the fault is.</summary>
public sealed class SimulatedFaultTests : IAsyncLifetime
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";
    private const string Map = """{"metadata":{"generateName":"a-"}}""";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Short where the fault is that no answer comes. Elsewhere the answer is awaited, however slow the machine is.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    // What the fault is told; what a client does and sees; the phase of the cluster and why, in both languages (neither where all is well with its API server).
    private static readonly Dictionary<FaultKind, Row> Rows = new()
    {
        [FaultKind.CutOff] = new("{}", "GET", Maps, "no answer", "Unknown", "Cluster prod does not answer: The connection broke", "集群 prod 没有响应：连接中断"),
        [FaultKind.Frozen] = new("{}", "GET", Maps, "waits", "Unknown", "Cluster prod does not answer: It did not answer within 5 s.", "集群 prod 没有响应：5 秒内没有响应。"),
        [FaultKind.Slow] = new("""{"seconds":600}""", "GET", Maps, "waits", "Unknown", "Cluster prod does not answer: It did not answer within 5 s.", "集群 prod 没有响应：5 秒内没有响应。"),
        [FaultKind.Flapping] = new("""{"seconds":600}""", "GET", Maps, "no answer", "Unknown", "Cluster prod does not answer: The connection broke", "集群 prod 没有响应：连接中断"),
        [FaultKind.TooManyRequests] = new("""{"seconds":1}""", "GET", Maps, "429 TooManyRequests: Too many requests, please try again later. (again after 1 s)", "Failed", "Cluster prod has a fault of its own: Too many requests, please try again later.", "集群 prod 自身出现故障：Too many requests, please try again later."),
        [FaultKind.Errors] = new("""{"code":500}""", "GET", Maps, "500 InternalError: the server is currently unable to handle the request", "Failed", "Cluster prod has a fault of its own: the server is currently unable to handle the request", "集群 prod 自身出现故障：the server is currently unable to handle the request"),
        [FaultKind.ExpiredWatches] = new("{}", "GET", Maps + "?watch=true&resourceVersion=1", "200 Expired: ", "Running", "", ""),
        [FaultKind.NodeDown] = new("""{"node":"NODE"}""", "GET", "/api/v1/nodes/NODE/proxy/healthz", "no route to host", "Running", "", ""),
        [FaultKind.ClockSkew] = new("""{"seconds":-7200}""", "POST", Maps, "created two hours ago", "Running", "", ""),
        [FaultKind.ChangedCertificate] = new("""{"certificate":"expired"}""", "GET", Maps, "certificate not trusted", "Unknown", "The connection to cluster prod is not safe: The server's certificate is only valid from ", "与集群 prod 的连接不安全：服务器证书仅在 "),
        [FaultKind.FullQuota] = new("""{"namespace":"default"}""", "POST", Maps, "is forbidden: exceeded quota: sandbox-full-quota, requested: configmaps=1", "Running", "", ""),
        [FaultKind.FullStorage] = new("{}", "POST", Maps, "500 : etcdserver: mvcc: database space exceeded", "Running", "", ""),
        [FaultKind.WebhookDown] = new("""{"webhook":"refused"}""", "POST", Maps, "500 InternalError: Internal error occurred: failed calling webhook", "Running", "", ""),
        [FaultKind.DataLoss] = new("{}", "POST", Maps, "201", "Running", "", ""),
    };

    private readonly CertificateAuthority _authority = CertificateAuthority.LoadOrCreate(null, TimeProvider.System);
    private SandboxSimulation _simulation = null!;
    private SandboxHost _sandbox = null!;
    private TestHost? _host;

    public static TheoryData<FaultKind> Kinds => [.. Enum.GetValues<FaultKind>()];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private SandboxCluster Cluster => _simulation.Fleet.Clusters[0];

    private string Address => $"{_sandbox.Url}/{Cluster.Name}";

    public async ValueTask InitializeAsync()
    {
        _simulation = await SandboxSimulation.StartAsync(new SandboxOptions { Clusters = 1, Nodes = 2, Pods = 0 }, TimeProvider.System, null, Stop);
        _sandbox = await SandboxHost.StartAsync(_simulation.Fleet, new SandboxHostOptions { Listen = new Uri("https://127.0.0.1:0"), Authority = _authority }, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        await _sandbox.DisposeAsync();
        await _simulation.DisposeAsync();
        _authority.Dispose();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Fault_IsSeenByClientsAndToldOfTheCluster(FaultKind kind)
    {
        Rows.ShouldContainKey(kind, "A fault that is not here wants a row.");
        var node = Cluster.Store.List(new("", "nodes"))[0].Key.Name;
        var row = Rows[kind] with { Fault = Rows[kind].Fault.Replace("NODE", node, StringComparison.Ordinal), Path = Rows[kind].Path.Replace("NODE", node, StringComparison.Ordinal) };
        _host = await TestHost.StartAsync(TestHost.Quick with { ProbeTimeout = row.Seen == "waits" ? Soon : Patience });
        (await _host.ImportAsync("prod", SandboxSimulation.KubeconfigOf(Cluster, Address, _authority.CertificatePem))).Status.ShouldBe(HttpStatusCode.OK);
        await _host.UntilAsync(() => _host.Clusters.Health("prod").Phase == "Running", "the cluster runs");
        await ControlAsync(HttpMethod.Put, $$"""{"faults":[{"kind":"{{JsonNamingPolicy.CamelCase.ConvertName(kind.ToString())}}",{{row.Fault.TrimStart('{')}}]}""".Replace(",}", "}", StringComparison.Ordinal));

        using var client = NewClient();
        var asked = AskAsync(client, row);
        if (row.Phase == "Running") await SaysAllIsWellAsync(_host);
        else await SaysWhyAsync(_host, row);
        if (row.Seen == "waits") asked.IsCompleted.ShouldBeFalse();
        else (await asked.WaitAsync(Patience, Stop)).ShouldContain(row.Seen);

        await ControlAsync(HttpMethod.Delete);
        if (row.Seen == "waits") (await asked.WaitAsync(Patience, Stop)).ShouldStartWith("200");
        await _host.UntilAsync(() => _host.Clusters.Health("prod").Phase == "Running", "the cluster is well again");
        using var again = NewClient();
        var after = await AskAsync(again, row with { Method = "GET", Path = Maps });
        after.ShouldStartWith("200");

        // What was created while the fault lasted is gone with a loss of data.
        if (kind == FaultKind.DataLoss) Cluster.Store.List(new("", "configmaps"), "default").ShouldNotContain(map => map.Key.Name.StartsWith("a-", StringComparison.Ordinal));
    }

    private static async Task SaysAllIsWellAsync(TestHost host)
    {
        for (var i = 0; i < 2; i++)
        {
            var contact = host.Clusters.Health("prod").LastContact;
            await host.UntilAsync(() => host.Clusters.Health("prod").LastContact > contact, "another answer");
        }

        host.Clusters.Health("prod").Phase.ShouldBe("Running");
    }

    private static async Task SaysWhyAsync(TestHost host, Row row)
    {
        await host.UntilAsync(() => host.Clusters.Health("prod").Phase != "Running", "the fault is noticed");
        host.Clusters.Health("prod").Phase.ShouldBe(row.Phase);
        (await MessageAsync(host, "en")).ShouldStartWith(row.English);
        (await MessageAsync(host, "zh")).ShouldStartWith(row.Chinese);
    }

    private static async Task<string> MessageAsync(TestHost host, string language) => (await host.SendAsync(HttpMethod.Get, "/clusters/prod", language: language)).Body.GetProperty("status").GetProperty("conditions")[0].GetProperty("message").GetString()!;

    // The control API answers whatever the fault is, but over connections of its own: a changed certificate is shown to it, too.
    private async Task ControlAsync(HttpMethod method, string? body = null)
    {
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        using var http = new HttpClient(handler);
        using var request = Request(method, "/sandbox/faults", body);
        using var answer = await http.SendAsync(request, Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Stop));
    }

    private HttpClient NewClient()
    {
        var handler = new SocketsHttpHandler();
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPem(_authority.CertificatePem);
        handler.SslOptions.CertificateChainPolicy = policy;
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private HttpRequestMessage Request(HttpMethod method, string path, string? body)
    {
        var request = new HttpRequestMessage(method, Address + path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Cluster.Tokens.AdminToken);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        return request;
    }

    private async Task<string> AskAsync(HttpClient client, Row row)
    {
        try
        {
            using var request = Request(HttpMethod.Parse(row.Method), row.Path, row.Method == "POST" ? Map : null);
            using var answer = await client.SendAsync(request, Stop);
            var text = await answer.Content.ReadAsStringAsync(Stop);
            var body = text.StartsWith('{') ? JsonNode.Parse(text.Split('\n')[0])! : new JsonObject();
            if (body["type"]?.ToString() == "ERROR") body = body["object"]!;
            var again = answer.Headers.RetryAfter?.Delta is { } wait ? string.Create(CultureInfo.InvariantCulture, $" (again after {wait.TotalSeconds} s)") : "";
            var old = body["metadata"]?["creationTimestamp"] is { } created && TimeProvider.System.GetUtcNow() - created.GetValue<DateTimeOffset>() > TimeSpan.FromHours(1.5) ? "created two hours ago" : "";
            return $"{(int)answer.StatusCode} {body["reason"]}: {body["message"]}{again}{old}";
        }
        catch (HttpRequestException e)
        {
            return e.InnerException is AuthenticationException ? "certificate not trusted" : "no answer";
        }
    }

    private sealed record Row(string Fault, string Method, string Path, string Seen, string Phase, string English, string Chinese);
}
