using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Controllers.Namespaces;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Tests.Controllers;

public sealed class ClusterHousekeepingTests : IDisposable
{
    private readonly SteppedCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void DeletedDeployment_TakesItsReplicaSetsAndPodsWithIt()
    {
        Deployment();
        _cluster.Pass(10);
        _cluster.Store.Delete(BuiltIn.Deployments, "default", "web");
        _cluster.Pass(10);
        _cluster.Store.Count(BuiltIn.ReplicaSets).ShouldBe(0);
        _cluster.Pods().ShouldBeEmpty();
    }

    [Fact]
    public void ForegroundDeletion_WaitsForTheDependents()
    {
        Deployment();
        _cluster.Pass(10);
        _cluster.Store.Delete(BuiltIn.Deployments, "default", "web", new DeleteRequest { Propagation = Propagation.Foreground });
        _cluster.Settle();
        _cluster.Get(BuiltIn.Deployments, "web").IsDeleting().ShouldBeTrue();
        _cluster.Pods().ShouldNotBeEmpty();
        _cluster.Pass(10);
        _cluster.Store.Get(BuiltIn.Deployments, "default", "web").ShouldBeNull();
        _cluster.Pods().ShouldBeEmpty();
    }

    [Fact]
    public void Orphaning_LeavesTheDependentsWithoutAnOwner()
    {
        Deployment();
        _cluster.Pass(10);
        _cluster.Store.Delete(BuiltIn.Deployments, "default", "web", new DeleteRequest { Propagation = Propagation.Orphan });
        _cluster.Pass(10);
        _cluster.Store.Get(BuiltIn.Deployments, "default", "web").ShouldBeNull();
        _cluster.Store.List(BuiltIn.ReplicaSets).Single().OwnerUids.ShouldBeEmpty();
        _cluster.Pods().Count.ShouldBe(2);
    }

    [Fact]
    public void Namespace_GetsItsAccountAndTheAuthority_AndIsEmptiedWhenDeleted()
    {
        _cluster.Store.Create(BuiltIn.Namespaces, NamespaceContents.Namespace("team"));
        _cluster.Settle();
        _cluster.Store.Get(BuiltIn.ServiceAccounts, "team", "default").ShouldNotBeNull();
        _cluster.Store.Get(BuiltIn.ConfigMaps, "team", "kube-root-ca.crt").ShouldNotBeNull();
        _cluster.Apply(BuiltIn.Pods, "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: team}, spec: {containers: [{name: c, image: nginx}]}}");
        _cluster.Pass(10);

        _cluster.Store.Delete(BuiltIn.Namespaces, "", "team");
        _cluster.Settle();
        _cluster.Store.Get(BuiltIn.Namespaces, "", "team")!.ToNode().TextAt("status", "phase").ShouldBe("Terminating");
        _cluster.Pass(20);
        _cluster.Store.Get(BuiltIn.Namespaces, "", "team").ShouldBeNull();
        foreach (var resource in _cluster.Store.Resources())
            _cluster.Store.List(resource, "team").ShouldBeEmpty(resource.ToString());
    }

    [Fact]
    public void ServiceEndpoints_FollowReadiness()
    {
        Deployment();
        _cluster.Apply(BuiltIn.Services, "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}}");
        _cluster.Pass(10);
        var addresses = _cluster.Get(BuiltIn.Endpoints, "web").ObjectsAt("subsets").Single().ObjectsAt("addresses").Select(item => item.TextAt("ip"));
        addresses.ShouldBe(_cluster.Pods("web").Select(pod => pod.TextAt("status", "podIP")), ignoreOrder: true);
        var slice = _cluster.Store.List(BuiltIn.EndpointSlices, "default").Single().ToNode();
        slice.Label("kubernetes.io/service-name").ShouldBe("web");
        slice.ObjectsAt("endpoints").Select(item => item.BoolAt("conditions", "ready")).ShouldBe([true, true]);
        slice.ObjectsAt("ports").Single().IntAt("port").ShouldBe(8080);

        _cluster.Change(BuiltIn.Deployments, "web", item => item["spec"]!["replicas"] = 0);
        _cluster.Pass(10);
        _cluster.Get(BuiltIn.Endpoints, "web").ArrayAt("subsets").ShouldBeNull();
        _cluster.Store.Delete(BuiltIn.Services, "default", "web");
        _cluster.Settle();
        _cluster.Store.Count(BuiltIn.EndpointSlices).ShouldBe(0);
        _cluster.Store.Get(BuiltIn.Endpoints, "default", "web").ShouldBeNull();
    }

    [Fact]
    public void Events_CountUpAndAreForgottenAfterAnHour()
    {
        _cluster.Apply(BuiltIn.Pods, "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: sandbox/crash}]}}");
        _cluster.Pass(600);
        var starts = _cluster.Store.List(BuiltIn.Events).Select(item => item.ToNode()).Single(item => item.TextAt("reason") == "Started");
        starts.IntAt("count")!.Value.ShouldBeGreaterThan(3);
        _cluster.EventsOf("p").ShouldContain(text => text.StartsWith("Scheduled", StringComparison.Ordinal));
        _cluster.Pass(3600);
        _cluster.EventsOf("p").ShouldNotContain(text => text.StartsWith("Scheduled", StringComparison.Ordinal));
    }

    [Fact]
    public void ClaimWithoutAClass_WaitsForOne_AndItsVolumeGoesWithIt()
    {
        _cluster.Apply(BuiltIn.PersistentVolumeClaims, "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: disk}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}");
        _cluster.Get(BuiltIn.PersistentVolumeClaims, "disk").TextAt("spec", "volumeName").ShouldBeNull();
        _cluster.Store.Create(BuiltIn.StorageClasses, Kpanda.Sandbox.Controllers.Storage.VolumeFactory.Class("standard", isDefault: true));
        _cluster.Settle();
        _cluster.Get(BuiltIn.PersistentVolumeClaims, "disk").TextAt("status", "phase").ShouldBe("Bound");
        _cluster.Change(BuiltIn.PersistentVolumeClaims, "disk", item => item["spec"]!["resources"]!["requests"]!["storage"] = "2Gi");
        _cluster.Store.List(BuiltIn.PersistentVolumes).ShouldHaveSingleItem().ToNode().TextAt("spec", "capacity", "storage").ShouldBe("2Gi");
        _cluster.Store.Delete(BuiltIn.PersistentVolumeClaims, "default", "disk");
        _cluster.Settle();
        _cluster.Store.Count(BuiltIn.PersistentVolumes).ShouldBe(0);
    }

    [Fact]
    public void LivelyCluster_ChangesPods_AndIsWholeAgain()
    {
        Deployment();
        _cluster.Pass(10);
        var before = _cluster.Pods().Select(pod => pod.Name()).ToList();
        var life = new Liveliness(_cluster.Plane);
        for (var i = 0; i < 6; i++)
        {
            life.Reconcile(default).ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.FromSeconds(20));
            _cluster.Pass(30);
        }
        _cluster.Pods().Select(pod => pod.Name()).Intersect(before).ShouldBeEmpty();
        _cluster.Get(BuiltIn.Deployments, "web").IntAt("status", "availableReplicas").ShouldBe(2);
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
