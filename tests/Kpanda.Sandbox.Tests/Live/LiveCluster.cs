using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Tests.Live;

/// <summary>A real cluster that <c>KPANDA_TEST_KUBECONFIGS</c> names, reached through <c>kubectl proxy</c> as its kubeconfig says.</summary>
internal sealed class LiveCluster : IAsyncDisposable
{
    public const string Variable = "KPANDA_TEST_KUBECONFIGS";

    /// <summary>What to say where none is named.</summary>
    public const string Missing = $"{Variable} names no cluster.";

    private readonly Process proxy;

    private LiveCluster(Process proxy, Uri address, string version)
    {
        this.proxy = proxy;
        Http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
        Version = version;
    }

    /// <summary>The kubeconfigs that are named: paths separated by colons.</summary>
    public static IReadOnlyList<string> Kubeconfigs { get; } =
        (Environment.GetEnvironmentVariable(Variable) ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public HttpClient Http { get; }

    /// <summary>Such as <c>v1.36.2</c>.</summary>
    public string Version { get; }

    public static async Task<LiveCluster> StartAsync(string kubeconfig)
    {
        // Attaching and creating pods through a proxy is refused unless it is told otherwise.
        var proxy = Process.Start(new ProcessStartInfo("kubectl", ["--kubeconfig", kubeconfig, "proxy", "--port=0", "--reject-paths=^$"]) { RedirectStandardOutput = true })!;
        var line = await proxy.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"kubectl proxy did not start with {kubeconfig}");
        var address = new Uri("http://" + line[(line.LastIndexOf(' ') + 1)..]);
        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
        var version = JsonNode.Parse(await http.GetStringAsync("/version"))!["gitVersion"]!.ToString();
        return new LiveCluster(proxy, address, version.Split('+', '-')[0]);
    }

    /// <summary>A client of its API server itself, that shows no credentials.</summary>
    public static async Task<HttpClient> WithoutCredentialsAsync(string kubeconfig)
    {
        using var view = Process.Start(new ProcessStartInfo("kubectl", ["--kubeconfig", kubeconfig, "config", "view", "--minify", "--raw", "--flatten", "-o", "json"]) { RedirectStandardOutput = true })!;
        var cluster = JsonNode.Parse(await view.StandardOutput.ReadToEndAsync())!["clusters"]![0]!["cluster"]!;
        var handler = new SocketsHttpHandler();
        if (cluster["certificate-authority-data"]?.ToString() is { } authority)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPem(Encoding.ASCII.GetString(Convert.FromBase64String(authority)));
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        return new HttpClient(handler) { BaseAddress = new Uri(cluster["server"]!.ToString()) };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        proxy.Kill();
        await proxy.WaitForExitAsync();
        proxy.Dispose();
    }
}
