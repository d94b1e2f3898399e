using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Nodes;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Tests.Kubelet;

public sealed class NodeFailureTests : IDisposable
{
    private readonly SteppedCluster _cluster = new(workers: 2);

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void SilentNode_LosesItsPodsAfterFiveMinutes_AndTakesPartAgainWhenItIsBack()
    {
        Deployment();
        _cluster.Pass(10);
        var lost = _cluster.Pods().First(pod => pod.NodeName() == "node-1").Name();
        Power("node-1", on: false);
        _cluster.Pass(45);
        Ready("node-1").ShouldBe("Unknown");
        Node("node-1").ObjectsAt("spec", "taints").Select(taint => taint.TextAt("effect")).ShouldBe(["NoSchedule", "NoExecute"]);
        _cluster.Get(BuiltIn.Pods, lost).IsReady().ShouldBeFalse();
        _cluster.Get(BuiltIn.Pods, lost).IsDeleting().ShouldBeFalse();

        _cluster.Pass(330);
        _cluster.Get(BuiltIn.Pods, lost).IsDeleting().ShouldBeTrue();
        _cluster.Pods().Count(pod => pod.IsReady() && pod.NodeName() == "node-2").ShouldBe(2);

        Power("node-1", on: true);
        _cluster.Pass(30);
        Ready("node-1").ShouldBe("True");
        Node("node-1").ArrayAt("spec", "taints").ShouldBeNull();
        _cluster.Store.Get(BuiltIn.Pods, "default", lost).ShouldBeNull();
        _cluster.Get(BuiltIn.Deployments, "web").IntAt("status", "readyReplicas").ShouldBe(2);
    }

    [Fact]
    public void ShortSilence_CostsNoPod()
    {
        Deployment();
        _cluster.Pass(10);
        var names = _cluster.Pods().Select(pod => pod.Name()).ToList();
        Power("node-1", on: false);
        _cluster.Pass(100);
        _cluster.Pods().Count(pod => pod.IsReady()).ShouldBe(1);
        Power("node-1", on: true);
        _cluster.Pass(30);
        _cluster.Pods().Where(pod => pod.IsReady()).Select(pod => pod.Name()).ShouldBe(names);
    }

    [Fact]
    public void CordonedNode_GetsNoPods()
    {
        _cluster.Store.Update(BuiltIn.Nodes, "", "node-1", node => { node["spec"]!["unschedulable"] = true; return node; });
        _cluster.Settle();
        Node("node-1").ObjectsAt("spec", "taints").Single().TextAt("key").ShouldBe("node.kubernetes.io/unschedulable");
        Deployment();
        _cluster.Pass(10);
        _cluster.Pods().Select(pod => pod.NodeName()).ShouldAllBe(name => name == "node-2");
    }

    private JsonObject Node(string name) => _cluster.Store.Get(BuiltIn.Nodes, "", name)!.ToNode();

    private string? Ready(string name) => Conditions.Find(Node(name).ObjectAt("status"), "Ready").TextAt("status");

    private void Power(string name, bool on)
    {
        _cluster.Store.Update(BuiltIn.Nodes, "", name, node => { node.SetAnnotation(HeartbeatController.PowerAnnotation, on ? "on" : "off"); return node; });
        _cluster.Settle();
    }

    private void Deployment() => _cluster.Apply(BuiltIn.Deployments, """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 2
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec: {containers: [{name: c, image: nginx}]}
        """);
}
