using Kpanda.Sandbox.Tests.Kubectl;

namespace Kpanda.Integration.Tests.Gateway;

/// <summary>Client libraries of other languages through the platform, with the kubeconfigs that it makes, on simulated clusters.</summary>
public sealed class GatewayClientTests(ClientGatewayKubectl clusters) : ClientSuite<ClientGatewayKubectl>(clusters);

/// <summary>The same on the real clusters that are named.</summary>
[Collection(RealClusters.Variable)]
public sealed class LiveGatewayClientTests(LiveGatewayKubectl clusters) : ClientSuite<LiveGatewayKubectl>(clusters);
