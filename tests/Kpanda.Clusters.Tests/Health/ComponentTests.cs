using System.Net;
using System.Text.Json;
using Kpanda.Clusters.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Clusters.Tests.Health;

public sealed class ComponentTests : IAsyncLifetime
{
    private FakeCluster _cluster = null!;
    private TestHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        var options = TestHost.Quick with { ComponentsEvery = TimeSpan.FromMilliseconds(50) };
        _host = await TestHost.StartAsync(options, more: services => services.AddSingleton<IClusterFacts>(new Facts()));
        _cluster = await FakeCluster.StartAsync();
        (await _host.ImportAsync("alpha", _cluster.Kubeconfig)).Status.ShouldBe(HttpStatusCode.OK);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task WhatIsThere_IsSaidInWords()
    {
        _cluster.Answers["/api/v1/namespaces/kube-system/pods"] = (200, Pods("True", "False"));
        _cluster.Answers["/apis/metrics.k8s.io/v1beta1"] = (200, """{"kind":"APIResourceList","apiVersion":"v1","resources":[]}""");
        var components = await ComponentsAsync(all => all["DNS"] == "True" && all["Metrics"] == "True");
        Shown(components).ShouldBe(["APIServer=True", "Etcd=True", "Nodes=False", "DNS=True", "Metrics=True"]);
        Message(components, "Nodes").ShouldBe("4/5 nodes are ready.");
        Message(components, "DNS").ShouldBe("1/2 pods are ready.");
        components[0].GetProperty("title").GetString().ShouldBe("API server");
    }

    [Fact]
    public async Task WhatIsBroken_IsSaidInWords()
    {
        _cluster.Answers["/readyz/etcd"] = (500, "etcd failed: reason withheld");
        _cluster.Answers["/api/v1/namespaces/kube-system/pods"] = (200, Pods("False"));
        _cluster.Answers["/apis/metrics.k8s.io/v1beta1"] = (503, "service unavailable");
        var components = await ComponentsAsync(all => all["Etcd"] == "False" && all["DNS"] == "False" && all["Metrics"] == "False");
        Message(components, "Etcd").ShouldContain("cannot work with its etcd");
        Message(components, "DNS").ShouldContain("names inside the cluster are not resolved");
        Message(components, "Metrics").ShouldContain("service unavailable");
        var since = Since(components, "DNS");
        await ComponentsAsync(all => all["DNS"] == "False");
        Since(await ComponentsAsync(_ => true), "DNS").ShouldBe(since, "what stays as it is keeps its time");
    }

    [Fact]
    public async Task WhatIsAbsentOrMayNotBeSeen_IsNotCalledBroken()
    {
        _cluster.Answers["/readyz/etcd"] = (404, "not found");
        _cluster.Answers["/api/v1/namespaces/kube-system/pods"] = (403, "forbidden");
        var components = await ComponentsAsync(all => all["Etcd"] == "Unknown" && all["DNS"] == "Unknown" && all["Metrics"] == "Unknown");
        await _host.UntilAsync(() => _host.Clusters.Health("alpha").Components.Count == 3, "all to be asked");
        components = await ComponentsAsync(_ => true);
        Message(components, "Etcd").ShouldContain("does not tell about its store");
        Message(components, "DNS").ShouldContain("may not see");
        Message(components, "Metrics").ShouldContain("metrics-server");
    }

    [Fact]
    public async Task MemberThatIsAway_MakesAllOfItUnknown()
    {
        await ComponentsAsync(all => all["Etcd"] == "True");
        await _cluster.DisposeAsync();
        var components = await ComponentsAsync(all => all["APIServer"] == "False");
        Shown(components).ShouldBe(["APIServer=False", "Etcd=Unknown", "Nodes=Unknown", "DNS=Unknown", "Metrics=Unknown"]);
        Message(components, "APIServer").ShouldContain("cannot be reached");
        Message(components, "DNS").ShouldContain("does not answer");
    }

    private async Task<IReadOnlyList<JsonElement>> ComponentsAsync(Func<Dictionary<string, string>, bool> until)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            var (_, body) = await _host.SendAsync(HttpMethod.Get, "/clusters/alpha");
            var components = body.GetProperty("status").GetProperty("components").EnumerateArray().ToList();
            if (until(components.ToDictionary(one => one.GetProperty("type").GetString()!, one => one.GetProperty("status").GetString()!))) return components;
            if (deadline.IsCancellationRequested) throw new TimeoutException(string.Join(", ", Shown(components)));
            await Task.Delay(20, CancellationToken.None);
        }
    }

    private static IEnumerable<string> Shown(IEnumerable<JsonElement> components) => components.Select(one => $"{one.GetProperty("type").GetString()}={one.GetProperty("status").GetString()}");

    private static string Message(IEnumerable<JsonElement> components, string type) => Of(components, type).GetProperty("message").GetString()!;

    private static string Since(IEnumerable<JsonElement> components, string type) => Of(components, type).GetProperty("lastTransitionTime").GetString()!;

    private static JsonElement Of(IEnumerable<JsonElement> components, string type) => components.Single(one => one.GetProperty("type").GetString() == type);

    private static string Pods(params string[] ready) =>
        $$$"""{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[{{{string.Join(',', ready.Select(one => $$$"""{"metadata":{"name":"p"},"status":{"conditions":[{"type":"Ready","status":"{{{one}}}"}]}}"""))}}}]}""";

    private sealed class Facts : IClusterFacts
    {
        public ClusterFacts? Find(string cluster) => new ClusterFacts { Nodes = new(5, 4) };
    }
}
