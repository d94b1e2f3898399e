using Kpanda.Kube.Dial;
using Kpanda.Kube.Kubeconfig;

namespace Kpanda.Clusters;

/// <summary>Settings of the module; <c>Kpanda.Server</c> fills them from the configuration.</summary>
public sealed record ClustersOptions
{
    /// <summary>Key <c>clusters.allow-private-networks</c>: whether members may have private addresses.</summary>
    public bool AllowPrivateNetworks { get; init; } = true;

    /// <summary>Whether members may be on this machine: only while the server listens on loopback alone.</summary>
    public bool AllowLoopback { get; init; }

    /// <summary>Key <c>clusters.allow-insecure-tls</c>: whether <c>insecure-skip-tls-verify</c> is accepted.</summary>
    public bool AllowInsecureTls { get; init; }

    /// <summary>Key <c>clusters.allow-proxy-url</c>: whether <c>proxy-url</c> is accepted.</summary>
    public bool AllowProxyUrl { get; init; }

    /// <summary>Time between two probes of a member that answers.</summary>
    public TimeSpan ProbeEvery { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Time between two probes of a member that does not.</summary>
    public TimeSpan ProbeAwayEvery { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Time between two looks at the parts of a member (etcd, DNS, metrics) and its version.</summary>
    public TimeSpan ComponentsEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Time between two looks at what the credential may do.</summary>
    public TimeSpan RightsEvery { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Time between two such looks at least, where refusals give reason to look sooner.</summary>
    public TimeSpan RightsAtMostEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Time that a member has to answer a probe.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Probes in a row that must fail before the phase changes.</summary>
    public int ProbeFailures { get; init; } = 3;

    /// <summary>Probes under way at once.</summary>
    public int ProbesAtOnce { get; init; } = 512;

    /// <summary>Credentials that end sooner than this are warned of.</summary>
    public TimeSpan WarnBeforeExpiry { get; init; } = TimeSpan.FromDays(30);

    internal EgressPolicy Egress => new(AllowLoopback, AllowPrivateNetworks);

    internal KubeconfigPolicy Kubeconfig => new(AllowInsecureTls, AllowProxyUrl);
}
