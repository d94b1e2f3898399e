namespace Kpanda.Sandbox.Tests.Kubectl;

/// <summary>Client libraries of other languages on simulated clusters.</summary>
public sealed class ClientTests(PathKubectl clusters) : ClientSuite<PathKubectl>(clusters);

/// <summary>The same on the clusters that are named.</summary>
public sealed class LiveClientTests(LiveKubectl clusters) : ClientSuite<LiveKubectl>(clusters);
