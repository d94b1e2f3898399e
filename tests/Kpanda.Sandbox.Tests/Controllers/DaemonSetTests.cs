using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Tests.Controllers;

public sealed class DaemonSetTests : IDisposable
{
    private readonly SteppedCluster _cluster = new(workers: 3);

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void EveryWorker_GetsOnePod_AndSoDoesANewOne()
    {
        Create();
        _cluster.Pass(10);
        Nodes().ShouldBe(["node-1", "node-2", "node-3"]);
        _cluster.AddNode("node-4", 4);
        _cluster.Pass(10);
        Nodes().ShouldBe(["node-1", "node-2", "node-3", "node-4"]);
        var status = _cluster.Get(BuiltIn.DaemonSets, "agent").ObjectAt("status");
        status.IntAt("desiredNumberScheduled").ShouldBe(4);
        status.IntAt("numberAvailable").ShouldBe(4);
    }

    [Fact]
    public void ToleratingSet_RunsOnTheControlPlaneToo()
    {
        Create("tolerations: [{operator: Exists}]");
        _cluster.Pass(10);
        Nodes().ShouldBe(["cp", "node-1", "node-2", "node-3"]);
    }

    [Fact]
    public void Update_TakesOneNodeAtATime()
    {
        Create();
        _cluster.Pass(10);
        _cluster.Change(BuiltIn.DaemonSets, "agent", item => item["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = "agent:2");
        for (var i = 0; i < 120; i++)
        {
            _cluster.Pods("agent").Count(pod => pod.IsReady() && !pod.IsDeleting()).ShouldBeGreaterThanOrEqualTo(2);
            _cluster.Pass(0.25);
        }
        _cluster.Pods("agent").Select(pod => pod.ObjectsAt("spec", "containers").First().TextAt("image")).ShouldBe(["agent:2", "agent:2", "agent:2"]);
        _cluster.Get(BuiltIn.DaemonSets, "agent").IntAt("status", "updatedNumberScheduled").ShouldBe(3);
    }

    [Fact]
    public void RemovedNode_TakesItsPodWithIt()
    {
        Create();
        _cluster.Pass(10);
        _cluster.Store.Delete(BuiltIn.Nodes, "", "node-2", DeleteRequest.Now);
        _cluster.Pass(10);
        Nodes().ShouldBe(["node-1", "node-3"]);
    }

    private IEnumerable<string?> Nodes() => _cluster.Pods("agent").Select(pod => pod.NodeName()).Order();

    private void Create(string more = "restartPolicy: Always") => _cluster.Apply(BuiltIn.DaemonSets, $"""
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: agent
        spec:
          selector:
            matchLabels:
              app: agent
          template:
            metadata:
              labels:
                app: agent
            spec:
              {more}
              containers:
              - name: agent
                image: agent:1
        """);
}
