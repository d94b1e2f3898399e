namespace Kpanda.Sandbox.Tests.Kubectl;

/// <summary>With the kubectl on the PATH, on simulated clusters.</summary>
public sealed class KubectlCommandTests(PathKubectl clusters) : KubectlCommands<PathKubectl>(clusters);

/// <summary>With Debian's kubectl 1.20, on simulated clusters.</summary>
public sealed class OlderKubectlCommandTests(DebianKubectl clusters) : KubectlCommands<DebianKubectl>(clusters);

/// <summary>With the kubectl on the PATH, on the real clusters that are named.</summary>
public sealed class LiveKubectlCommandTests(LiveKubectl clusters) : KubectlCommands<LiveKubectl>(clusters);

/// <summary>With Debian's kubectl 1.20, on the real clusters that are named.</summary>
public sealed class LiveOlderKubectlCommandTests(LiveDebianKubectl clusters) : KubectlCommands<LiveDebianKubectl>(clusters);
