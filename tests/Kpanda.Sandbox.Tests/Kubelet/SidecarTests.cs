using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Tests.Kubelet;

/// <summary>Containers that start before the others and run beside them.</summary>
public sealed class SidecarTests : IDisposable
{
    private readonly SteppedCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void Sidecar_StartsBeforeTheRest_AndRunsBesideIt()
    {
        Run("Always", "nginx", "sandbox/slow:1");
        _cluster.Pass(10);
        Status.TextAt("phase").ShouldBe("Pending");
        Main.TextAt("state", "waiting", "reason").ShouldBe("PodInitializing");
        _cluster.Pass(60);
        Status.TextAt("phase").ShouldBe("Running");
        Sidecar.ObjectAt("state", "running").ShouldNotBeNull();
        Conditions.IsTrue(Status, "Ready").ShouldBeTrue();
    }

    [Fact]
    public void SidecarThatEnds_IsRestarted_WhateverThePodsPolicy()
    {
        Run("Never", "nginx", "sandbox/crash:1");
        _cluster.Pass(60);
        Sidecar.IntAt("restartCount").ShouldNotBeNull().ShouldBeGreaterThan(0);
        Status.TextAt("phase").ShouldBe("Running");
    }

    [Fact]
    public void PodWhoseContainersAreDone_HasEnded_ThoughItsSidecarRuns()
    {
        Run("Never", "busybox", "nginx");
        _cluster.Pass(60);
        Status.TextAt("phase").ShouldBe("Succeeded");
    }

    private JsonObject Status => _cluster.Get(BuiltIn.Pods, "one").ObjectAt("status")!;

    private JsonObject Main => Status.ObjectsAt("containerStatuses").ShouldHaveSingleItem();

    private JsonObject Sidecar => Status.ObjectsAt("initContainerStatuses").ShouldHaveSingleItem();

    private void Run(string policy, string image, string sidecar) => _cluster.Apply(BuiltIn.Pods, $$"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: one
        spec:
          restartPolicy: {{policy}}
          initContainers: [{name: beside, image: "{{sidecar}}", restartPolicy: Always}]
          containers: [{name: main, image: "{{image}}"}]
        """);
}
