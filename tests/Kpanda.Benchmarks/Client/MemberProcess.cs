using System.Diagnostics;
using System.Globalization;
using System.Text;
using Kpanda.Kube;
using Kpanda.Kube.Dial;

namespace Kpanda.Benchmarks.Client;

/// <summary>A <see cref="BenchMember"/> in a process of its own.</summary>
internal sealed class MemberProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ClusterTransport _transport;

    private MemberProcess(Process process, KubeConnection connection)
    {
        _process = process;
        Connection = connection;
        _transport = new ClusterTransport(connection, new DirectDialer(new EgressPolicy(AllowLoopback: true, AllowPrivate: true)));
        Client = new KubeClient(_transport, KubeIdentity.Platform);
    }

    public KubeClient Client { get; }

    public KubeConnection Connection { get; }

    public static async Task<MemberProcess> StartAsync(int pods, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.ArgumentList.Add(BenchMember.Command);
        start.ArgumentList.Add(pods.ToString(CultureInfo.InvariantCulture));
        var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The member ended before it was ready.");
        var (address, certificate) = line.Split(' ') is [var first, var second] ? (first, second) : throw new InvalidOperationException($"The member said: {line}");
        return new MemberProcess(process, new KubeConnection
        {
            Server = new Uri(address),
            CertificateAuthorityPem = Encoding.ASCII.GetString(Convert.FromBase64String(certificate)),
            BearerToken = "benchmark",
        });
    }

    public async ValueTask DisposeAsync()
    {
        _transport.Dispose();
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
