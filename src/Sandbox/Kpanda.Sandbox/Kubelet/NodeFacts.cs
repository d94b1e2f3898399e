namespace Kpanda.Sandbox.Kubelet;

/// <summary>What a pod's status tells about its node.</summary>
internal sealed record NodeFacts(string Name, string Address, Func<string> AllocatePodAddress);
