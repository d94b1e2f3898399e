namespace Kpanda.Resources.MetalLB;

/// <summary>An address that a new Service would share, and the ports that it would have.</summary>
internal sealed record CheckSharedAddressRequest(string? SharedLoadBalancerIP, IReadOnlyList<int>? ServicePorts);
