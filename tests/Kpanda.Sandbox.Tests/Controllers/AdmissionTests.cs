using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Tests.Controllers;

/// <summary>Quotas, limits and levels of security hold for what controllers create, too.</summary>
public sealed class AdmissionTests
{
    private const string Set =
        """
        apiVersion: apps/v1
        kind: KIND
        metadata: {name: web}
        spec:
          replicas: 3
          serviceName: web
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers:
              - name: c
                image: nginx:1.27
                resources: {requests: {cpu: 200m}, limits: {memory: 64Mi}}
        """;

    [Theory]
    [InlineData("Deployment")]
    [InlineData("StatefulSet")]
    public void Quota_HoldsForWorkloads_AndPodsComeWhenItIsRaised(string kind)
    {
        using var cluster = new SteppedCluster();
        cluster.Apply(BuiltIn.ResourceQuotas, "metadata: {name: q}\nspec: {hard: {requests.cpu: 500m, pods: \"10\"}}");
        cluster.Apply(new("apps", kind.ToLowerInvariant() + "s"), Set.Replace("KIND", kind, StringComparison.Ordinal));
        cluster.Pass(5);
        cluster.Pods("web").Count.ShouldBe(2);
        Used(cluster, "requests.cpu").ShouldBe("400m");
        Used(cluster, "pods").ShouldBe("2");
        var about = kind == "Deployment" ? cluster.Store.List(BuiltIn.ReplicaSets, "default").ShouldHaveSingleItem().Key.Name : "web";
        cluster.EventsOf(about).ShouldContain(e => e.StartsWith("FailedCreate:", StringComparison.Ordinal)
            && e.EndsWith("is forbidden: exceeded quota: q, requested: requests.cpu=200m, used: requests.cpu=400m, limited: requests.cpu=500m", StringComparison.Ordinal));
        if (kind == "Deployment") Conditions.IsTrue(cluster.Get(BuiltIn.Deployments, "web").ObjectAt("status"), "ReplicaFailure").ShouldBeTrue();

        cluster.Change(BuiltIn.ResourceQuotas, "q", q => q["spec"]!["hard"]!["requests.cpu"] = "1");
        cluster.Pass(30);
        cluster.Pods("web").Count.ShouldBe(3);
        Used(cluster, "requests.cpu").ShouldBe("600m");
        if (kind == "Deployment") Conditions.Find(cluster.Get(BuiltIn.Deployments, "web").ObjectAt("status"), "ReplicaFailure").ShouldBeNull();
    }

    [Fact]
    public void LimitRange_GivesControlledPodsTheirRequests()
    {
        using var cluster = new SteppedCluster();
        cluster.Apply(BuiltIn.LimitRanges, "metadata: {name: l}\nspec: {limits: [{type: Container, default: {cpu: 500m}, defaultRequest: {memory: 32Mi}}]}");
        cluster.Apply(BuiltIn.Deployments, Set.Replace("KIND", "Deployment", StringComparison.Ordinal));
        cluster.Pass(5);
        var pod = cluster.Pods("web")[0];
        var resources = pod.ObjectsAt("spec", "containers").ShouldHaveSingleItem().ObjectAt("resources")!;
        resources.TextAt("limits", "cpu").ShouldBe("500m");
        resources.TextAt("requests", "cpu").ShouldBe("200m");
        resources.TextAt("limits", "memory").ShouldBe("64Mi");
        pod.TextAt("metadata", "annotations", "kubernetes.io/limit-ranger").ShouldBe("LimitRanger plugin set: cpu limit for container c");
    }

    [Fact]
    public void RestrictedNamespace_HasNoPodsOfAPlainDeployment()
    {
        using var cluster = new SteppedCluster();
        cluster.Store.Update(BuiltIn.Namespaces, "", "default", ns => With(ns, "restricted")).Ok.ShouldBeTrue();
        cluster.Apply(BuiltIn.Deployments, Set.Replace("KIND", "Deployment", StringComparison.Ordinal));
        cluster.Pass(5);
        cluster.Pods("web").ShouldBeEmpty();
        Conditions.Find(cluster.Get(BuiltIn.Deployments, "web").ObjectAt("status"), "ReplicaFailure").TextAt("message")!.ShouldContain("violates PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false");
        cluster.Store.Update(BuiltIn.Namespaces, "", "default", ns => With(ns, "baseline")).Ok.ShouldBeTrue();
        cluster.Pass(30);
        cluster.Pods("web").Count.ShouldBe(3);
    }

    private static JsonObject With(JsonObject ns, string level)
    {
        ns["metadata"]!["labels"] = new JsonObject { ["pod-security.kubernetes.io/enforce"] = level };
        return ns;
    }

    private static string? Used(SteppedCluster cluster, string name) => cluster.Get(BuiltIn.ResourceQuotas, "q").TextAt("status", "used", name);
}
