using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Tests.Kubelet;

public sealed class ProbeTests : IDisposable
{
    private readonly SteppedCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void LivenessProbeThatFails_RestartsTheContainer()
    {
        Run("livenessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 5, failureThreshold: 2}", "sandbox.kpanda.io/unhealthy-seconds: \"30\"");
        _cluster.Pass(35);
        Entry.IntAt("restartCount").ShouldBe(0);
        _cluster.Pass(25);
        Entry.IntAt("restartCount").ShouldBe(1);
        Entry.IntAt("lastState", "terminated", "exitCode").ShouldBe(137);
        _cluster.EventsOf("one").ShouldContain("Unhealthy: Liveness probe failed: HTTP probe failed with statuscode: 500");
        _cluster.EventsOf("one").ShouldContain("Killing: Container main failed liveness probe, will be restarted");
    }

    [Fact]
    public void StartupProbe_ComesBeforeReadiness()
    {
        Run("startupProbe: {httpGet: {path: /, port: 80}, initialDelaySeconds: 20}", "a: b");
        _cluster.Pass(10);
        Entry.ObjectAt("state", "running").ShouldNotBeNull();
        Entry.BoolAt("started").ShouldBe(false);
        Entry.BoolAt("ready").ShouldBe(false);
        _cluster.Pass(20);
        Entry.BoolAt("started").ShouldBe(true);
        Entry.BoolAt("ready").ShouldBe(true);
    }

    [Fact]
    public void ReadinessProbe_IsAskedAfterItsDelay()
    {
        Run("readinessProbe: {httpGet: {path: /, port: 80}, initialDelaySeconds: 15}", "a: b");
        _cluster.Pass(10);
        Entry.BoolAt("ready").ShouldBe(false);
        _cluster.Pass(15);
        Entry.BoolAt("ready").ShouldBe(true);
    }

    private JsonObject Entry => _cluster.Get(BuiltIn.Pods, "one").ObjectsAt("status", "containerStatuses").ShouldHaveSingleItem();

    private void Run(string probe, string annotation) => _cluster.Apply(BuiltIn.Pods, $$"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: one
          annotations: { {{annotation}} }
        spec:
          containers:
          - name: main
            image: nginx
            {{probe}}
        """);
}
