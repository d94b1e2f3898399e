using Kpanda.Sandbox.Tests.Kubectl;

namespace Kpanda.Integration.Tests.Gateway;

/// <summary>The kubectl suite through the platform, on simulated clusters.</summary>
public sealed class GatewayKubectlTests(SandboxGatewayKubectl clusters) : KubectlSuite<SandboxGatewayKubectl>(clusters);

/// <summary>The kubectl suite through the platform, on the real clusters that are named.</summary>
[Collection(RealClusters.Variable)]
public sealed class LiveGatewayKubectlTests(LiveGatewayKubectl clusters) : KubectlSuite<LiveGatewayKubectl>(clusters);
