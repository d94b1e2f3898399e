using Kpanda.Kube.Dial;

namespace Kpanda.Clusters;

/// <summary>Registration from inside the process, for the composition root.</summary>
public interface IClusterRegistration
{
    /// <summary>
    /// Registers a simulated cluster of this process, or brings a registered one of the same name up to date: same rules, checks and storage as an import by
    /// a person. Returns when it is stored; health follows.
    /// </summary>
    /// <param name="name">Name of the cluster.</param>
    /// <param name="kubeconfig">Inline kubeconfig (YAML).</param>
    /// <param name="dialer">Way into the simulated cluster; null for a TCP connection (loopback is allowed for it).</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task<Hosting.Result<ClusterRecord>> EnsureSandboxAsync(string name, string kubeconfig, IClusterDialer? dialer, CancellationToken cancellationToken);

    /// <summary>Takes a simulated cluster out that is simulated no longer. Does nothing where there is none of that name, or where a person imported it.</summary>
    Task RemoveSandboxAsync(string name, CancellationToken cancellationToken);
}
