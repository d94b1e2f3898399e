using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Tests.Controllers;

public sealed class StorageTests : IDisposable
{
    private readonly SteppedCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void ClaimOfAClassThatWaits_GetsItsVolumeWhenItsPodHasANode()
    {
        Class("late", "volumeBindingMode: WaitForFirstConsumer");
        Claim("data", "late");
        Phase("data").ShouldBe("Pending");
        _cluster.EventsOf("data").ShouldContain("WaitForFirstConsumer: waiting for first consumer to be created before binding");
        Pod("user", "data");
        Phase("data").ShouldBe("Bound");
        var node = _cluster.Get(BuiltIn.Pods, "user").NodeName().ShouldNotBeNull();
        _cluster.Get(BuiltIn.PersistentVolumeClaims, "data").Annotation("volume.kubernetes.io/selected-node").ShouldBe(node);
        _cluster.EventsOf("data").ShouldContain("Provisioning: External provisioner is provisioning volume for claim \"default/data\"");
    }

    [Fact]
    public void ClaimOfAClassThatNobodyProvisions_TakesAVolumeThatIsThere_OnItsNode()
    {
        Class("local", "volumeBindingMode: WaitForFirstConsumer", "kubernetes.io/no-provisioner");
        Claim("data", "local");
        Pod("user", "data");
        Refusal("user").ShouldContain("2 node(s) didn't find available persistent volumes to bind");
        Volume("disk", "local", "5Gi", "nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node-2]}]}]}}");
        _cluster.Pass(310);
        Phase("data").ShouldBe("Bound");
        _cluster.Get(BuiltIn.PersistentVolumeClaims, "data").TextAt("spec", "volumeName").ShouldBe("disk");
        _cluster.Get(BuiltIn.PersistentVolumeClaims, "data").TextAt("status", "capacity", "storage").ShouldBe("5Gi");
        _cluster.Get(BuiltIn.Pods, "user").NodeName().ShouldBe("node-2");
    }

    [Fact]
    public void Claim_TakesTheSmallestVolumeThatDoes()
    {
        Volume("small", "manual", "500Mi");
        Volume("large", "manual", "9Gi");
        Volume("fits", "manual", "2Gi");
        VolumeOf("large").TextAt("status", "phase").ShouldBe("Available");
        Class("manual", "volumeBindingMode: Immediate", "kubernetes.io/no-provisioner");
        Claim("data", "manual");
        _cluster.Get(BuiltIn.PersistentVolumeClaims, "data").TextAt("spec", "volumeName").ShouldBe("fits");
        VolumeOf("fits").TextAt("status", "phase").ShouldBe("Bound");
        VolumeOf("fits").TextAt("spec", "claimRef", "name").ShouldBe("data");
        VolumeOf("small").TextAt("status", "phase").ShouldBe("Available");
    }

    [Fact]
    public void GrowingClaim_WaitsForAPod_ToGrowItsFileSystem()
    {
        Class("fast");
        Claim("data", "fast");
        Phase("data").ShouldBe("Bound");
        _cluster.Change(BuiltIn.PersistentVolumeClaims, "data", claim => claim["spec"]!["resources"]!["requests"]!["storage"] = "3Gi");
        var claim = _cluster.Get(BuiltIn.PersistentVolumeClaims, "data");
        VolumeOf(claim.TextAt("spec", "volumeName")!).TextAt("spec", "capacity", "storage").ShouldBe("3Gi");
        claim.TextAt("status", "capacity", "storage").ShouldBe("1Gi");
        Conditions.Find(claim.ObjectAt("status"), "FileSystemResizePending").TextAt("message").ShouldBe("Waiting for user to (re-)start a pod to finish file system resize of volume on node.");
        Pod("user", "data");
        _cluster.Pass(20);
        claim = _cluster.Get(BuiltIn.PersistentVolumeClaims, "data");
        claim.TextAt("status", "capacity", "storage").ShouldBe("3Gi");
        claim.ArrayAt("status", "conditions").ShouldBeNull();
        _cluster.EventsOf("data").ShouldContain("FileSystemResizeSuccessful: MountVolume.NodeExpandVolume succeeded for volume");
    }

    [Fact]
    public void VolumeOfADeletedClaim_IsDeletedOrReleasedByItsPolicy()
    {
        Class("gone");
        Class("kept", "reclaimPolicy: Retain");
        Claim("a", "gone");
        Claim("b", "kept");
        var (first, second) = (_cluster.Get(BuiltIn.PersistentVolumeClaims, "a").TextAt("spec", "volumeName")!, _cluster.Get(BuiltIn.PersistentVolumeClaims, "b").TextAt("spec", "volumeName")!);
        _cluster.Store.Delete(BuiltIn.PersistentVolumeClaims, "default", "a");
        _cluster.Store.Delete(BuiltIn.PersistentVolumeClaims, "default", "b");
        _cluster.Settle();
        _cluster.Store.Get(BuiltIn.PersistentVolumes, "", first).ShouldBeNull();
        VolumeOf(second).TextAt("status", "phase").ShouldBe("Released");
    }

    [Fact]
    public void Snapshot_IsTaken_AndAClaimIsMadeOfIt_AndItsContentGoesWithIt()
    {
        var snapshots = new KubeModel.GroupResource("snapshot.storage.k8s.io", "volumesnapshots");
        var contents = new KubeModel.GroupResource("snapshot.storage.k8s.io", "volumesnapshotcontents");
        Define("VolumeSnapshot", "volumesnapshots", "Namespaced");
        Define("VolumeSnapshotContent", "volumesnapshotcontents", "Cluster");
        Define("VolumeSnapshotClass", "volumesnapshotclasses", "Cluster");
        Class("fast");
        Claim("data", "fast");
        _cluster.Apply(snapshots, """
            apiVersion: snapshot.storage.k8s.io/v1
            kind: VolumeSnapshot
            metadata: {name: snap}
            spec: {volumeSnapshotClassName: csi, source: {persistentVolumeClaimName: data}}
            """);
        _cluster.Get(snapshots, "snap").TextAt("status", "error", "message").ShouldNotBeNull().ShouldContain("\"csi\\\" not found");

        Claim("copy", "fast", "dataSource: {apiGroup: snapshot.storage.k8s.io, kind: VolumeSnapshot, name: snap}");
        Phase("copy").ShouldBe("Pending");

        var snapshotClass = SteppedCluster.Parse("apiVersion: snapshot.storage.k8s.io/v1\nkind: VolumeSnapshotClass\nmetadata: {name: csi}\ndriver: sandbox.kpanda.io/disk\ndeletionPolicy: Delete");
        _cluster.Store.Create(new("snapshot.storage.k8s.io", "volumesnapshotclasses"), snapshotClass);
        _cluster.Pass(60);
        var status = _cluster.Get(snapshots, "snap").ObjectAt("status");
        status.BoolAt("readyToUse").ShouldBe(true);
        status.TextAt("restoreSize").ShouldBe("1Gi");
        var content = status.TextAt("boundVolumeSnapshotContentName").ShouldNotBeNull();
        _cluster.Store.Get(contents, "", content)!.ToNode().TextAt("spec", "volumeSnapshotRef", "name").ShouldBe("snap");
        Phase("copy").ShouldBe("Bound");

        _cluster.Store.Delete(snapshots, "default", "snap");
        _cluster.Settle();
        _cluster.Store.Get(snapshots, "default", "snap").ShouldBeNull();
        _cluster.Store.Get(contents, "", content).ShouldBeNull();
    }

    private void Define(string kind, string plural, string scope) => _cluster.Store.Create(BuiltIn.CustomResourceDefinitions, SteppedCluster.Parse($$"""
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata:
          name: {{plural}}.snapshot.storage.k8s.io
        spec:
          group: snapshot.storage.k8s.io
          scope: {{scope}}
          names: {kind: {{kind}}, plural: {{plural}} }
          versions:
          - name: v1
            served: true
            storage: true
            subresources: {status: {} }
            schema:
              openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
        """)).Ok.ShouldBeTrue();

    private string? Phase(string claim) => _cluster.Get(BuiltIn.PersistentVolumeClaims, claim).TextAt("status", "phase");

    private JsonObject VolumeOf(string name) => _cluster.Store.Get(BuiltIn.PersistentVolumes, "", name)!.ToNode();

    private string Refusal(string pod) => Conditions.Find(_cluster.Get(BuiltIn.Pods, pod).ObjectAt("status"), "PodScheduled").TextAt("message") ?? "";

    private void Class(string name, string more = "volumeBindingMode: Immediate", string provisioner = "sandbox.kpanda.io/disk")
    {
        _cluster.Store.Create(BuiltIn.StorageClasses, SteppedCluster.Parse($$"""
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata:
              name: {{name}}
            provisioner: {{provisioner}}
            allowVolumeExpansion: true
            {{more}}
            """)).Ok.ShouldBeTrue();
        _cluster.Settle();
    }

    private void Volume(string name, string storageClass, string size, string more = "persistentVolumeReclaimPolicy: Retain")
    {
        _cluster.Store.Create(BuiltIn.PersistentVolumes, SteppedCluster.Parse($$"""
            apiVersion: v1
            kind: PersistentVolume
            metadata:
              name: {{name}}
            spec:
              accessModes: [ReadWriteOnce]
              storageClassName: {{storageClass}}
              capacity: {storage: {{size}} }
              hostPath: {path: /data}
              {{more}}
            """)).Ok.ShouldBeTrue();
        _cluster.Settle();
    }

    private void Claim(string name, string storageClass, string more = "volumeMode: Filesystem") => _cluster.Apply(BuiltIn.PersistentVolumeClaims, $$"""
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata:
          name: {{name}}
        spec:
          accessModes: [ReadWriteOnce]
          storageClassName: {{storageClass}}
          resources: {requests: {storage: 1Gi} }
          {{more}}
        """);

    private void Pod(string name, string claim) => _cluster.Apply(BuiltIn.Pods, $$"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: {{name}}
        spec:
          containers: [{name: main, image: nginx}]
          volumes:
          - name: v
            persistentVolumeClaim: {claimName: {{claim}} }
        """);
}
