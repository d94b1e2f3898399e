using System.Net;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Tests.Api;

/// <summary>Priorities of pods, and sizes of claims: what admission computes and refuses, in the words of 1.36.2.</summary>
public sealed class PriorityTests : IAsyncLifetime
{
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string Classes = "/apis/scheduling.k8s.io/v1/priorityclasses";

    private ServedCluster _served = null!;

    public async ValueTask InitializeAsync() => _served = await ServedCluster.StartAsync();

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    [Fact]
    public async Task Pod_HasThePriorityOfItsClass_OrOfTheDefault()
    {
        (await _served.PostAsync(Classes, """{"metadata":{"name":"high"},"value":5000,"preemptionPolicy":"Never"}""")).Code.ShouldBe(HttpStatusCode.Created);
        var (_, high) = await CreateAsync("a", "\"priorityClassName\":\"high\"");
        high.Child("spec").Number("priority").ShouldBe(5000);
        high.Child("spec").Text("preemptionPolicy").ShouldBe("Never");
        (await CreateAsync("b", "\"priorityClassName\":\"system-node-critical\"")).Body.Child("spec").Number("priority").ShouldBe(2000001000);
        (await CreateAsync("c", "\"hostNetwork\":false")).Body.Child("spec").Number("priority").ShouldBe(0);

        (await _served.PostAsync(Classes, """{"metadata":{"name":"usual"},"value":7,"globalDefault":true}""")).Code.ShouldBe(HttpStatusCode.Created);
        var (_, usual) = await CreateAsync("d", "\"hostNetwork\":false");
        usual.Child("spec").Number("priority").ShouldBe(7);
        usual.Child("spec").Text("priorityClassName").ShouldBe("usual");
    }

    [Theory]
    [InlineData("\"priorityClassName\":\"nope\"", "no PriorityClass with name nope was found")]
    [InlineData("\"priority\":5", "the integer value of priority (5) must not be provided in pod spec; priority admission controller computed 0 from the given PriorityClass name")]
    [InlineData("\"preemptionPolicy\":\"Never\"", "the string value of PreemptionPolicy (Never) must not be provided in pod spec; priority admission controller computed PreemptLowerPriority from the given PriorityClass name")]
    public async Task PriorityThatIsNotThatOfAClass_IsRefused(string spec, string why)
    {
        var (code, body) = await CreateAsync("x", spec);
        code.ShouldBe(HttpStatusCode.Forbidden);
        body.Text("message").ShouldBe($"pods \"x\" is forbidden: {why}");
    }

    [Theory]
    [InlineData(true, HttpStatusCode.OK)]
    [InlineData(false, HttpStatusCode.Forbidden)]
    public async Task BoundClaim_GrowsWhereItsClassAllowsIt(bool allowed, HttpStatusCode expected)
    {
        var store = _served.Cluster.Store;
        store.Create(BuiltIn.StorageClasses, new JsonObject { ["metadata"] = new JsonObject { ["name"] = "disk" }, ["provisioner"] = "example.com/disk", ["allowVolumeExpansion"] = allowed });
        (await _served.PostAsync("/api/v1/namespaces/default/persistentvolumeclaims",
            """{"metadata":{"name":"data"},"spec":{"storageClassName":"disk","accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}""")).Code.ShouldBe(HttpStatusCode.Created);
        store.Update(BuiltIn.PersistentVolumeClaims, "default", "data", claim =>
        {
            claim["spec"]!["volumeName"] = "v";
            claim["status"] = new JsonObject { ["phase"] = "Bound", ["capacity"] = new JsonObject { ["storage"] = "1Gi" } };
            return claim;
        }, UpdateKind.Whole).Ok.ShouldBeTrue();
        var (code, body) = await _served.SendAsync(HttpMethod.Patch, "/api/v1/namespaces/default/persistentvolumeclaims/data", """{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}""", "application/merge-patch+json");
        code.ShouldBe(expected);
        if (!allowed)
            body.Text("message").ShouldBe("persistentvolumeclaims \"data\" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize");
    }

    private Task<(HttpStatusCode Code, JsonObject Body)> CreateAsync(string name, string spec) =>
        _served.PostAsync(Pods, $$$"""{"metadata":{"name":"{{{name}}}" },"spec":{ {{{spec}}},"containers":[{"name":"c","image":"nginx"}]}}""");
}
