using Kpanda.Kube.Dial;
using Kpanda.Sandbox.Host;

namespace Kpanda.Server.EmbeddedSandbox;

/// <summary>The way into the simulated clusters of this process.</summary>
internal sealed class SandboxDialer(SandboxConnector connector) : IClusterDialer
{
    public bool IsInProcess => true;

    public async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken) => await connector.ConnectAsync(cancellationToken);
}
