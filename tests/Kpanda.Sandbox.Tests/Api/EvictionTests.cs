using System.Net;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Tests.Api;

/// <summary>Evictions and the budgets that they take from.</summary>
public sealed class EvictionTests : IAsyncLifetime
{
    private const string Eviction = """{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"NAME","namespace":"default"}}""";

    private ServedCluster _served = null!;

    public async ValueTask InitializeAsync() => _served = await ServedCluster.StartAsync();

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    [Fact]
    public async Task Eviction_TakesOneDisruptionFromTheBudget_AndIsRefusedWhenNoneIsLeft()
    {
        Pod("a", ready: true);
        Pod("b", ready: true);
        Budget(allowed: 1, healthy: 3, desired: 2);

        (await Evict("a")).Code.ShouldBe(HttpStatusCode.Created);
        var status = Status();
        status.Number("disruptionsAllowed").ShouldBe(0);
        status.Child("disruptedPods").ShouldNotBeNull().ContainsKey("a").ShouldBeTrue();
        _served.Cluster.Store.Get(BuiltIn.Pods, "default", "a")!.ToNode().Child("status")!.ToJsonString().ShouldContain("\"reason\":\"EvictionByEvictionAPI\"");

        var (code, body) = await Evict("b");
        code.ShouldBe(HttpStatusCode.TooManyRequests);
        body.Text("message").ShouldBe("Cannot evict pod as it would violate the pod's disruption budget.");
        body.Child("details")!.ToJsonString().ShouldContain("""{"reason":"DisruptionBudget","message":"The disruption budget pdb needs 2 healthy pods and has 3 currently"}""");
        _served.Cluster.Store.Get(BuiltIn.Pods, "default", "b")!.Deleting.ShouldBeFalse();
    }

    [Fact]
    public async Task BudgetThatNobodyHasLookedAtYet_AsksToTryAgain()
    {
        Pod("a", ready: true);
        Budget(allowed: 1, healthy: 3, desired: 2, observed: 0);
        using var answer = await _served.RawAsync(HttpMethod.Post, "/api/v1/namespaces/default/pods/a/eviction", Eviction.Replace("NAME", "a", StringComparison.Ordinal));
        answer.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(10));
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("The disruption budget pdb is still being processed by the server.");
    }

    [Theory]
    [InlineData(null, 2, HttpStatusCode.Created)]
    [InlineData(null, 1, HttpStatusCode.TooManyRequests)]
    [InlineData("IfHealthyBudget", 1, HttpStatusCode.TooManyRequests)]
    [InlineData("AlwaysAllow", 1, HttpStatusCode.Created)]
    public async Task PodThatIsNotReady_MayGoByThePolicyOfItsBudget(string? policy, int healthy, HttpStatusCode expected)
    {
        Pod("a", ready: false);
        Budget(allowed: 0, healthy, desired: 2, policy: policy);
        (await Evict("a")).Code.ShouldBe(expected);
        Status().Number("disruptionsAllowed").ShouldBe(0);
    }

    private Task<(HttpStatusCode Code, JsonObject Body)> Evict(string name) =>
        _served.PostAsync($"/api/v1/namespaces/default/pods/{name}/eviction", Eviction.Replace("NAME", name, StringComparison.Ordinal));

    private JsonObject Status() => _served.Cluster.Store.Get(BuiltIn.PodDisruptionBudgets, "default", "pdb")!.ToNode().Child("status")!;

    private void Pod(string name, bool ready) => _served.Cluster.Store.Create(BuiltIn.Pods, JsonNode.Parse($$$"""
        {"metadata":{"name":"{{{name}}}","namespace":"default","labels":{"app":"web"}},
         "spec":{"nodeName":"n","containers":[{"name":"c","image":"nginx"}]},
         "status":{"phase":"Running","conditions":[{"type":"Ready","status":"{{{(ready ? "True" : "False")}}}"}]}}
        """)!.AsObject()).Ok.ShouldBeTrue();

    private void Budget(int allowed, int healthy, int desired, int observed = 1, string? policy = null)
    {
        var spec = JsonNode.Parse("""{"minAvailable":2,"selector":{"matchLabels":{"app":"web"}}}""")!.AsObject();
        if (policy is not null) spec["unhealthyPodEvictionPolicy"] = policy;
        _served.Cluster.Store.Create(BuiltIn.PodDisruptionBudgets, new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "pdb", ["namespace"] = "default" },
            ["spec"] = spec,
        }).Ok.ShouldBeTrue();
        _served.Cluster.Store.Update(BuiltIn.PodDisruptionBudgets, "default", "pdb", budget =>
        {
            budget["status"] = new JsonObject { ["disruptionsAllowed"] = allowed, ["currentHealthy"] = healthy, ["desiredHealthy"] = desired, ["expectedPods"] = 3, ["observedGeneration"] = observed };
            return budget;
        }, UpdateKind.Status).Ok.ShouldBeTrue();
    }
}
