namespace Kpanda.Sandbox.Tests.Kubectl;

/// <summary>With the kubectl on the PATH, over WebSockets where the cluster's version has them.</summary>
public sealed class KubectlStreamTests(PathKubectl clusters) : KubectlStreamSuite<PathKubectl>(clusters);

/// <summary>The same kubectl over SPDY/3.1.</summary>
public sealed class SpdyKubectlStreamTests(SpdyKubectl clusters) : KubectlStreamSuite<SpdyKubectl>(clusters);

/// <summary>With Debian's kubectl 1.20, which knows SPDY/3.1 alone.</summary>
public sealed class OlderKubectlStreamTests(DebianKubectl clusters) : KubectlStreamSuite<DebianKubectl>(clusters);
