using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using Kpanda.Sandbox.Host;

namespace Kpanda.Sandbox.Tests.Host;

public sealed class SandboxHostTests
{
    [Fact]
    public async Task InProcessConnection_IsAnsweredByTheSandbox()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var simulation = await SandboxSimulation.StartAsync(new SandboxOptions { Clusters = 1 }, TimeProvider.System, null, stop);
        await using var host = await SandboxHost.StartAsync(simulation.Fleet, new SandboxHostOptions(), stop);
        using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = async (_, cancel) => await host.Connector.ConnectAsync(cancel) });

        // Two at once need two connections.
        var answers = await Task.WhenAll(
            client.GetAsync(new Uri("http://sandbox/nowhere/version"), stop),
            client.GetAsync(new Uri("http://sandbox/elsewhere/version"), stop));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.NotFound);
        host.Url.ShouldBeNull();
    }

    [Fact]
    public async Task StoppedSandbox_RefusesConnections()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var simulation = await SandboxSimulation.StartAsync(new SandboxOptions { Clusters = 1 }, TimeProvider.System, null, stop);
        var host = await SandboxHost.StartAsync(simulation.Fleet, new SandboxHostOptions(), stop);
        await host.DisposeAsync();
        await Should.ThrowAsync<IOException>(() => host.Connector.ConnectAsync(stop));
    }

    [Fact]
    public async Task WatchThatTheClientGivesUp_EndsThoughNothingComes()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var simulation = await SandboxSimulation.StartAsync(new SandboxOptions { Clusters = 1 }, TimeProvider.System, null, stop);
        await using var host = await SandboxHost.StartAsync(simulation.Fleet, new SandboxHostOptions(), stop);
        using var client = ClientOf(host, simulation);
        await using var watch = await WatchNothingAsync(client, simulation, stop);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(stop);

        var read = watch.ReadAsync(new byte[1], giveUp.Token).AsTask();
        await giveUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => read.WaitAsync(TimeSpan.FromMinutes(3), stop));
    }

    [Fact]
    public async Task OpenWatch_EndsInOrderWhenTheHostStops()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var simulation = await SandboxSimulation.StartAsync(new SandboxOptions { Clusters = 1 }, TimeProvider.System, null, stop);
        var host = await SandboxHost.StartAsync(simulation.Fleet, new SandboxHostOptions(), stop);
        using var client = ClientOf(host, simulation);
        await using var watch = await WatchNothingAsync(client, simulation, stop);

        var read = watch.ReadAsync(new byte[1], stop).AsTask();
        await host.DisposeAsync();

        // The end of the stream, as a server ends it; a connection that was cut would throw.
        (await read.WaitAsync(TimeSpan.FromMinutes(3), stop)).ShouldBe(0);
    }

    [Fact]
    public async Task Command_ServesHttpsThatItsKubeconfigsTrust()
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-").FullName;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var started = new TaskCompletionSource<string>();
        var run = SandboxCommand.RunAsync(
            new SandboxCommandOptions { KubeconfigDirectory = folder, Sandbox = new SandboxOptions { Clusters = 2 }, Output = TextWriter.Null, Started = started.SetResult },
            stop.Token);
        var url = await started.Task.WaitAsync(TimeSpan.FromMinutes(3), stop.Token);

        var files = Directory.GetFiles(folder).Select(Path.GetFileName).Order().ToList();
        files.ShouldBe(["prod-shanghai.kubeconfig", "staging.kubeconfig"]);
        var text = await File.ReadAllTextAsync(Path.Combine(folder, "staging.kubeconfig"), stop.Token);
        text.ShouldContain($"server: {url}/staging");
        using var client = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => IsSignedBy(text, certificate!) } });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "wrong");
        using var answer = await client.GetAsync(new Uri($"{url}/nowhere/version"), stop.Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);

        await stop.CancelAsync();
        (await run).ShouldBe(0);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", 1, "--urls")]
    [InlineData("https://127.0.0.1:0", 0, "--clusters")]
    public async Task ImpossibleOption_IsNamed(string url, int clusters, string named)
    {
        var output = new StringWriter();
        var code = await SandboxCommand.RunAsync(
            new SandboxCommandOptions { KubeconfigDirectory = "/nowhere", Url = url, Sandbox = new SandboxOptions { Clusters = clusters }, Output = output },
            TestContext.Current.CancellationToken);
        code.ShouldBe(2);
        output.ToString().ShouldStartWith(named);
    }

    [Fact]
    public void KeptAuthority_IsTheSameAfterARestart()
    {
        var folder = Directory.CreateTempSubdirectory("sandbox-").FullName;
        using var first = CertificateAuthority.LoadOrCreate(folder, TimeProvider.System);
        using var second = CertificateAuthority.LoadOrCreate(folder, TimeProvider.System);
        second.CertificatePem.ShouldBe(first.CertificatePem);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(folder, "ca.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.Delete(folder, recursive: true);
    }

    private static HttpClient ClientOf(SandboxHost host, SandboxSimulation simulation)
    {
        var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = async (_, cancel) => await host.Connector.ConnectAsync(cancel) });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", simulation.Fleet.Clusters[0].Tokens.AdminToken);
        return client;
    }

    // Nothing of this kind is there and nothing comes.
    private static async Task<Stream> WatchNothingAsync(HttpClient client, SandboxSimulation simulation, CancellationToken stop)
    {
        var url = new Uri($"http://sandbox/{simulation.Fleet.Clusters[0].Name}/apis/networking.k8s.io/v1/networkpolicies?watch=true");
        var answer = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsStreamAsync(stop);
    }

    private static bool IsSignedBy(string kubeconfig, X509Certificate certificate)
    {
        var data = kubeconfig.Split('\n').Single(line => line.Contains("certificate-authority-data", StringComparison.Ordinal)).Split(' ')[^1];
        using var authority = X509Certificate2.CreateFromPem(System.Text.Encoding.ASCII.GetString(Convert.FromBase64String(data)));
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(new X509Certificate2(certificate));
    }
}
