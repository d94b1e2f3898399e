namespace Kpanda.Sandbox.Kubelet;

/// <summary>What one container used at the last measurement: CPUs, and bytes of its working set.</summary>
internal sealed record ContainerUsage(string Name, decimal Cpus, long MemoryBytes);
