namespace Kpanda.Sandbox.Tests.Kubectl;

/// <summary>With the kubectl on the PATH, over WebSockets where the cluster's version has them.</summary>
public sealed class KubectlStreamTests(PathKubectl clusters) : KubectlStreamSuite<PathKubectl>(clusters);

/// <summary>The same kubectl over SPDY/3.1.</summary>
public sealed class SpdyKubectlStreamTests(SpdyKubectl clusters) : KubectlStreamSuite<SpdyKubectl>(clusters);

/// <summary>With Debian's kubectl 1.20, which knows SPDY/3.1 alone.</summary>
public sealed class OlderKubectlStreamTests(DebianKubectl clusters) : KubectlStreamSuite<DebianKubectl>(clusters);

/// <summary>With the kubectl on the PATH, on the real clusters that are named.</summary>
public sealed class LiveKubectlStreamTests(LiveKubectl clusters) : KubectlStreamSuite<LiveKubectl>(clusters);

/// <summary>The same over SPDY/3.1.</summary>
public sealed class LiveSpdyKubectlStreamTests(LiveSpdyKubectl clusters) : KubectlStreamSuite<LiveSpdyKubectl>(clusters);

/// <summary>With Debian's kubectl 1.20, on the real clusters that are named.</summary>
public sealed class LiveOlderKubectlStreamTests(LiveDebianKubectl clusters) : KubectlStreamSuite<LiveDebianKubectl>(clusters);
