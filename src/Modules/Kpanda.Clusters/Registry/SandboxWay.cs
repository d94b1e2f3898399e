using Kpanda.Kube.Dial;

namespace Kpanda.Clusters.Registry;

/// <summary>
/// The way into a simulated cluster of this process. Clusters that are known from before the start are asked for before their simulation runs:
/// connections wait for it, within their own time limit, instead of failing.
/// </summary>
internal sealed class SandboxWay : IClusterDialer
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile IClusterDialer? _dialer;

    public bool IsInProcess => _dialer?.IsInProcess ?? true;

    /// <summary>Says how the cluster is reached from now on.</summary>
    public void Open(IClusterDialer dialer)
    {
        _dialer = dialer;
        _opened.TrySetResult();
    }

    public async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        await _opened.Task.WaitAsync(cancellationToken);
        return await _dialer!.ConnectAsync(host, port, cancellationToken);
    }
}
