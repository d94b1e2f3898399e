using Kpanda.Kube.Tests.Fakes;
using Kpanda.KubeModel;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Kube.Tests.Discovery;

public sealed class DiscoveryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AggregatedDocuments_AreTwoRequests()
    {
        await using var member = await FakeMember.StartAsync(context =>
        {
            context.Response.ContentType = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
            return context.Response.WriteAsync(context.Request.Path == "/api" ? AggregatedCore : AggregatedGroups);
        });
        (await member.Client().DiscoverAsync(Stop)).TryGet(out var discovery, out var failure).ShouldBeTrue(failure?.Message);
        member.Requests.Count.ShouldBe(2);
        member.Requests.ShouldAllBe(request => request.Headers["Accept"][0].Contains("as=APIGroupDiscoveryList", StringComparison.Ordinal));
        var pods = discovery!.Resources.Single(resource => resource.Gvr == new GroupVersionResource("", "v1", "pods"));
        (pods.Kind, pods.Namespaced, pods.SingularName).ShouldBe(("Pod", true, "pod"));
        pods.ShortNames.ShouldBe(["po"]);
        pods.Categories.ShouldBe(["all"]);
        pods.Subresources.ShouldBe(["log", "status"]);
        discovery.Preferred().Single(resource => resource.Gvr.Resource == "deployments").Gvr.Version.ShouldBe("v1");
        discovery.Unavailable.ShouldBe(["metrics.k8s.io/v1beta1"]);
    }

    [Fact]
    public async Task LegacyDocuments_GiveTheSame()
    {
        await using var member = await FakeMember.StartAsync(context => context.Request.Path.Value switch
        {
            "/api" => context.JsonAsync("""{"kind":"APIVersions","versions":["v1"]}"""),
            "/apis" => context.JsonAsync("""{"kind":"APIGroupList","apiVersion":"v1","groups":[{"name":"apps","versions":[{"groupVersion":"apps/v1beta2","version":"v1beta2"},{"groupVersion":"apps/v1","version":"v1"}],"preferredVersion":{"groupVersion":"apps/v1","version":"v1"}},{"name":"metrics.k8s.io","versions":[{"groupVersion":"metrics.k8s.io/v1beta1","version":"v1beta1"}]}]}"""),
            "/api/v1" => context.JsonAsync("""{"kind":"APIResourceList","groupVersion":"v1","resources":[{"name":"pods","singularName":"pod","namespaced":true,"kind":"Pod","verbs":["get","list","watch"],"shortNames":["po"],"categories":["all"]},{"name":"pods/log","namespaced":true,"kind":"Pod","verbs":["get"]},{"name":"pods/status","namespaced":true,"kind":"Pod","verbs":["get"]},{"name":"nodes","namespaced":false,"kind":"Node","verbs":["list","watch"]}]}"""),
            "/apis/apps/v1" or "/apis/apps/v1beta2" => context.JsonAsync("""{"kind":"APIResourceList","groupVersion":"apps/v1","resources":[{"name":"deployments","namespaced":true,"kind":"Deployment","verbs":["list","watch"]}]}"""),
            _ => context.StatusAsync(503, "ServiceUnavailable", "the server is currently unable to handle the request"),
        });
        (await member.Client().DiscoverAsync(Stop)).TryGet(out var discovery, out var failure).ShouldBeTrue(failure?.Message);
        var pods = discovery!.Resources.Single(resource => resource.Gvr == new GroupVersionResource("", "v1", "pods"));
        (pods.Kind, pods.Namespaced, pods.IsListable).ShouldBe(("Pod", true, true));
        pods.Subresources.ShouldBe(["log", "status"]);
        discovery.Preferred().Single(resource => resource.Gvr.Resource == "deployments").Gvr.Version.ShouldBe("v1");
        discovery.Resources.Single(resource => resource.Gvr.Resource == "nodes").Namespaced.ShouldBeFalse();
        discovery.Unavailable.ShouldBe(["metrics.k8s.io/v1beta1"]);
    }

    [Fact]
    public async Task UnchangedDocuments_AreNotSentAgain()
    {
        var groups = AggregatedGroups;
        await using var member = await FakeMember.StartAsync(context =>
        {
            var body = context.Request.Path == "/api" ? AggregatedCore : groups;
            var tag = $"\"{body.Length}\"";
            context.Response.Headers.ETag = tag;
            if (context.Request.Headers.IfNoneMatch == tag)
            {
                context.Response.StatusCode = 304;
                return Task.CompletedTask;
            }

            return context.JsonAsync(body);
        });
        var client = member.Client();
        (await client.DiscoverAsync(Stop)).TryGet(out var first, out _).ShouldBeTrue();
        (await client.DiscoverAsync(first!, Stop)).TryGet(out var same, out var failure).ShouldBeTrue(failure?.Message);
        same.ShouldBeSameAs(first);
        member.Requests.Count.ShouldBe(4);

        // A definition comes: only then is everything read again.
        groups = groups.Replace("\"name\":\"metrics.k8s.io\"},\"versions\":[{\"version\":\"v1beta1\",\"freshness\":\"Stale\"}]", "\"name\":\"example.io\"},\"versions\":[{\"version\":\"v1\",\"resources\":[{\"resource\":\"things\",\"responseKind\":{\"kind\":\"Thing\"},\"scope\":\"Cluster\",\"verbs\":[\"list\"]}]}]", StringComparison.Ordinal);
        groups.ShouldContain("things");
        (await client.DiscoverAsync(first!, Stop)).TryGet(out var second, out failure).ShouldBeTrue(failure?.Message);
        second!.Since(first!).Added.ShouldHaveSingleItem().Gvr.ShouldBe(new GroupVersionResource("example.io", "v1", "things"));
        second.Since(first!).Removed.ShouldBeEmpty();
        first!.Since(second).Removed.ShouldHaveSingleItem().Kind.ShouldBe("Thing");
    }

    [Fact]
    public void WhatIsGoneWithItsServer_IsNotCountedAsGone()
    {
        var metrics = new ApiResource(new("metrics.k8s.io", "v1beta1", "pods"), "PodMetrics", true, ["list"]);
        var before = new KubeDiscovery([metrics], []);
        new KubeDiscovery([], ["metrics.k8s.io/v1beta1"]).Since(before).Removed.ShouldBeEmpty();
        new KubeDiscovery([], []).Since(before).Removed.ShouldBe([metrics]);
    }

    [Fact]
    public async Task OddEntries_HideNoOthers()
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync(context.Request.Path == "/api" ? AggregatedCore : """
            {"kind":"APIGroupDiscoveryList","items":[{"metadata":7},{"versions":"x"},{"metadata":{"name":"a"},"versions":[{"version":"v1","resources":[{"resource":"../etc"},{"resource":"ok","responseKind":{"kind":"Ok"},"scope":"Cluster","verbs":["list","watch"]}]}]}]}
            """));
        (await member.Client().DiscoverAsync(Stop)).TryGet(out var discovery, out var failure).ShouldBeTrue(failure?.Message);
        discovery!.Resources.Select(resource => resource.Gvr.Resource).ShouldBe(["pods", "ok"]);
    }

    [Fact]
    public async Task SomethingElse_IsNoKubernetesApi()
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync("""{"hello":"world"}"""));
        var failure = (await member.Client().DiscoverAsync(Stop)).Failure.ShouldNotBeNull();
        failure.Phase.ShouldBe(FailurePhase.Protocol);
    }

    private const string AggregatedCore = """
        {"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","metadata":{},"items":[{"metadata":{"creationTimestamp":null},"versions":[{"version":"v1","freshness":"Current","resources":[
        {"resource":"pods","responseKind":{"group":"","version":"v1","kind":"Pod"},"scope":"Namespaced","singularResource":"pod","verbs":["get","list","watch"],"shortNames":["po"],"categories":["all"],
        "subresources":[{"subresource":"log","responseKind":{"kind":"Pod"},"verbs":["get"]},{"subresource":"status","responseKind":{"kind":"Pod"},"verbs":["get"]}]}]}]}]}
        """;

    private const string AggregatedGroups = """
        {"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","metadata":{},"items":[
        {"metadata":{"name":"apps"},"versions":[{"version":"v1","freshness":"Current","resources":[{"resource":"deployments","responseKind":{"group":"apps","version":"v1","kind":"Deployment"},"scope":"Namespaced","verbs":["list","watch"]}]},
        {"version":"v1beta2","freshness":"Current","resources":[{"resource":"deployments","responseKind":{"kind":"Deployment"},"scope":"Namespaced","verbs":["list","watch"]}]}]},
        {"metadata":{"name":"metrics.k8s.io"},"versions":[{"version":"v1beta1","freshness":"Stale"}]}]}
        """;
}
