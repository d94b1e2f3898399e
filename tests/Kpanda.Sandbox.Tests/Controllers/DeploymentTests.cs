using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Tests.Controllers;

public sealed class DeploymentTests : IDisposable
{
    private readonly SteppedCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void NewDeployment_ComesUpAndSaysSo()
    {
        Create(3);
        Get().IntAt("status", "updatedReplicas").ShouldBe(3);
        Get().IntAt("status", "availableReplicas").ShouldBeNull();

        _cluster.Pass(10);

        var status = Get().ObjectAt("status");
        status.IntAt("availableReplicas").ShouldBe(3);
        status.IntAt("unavailableReplicas").ShouldBeNull();
        status.IntAt("observedGeneration").ShouldBe((int)Get().Generation());
        Conditions.Find(status, "Available").TextAt("reason").ShouldBe("MinimumReplicasAvailable");
        Conditions.Find(status, "Progressing").TextAt("reason").ShouldBe("NewReplicaSetAvailable");
        Get().Annotation("deployment.kubernetes.io/revision").ShouldBe("1");
        var set = Sets().ShouldHaveSingleItem();
        _cluster.EventsOf("web").ShouldContain($"ScalingReplicaSet: Scaled up replica set {set.Name()} from 0 to 3");
        _cluster.Pods("web").ShouldAllBe(pod => pod.Label("pod-template-hash") == set.Label("pod-template-hash"));
    }

    [Fact]
    public void RollingUpdate_NeverLeavesItsBounds()
    {
        Create(4);
        _cluster.Pass(10);
        SetImage("nginx:1.27");

        for (var i = 0; i < 200; i++)
        {
            _cluster.Pass(0.25);
            var pods = _cluster.Pods("web").Where(pod => !pod.IsDeleting()).ToList();
            pods.Count.ShouldBeLessThanOrEqualTo(5);
            pods.Count(pod => pod.IsReady()).ShouldBeGreaterThanOrEqualTo(3);
        }

        _cluster.Pods("web").Select(Image).ShouldAllBe(image => image == "nginx:1.27");
        Get().Annotation("deployment.kubernetes.io/revision").ShouldBe("2");
        Sets().Count.ShouldBe(2);
        Sets().Sum(set => set.IntAt("spec", "replicas") ?? 0).ShouldBe(4);
    }

    [Fact]
    public void OldTemplateAgain_TakesTheOldReplicaSetUnderANewRevision()
    {
        Create(2);
        _cluster.Pass(10);
        var first = Sets().Single().Name();
        SetImage("nginx:1.27");
        _cluster.Pass(60);
        SetImage("nginx:1.25");
        _cluster.Pass(60);

        Sets().Count.ShouldBe(2);
        var active = Sets().Single(set => set.IntAt("spec", "replicas") > 0);
        active.Name().ShouldBe(first);
        active.Annotation("deployment.kubernetes.io/revision").ShouldBe("3");
        active.Annotation("deployment.kubernetes.io/revision-history").ShouldBe("1");
        Get().Annotation("deployment.kubernetes.io/revision").ShouldBe("3");
    }

    [Fact]
    public void Recreate_StopsAllOldPodsBeforeANewOneStarts()
    {
        Create(3, "strategy: { type: Recreate }");
        _cluster.Pass(10);
        SetImage("nginx:1.27");
        for (var i = 0; i < 100; i++)
        {
            _cluster.Pass(0.1);
            var images = _cluster.Pods("web").Select(Image).Distinct().ToList();
            images.Count.ShouldBeLessThanOrEqualTo(1);
        }
        _cluster.Pods("web").Count(pod => Image(pod) == "nginx:1.27" && pod.IsReady()).ShouldBe(3);
    }

    [Fact]
    public void PausedDeployment_KeepsItsTemplateUntilResumed()
    {
        Create(2);
        _cluster.Pass(10);
        _cluster.Change(BuiltIn.Deployments, "web", item => item["spec"]!["paused"] = true);
        SetImage("nginx:1.27");
        _cluster.Pass(30);
        Sets().Count.ShouldBe(1);
        Conditions.Find(Get().ObjectAt("status"), "Progressing").TextAt("reason").ShouldBe("DeploymentPaused");

        _cluster.Change(BuiltIn.Deployments, "web", item => item["spec"]!.AsObject().Remove("paused"));
        _cluster.Pass(30);
        _cluster.Pods("web").Select(Image).ShouldAllBe(image => image == "nginx:1.27");
    }

    [Fact]
    public void ImageThatCannotBePulled_StopsTheRollOutAndPassesTheDeadline()
    {
        Create(3, "progressDeadlineSeconds: 60");
        _cluster.Pass(10);
        SetImage("nginx:does-not-exist");
        _cluster.Pass(120);

        Get().IntAt("status", "availableReplicas").ShouldBe(3);
        Get().IntAt("status", "updatedReplicas").ShouldBe(1);
        Conditions.Find(Get().ObjectAt("status"), "Progressing").TextAt("reason").ShouldBe("ProgressDeadlineExceeded");
        Conditions.Find(Get().ObjectAt("status"), "Available").TextAt("status").ShouldBe("True");
    }

    [Fact]
    public void Scaling_IsOneStepAndKeepsTheRevision()
    {
        Create(2);
        _cluster.Pass(10);
        _cluster.Change(BuiltIn.Deployments, "web", item => item["spec"]!["replicas"] = 5);
        _cluster.Pass(10);
        Get().IntAt("status", "readyReplicas").ShouldBe(5);
        _cluster.Change(BuiltIn.Deployments, "web", item => item["spec"]!["replicas"] = 0);
        _cluster.Pass(10);
        _cluster.Pods("web").ShouldBeEmpty();
        Get().Annotation("deployment.kubernetes.io/revision").ShouldBe("1");
        Sets().Count.ShouldBe(1);
    }

    [Fact]
    public void ManyRevisions_KeepAsManyAsTheLimitSays()
    {
        Create(1, "revisionHistoryLimit: 2");
        for (var i = 0; i < 6; i++)
        {
            SetImage($"nginx:1.{20 + i}");
            _cluster.Pass(30);
        }
        Sets().Count.ShouldBe(3);
    }

    [Fact]
    public void DeletedPod_IsReplaced()
    {
        Create(2);
        _cluster.Pass(10);
        var gone = _cluster.Pods("web")[0].Name();
        _cluster.Store.Delete(BuiltIn.Pods, "default", gone);
        _cluster.Pass(10);
        _cluster.Pods("web").Count(pod => pod.IsReady()).ShouldBe(2);
        _cluster.Pods("web").ShouldNotContain(pod => pod.Name() == gone);
        _cluster.EventsOf(gone).ShouldContain("Killing: Stopping container nginx");
    }

    private void Create(int replicas, string more = "minReadySeconds: 0") => _cluster.Apply(BuiltIn.Deployments, $"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: {replicas}
          {more}
          selector:
            matchLabels:
              app: web
          template:
            metadata:
              labels:
                app: web
            spec:
              containers:
              - name: nginx
                image: nginx:1.25
        """);

    private void SetImage(string image) => _cluster.Change(BuiltIn.Deployments, "web", item => item["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = image);

    private JsonObject Get() => _cluster.Get(BuiltIn.Deployments, "web");

    private List<JsonObject> Sets() => [.. _cluster.Store.List(BuiltIn.ReplicaSets, "default").Select(set => set.ToNode())];

    private static string Image(JsonObject pod) => pod.ObjectsAt("spec", "containers").First().TextAt("image")!;
}
