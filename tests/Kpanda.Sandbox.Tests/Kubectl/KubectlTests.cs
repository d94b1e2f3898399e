namespace Kpanda.Sandbox.Tests.Kubectl;

/// <summary>With the kubectl on the PATH, on simulated clusters of five versions.</summary>
public sealed class KubectlTests(PathKubectl clusters) : KubectlSuite<PathKubectl>(clusters);

/// <summary>With Debian's kubectl 1.20, on simulated clusters of five versions.</summary>
public sealed class OlderKubectlTests(DebianKubectl clusters) : KubectlSuite<DebianKubectl>(clusters);

/// <summary>With the kubectl on the PATH, on the real clusters that are named. The two that tell these stories there use the same names, one after the other.</summary>
[Collection("stories on named clusters")]
public sealed class LiveKubectlTests(LiveKubectl clusters) : KubectlSuite<LiveKubectl>(clusters);

/// <summary>With Debian's kubectl 1.20, on the real clusters that are named.</summary>
[Collection("stories on named clusters")]
public sealed class LiveOlderKubectlTests(LiveDebianKubectl clusters) : KubectlSuite<LiveDebianKubectl>(clusters);
