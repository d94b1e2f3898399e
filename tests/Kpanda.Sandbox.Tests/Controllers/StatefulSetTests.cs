using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Tests.Controllers;

public sealed class StatefulSetTests : IDisposable
{
    private readonly SteppedCluster _cluster = new();

    public StatefulSetTests() => _cluster.Store.Create(BuiltIn.StorageClasses, Kpanda.Sandbox.Controllers.Storage.VolumeFactory.Class("standard", isDefault: true));

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void Pods_ComeUpOneAfterAnother_WithTheirClaims()
    {
        Create(3);
        var seen = new List<int>();
        for (var i = 0; i < 60; i++)
        {
            var pods = _cluster.Pods("db");
            seen.Add(pods.Count);
            pods.Count(pod => !pod.IsReady()).ShouldBeLessThanOrEqualTo(1);
            _cluster.Pass(0.5);
        }
        seen.ShouldBe(seen.Order());
        _cluster.Pods("db").Select(pod => pod.Name()).ShouldBe(["db-0", "db-1", "db-2"]);
        foreach (var name in (string[])["data-db-0", "data-db-1", "data-db-2"])
            _cluster.Get(BuiltIn.PersistentVolumeClaims, name).TextAt("status", "phase").ShouldBe("Bound");
        var status = _cluster.Get(BuiltIn.StatefulSets, "db").ObjectAt("status");
        status.IntAt("readyReplicas").ShouldBe(3);
        status.TextAt("currentRevision").ShouldBe(status.TextAt("updateRevision"));
    }

    [Fact]
    public void Update_GoesFromTheTopToThePartition()
    {
        Create(3, "updateStrategy: { type: RollingUpdate, rollingUpdate: { partition: 1 } }");
        _cluster.Pass(30);
        SetImage("postgres:17");
        _cluster.Pass(60);
        _cluster.Pods("db").Select(Image).ShouldBe(["postgres:16", "postgres:17", "postgres:17"]);
        var status = _cluster.Get(BuiltIn.StatefulSets, "db").ObjectAt("status");
        status.IntAt("updatedReplicas").ShouldBe(2);
        status.TextAt("currentRevision").ShouldNotBe(status.TextAt("updateRevision"));

        _cluster.Change(BuiltIn.StatefulSets, "db", set => set["spec"]!["updateStrategy"]!["rollingUpdate"]!["partition"] = 0);
        _cluster.Pass(60);
        _cluster.Pods("db").Select(Image).ShouldAllBe(image => image == "postgres:17");
    }

    [Fact]
    public void OnDelete_WaitsForAPersonToDeleteThePod()
    {
        Create(2, "updateStrategy: { type: OnDelete }");
        _cluster.Pass(30);
        SetImage("postgres:17");
        _cluster.Pass(60);
        _cluster.Pods("db").Select(Image).ShouldAllBe(image => image == "postgres:16");
        _cluster.Store.Delete(BuiltIn.Pods, "default", "db-0");
        _cluster.Pass(30);
        _cluster.Pods("db").Select(Image).ShouldBe(["postgres:17", "postgres:16"]);
    }

    [Fact]
    public void ScalingDown_TakesTheHighestFirst_AndKeepsTheClaims()
    {
        Create(3);
        _cluster.Pass(30);
        _cluster.Change(BuiltIn.StatefulSets, "db", set => set["spec"]!["replicas"] = 1);
        _cluster.Pods("db").Where(pod => pod.IsDeleting()).Select(pod => pod.Name()).ShouldBe(["db-2"]);
        _cluster.Pass(30);
        _cluster.Pods("db").Select(pod => pod.Name()).ShouldBe(["db-0"]);
        _cluster.Store.Count(BuiltIn.PersistentVolumeClaims).ShouldBe(3);
    }

    [Fact]
    public void Parallel_StartsAllAtOnce()
    {
        Create(3, "podManagementPolicy: Parallel");
        _cluster.Pods("db").Count.ShouldBe(3);
    }

    [Fact]
    public void RollBack_IsARevisionOnTop()
    {
        Create(1);
        _cluster.Pass(20);
        SetImage("postgres:17");
        _cluster.Pass(20);
        SetImage("postgres:16");
        _cluster.Pass(20);
        var revisions = _cluster.Store.List(BuiltIn.ControllerRevisions, "default").Select(item => item.ToNode()).ToList();
        revisions.Count.ShouldBe(2);
        revisions.Max(item => item.LongAt("revision")).ShouldBe(3);
        Image(_cluster.Pods("db").Single()).ShouldBe("postgres:16");
    }

    private void Create(int replicas, string more = "podManagementPolicy: OrderedReady") => _cluster.Apply(BuiltIn.StatefulSets, $"""
        apiVersion: apps/v1
        kind: StatefulSet
        metadata:
          name: db
        spec:
          replicas: {replicas}
          serviceName: db
          {more}
          selector:
            matchLabels:
              app: db
          template:
            metadata:
              labels:
                app: db
            spec:
              containers:
              - name: postgres
                image: postgres:16
          volumeClaimTemplates:
          - metadata:
              name: data
            spec:
              accessModes: [ReadWriteOnce]
              resources:
                requests:
                  storage: 1Gi
        """);

    private void SetImage(string image) => _cluster.Change(BuiltIn.StatefulSets, "db", item => item["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = image);

    private static string Image(JsonObject pod) => pod.ObjectsAt("spec", "containers").First().TextAt("image")!;
}
