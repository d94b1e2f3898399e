namespace Kpanda.Sandbox.Tests.Kubectl;

/// <summary>Clusters that one kubectl is tried on.</summary>
public interface IKubectlClusters
{
    /// <summary>What the clusters are called here; none where this kubectl or these clusters are not on this machine.</summary>
    static abstract IReadOnlyList<string> Names { get; }

    /// <summary>What is missing where there are none.</summary>
    static abstract string Missing { get; }

    /// <summary>Whether containers run (or are simulated) in a cluster, so that they have logs and take commands. Nodes of test clusters may have none.</summary>
    bool RunsContainers(string name) => true;

    /// <summary>Whether an administrator may act as somebody else.</summary>
    bool LetsImpersonate => true;

    /// <summary>Whether the API server knows clients by certificates that its cluster has signed.</summary>
    bool KnowsCertificates => true;

    /// <summary>kubectl in the hands of an administrator of the cluster.</summary>
    Kubectl Of(string name);
}
