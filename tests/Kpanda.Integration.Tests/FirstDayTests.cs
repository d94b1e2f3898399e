using System.Net;
using System.Text.Json.Nodes;

[assembly: AssemblyFixture(typeof(Kpanda.Integration.Tests.ServerProcess))]

namespace Kpanda.Integration.Tests;

/// <summary>What a person does on the first day, through the product API of the real program: on a simulated cluster always, on real ones when they are named.</summary>
[Collection(RealClusters.Variable)]
public sealed class FirstDayTests(ServerProcess server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private ProductApi Api => new(server.Client);

    [Fact]
    public async Task ThreeSimulatedClusters_AreRunningAndHavePods()
    {
        await Deadline.ForAsync("three clusters to run", Patience, async _ =>
        {
            var clusters = (await Api.GetAsync("/clusters?pageSize=100"))["items"]!.AsArray();
            var running = clusters.Where(cluster => (string?)cluster!["status"]!["phase"] == "Running" && (int?)cluster["status"]!["podSummary"]?["readyNum"] > 0);
            return running.Count() >= 3 ? clusters : null;
        });
    }

    [Fact]
    public async Task SimulatedClustersOfOldAndNewVersions_CarryTheWholeStory()
    {
        List<string> versions = [];
        for (var i = 0; i < server.ForeignKubeconfigs.Count; i++) versions.Add(await StoryAsync($"story-sandbox-{i}", server.ForeignKubeconfigs[i]));
        versions.Order(StringComparer.Ordinal).ShouldBe(ServerProcess.ForeignVersions.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task RealClusters_CarryTheWholeStory()
    {
        Assert.SkipWhen(RealClusters.Kubeconfigs.Count == 0, $"{RealClusters.Variable} names no cluster.");
        for (var i = 0; i < RealClusters.Kubeconfigs.Count; i++)
        {
            await StoryAsync($"story-real-{i}", await File.ReadAllTextAsync(RealClusters.Kubeconfigs[i], TestContext.Current.CancellationToken));
        }
    }

    private async Task<string> StoryAsync(string cluster, string kubeconfig)
    {
        // The account of the import guide has all the rights that a verification asks for, and no more are needed for the story.
        await using var account = await GuideAccount.MakeAsync(server.Client, kubeconfig, Patience);
        var verified = await Api.PostAsync("/clusters/validate", new { kubeConfigString = account.Kubeconfig });
        verified["validateResult"]!.GetValue<bool>().ShouldBeTrue(verified.ToJsonString());
        verified["conditions"]!.AsArray().ShouldAllBe(condition => (string?)condition!["status"] == "True", verified.ToJsonString());
        await Api.PostAsync("/clusters", new { name = cluster, kubeConfigString = account.Kubeconfig });
        var running = await Deadline.ForAsync($"{cluster} to run", Patience, async _ =>
            await Api.GetAsync($"/clusters/{cluster}") is var read && (string?)read["status"]!["phase"] == "Running" ? read : null);
        var version = running["status"]!["kubernetesVersion"]!.GetValue<string>();
        TestContext.Current.TestOutputHelper?.WriteLine($"{cluster}: {version}");

        // The same cluster a second time is refused by its identity, under whatever name.
        var (status, refusal) = await Api.RefusedAsync("/clusters", new { name = cluster + "-again", kubeConfigString = kubeconfig });
        status.ShouldBe(HttpStatusCode.Conflict, refusal.ToJsonString());
        refusal["message"]!.GetValue<string>().ShouldContain(cluster);

        var ns = "kpanda-test-" + Guid.CreateVersion7().ToString("N")[^8..];
        await Api.PostAsync($"/clusters/{cluster}/namespaces", new { data = $"apiVersion: v1\nkind: Namespace\nmetadata: {{name: {ns}}}\n" });
        try
        {
            await DeploymentAsync($"/clusters/{cluster}/namespaces/{ns}", () => ReplaceAsync(cluster, kubeconfig));
        }
        finally
        {
            await Api.DeleteAsync($"/clusters/{cluster}/namespaces/{ns}");
        }

        var left = (await Api.PostAsync($"/clusters/{cluster}/validate", new { }))["leftovers"]!.AsArray();
        left.ShouldContain(one => (string?)one!["name"] == "kpanda:platform-admins" && one["isCleanable"]!.GetValue<bool>());
        left.ShouldContain(one => (string?)one!["kind"] == "Namespace" && (string?)one["name"] == "kpanda-access" && !one["isCleanable"]!.GetValue<bool>());
        var removed = await Api.DeleteAsync($"/clusters/{cluster}", new { deleteKpandaNamespace = true });
        removed["cleaned"]!.AsArray().ShouldContain(one => (string?)one!["name"] == "kpanda:platform-admins");
        (await Api.StatusAsync($"/clusters/{cluster}")).ShouldBe(HttpStatusCode.NotFound);
        return version;
    }

    private async Task ReplaceAsync(string cluster, string kubeconfig)
    {
        var tried = (await Api.PostAsync($"/clusters/{cluster}/validate", new { kubeConfigString = kubeconfig }))["kubeconfig"]!;
        tried["validateResult"]!.GetValue<bool>().ShouldBeTrue(tried.ToJsonString());
        var (status, refusal) = await Api.RefusedAsync(HttpMethod.Put, $"/clusters/{cluster}", new { kubeConfigString = await File.ReadAllTextAsync(server.KubeconfigOf("staging"), TestContext.Current.CancellationToken) });
        status.ShouldBe(HttpStatusCode.BadRequest, refusal.ToJsonString());
        await Api.PutAsync($"/clusters/{cluster}", new { kubeConfigString = kubeconfig, aliasName = "replaced" });
        // Nothing is read anew: what was known is still there at once, and the cluster was never away.
        var read = await Api.GetAsync($"/clusters/{cluster}");
        ((string?)read["status"]!["phase"]).ShouldBe("Running");
        (await Api.GetAsync($"/clusters/{cluster}/namespaces?pageSize=1"))["items"]!.AsArray().ShouldNotBeEmpty();
    }

    private async Task DeploymentAsync(string place, Func<Task> meanwhile)
    {
        const string manifest = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: hello}
            spec:
              replicas: 2
              selector: {matchLabels: {app: hello}}
              template:
                metadata: {labels: {app: hello}}
                spec:
                  containers: [{name: web, image: "nginx:1.29"}]
            """;
        var (_, refused) = await Api.RefusedAsync($"{place}/resources", new { data = new[] { manifest.Replace("replicas: 2", "replicas: many", StringComparison.Ordinal) } });
        refused["message"]!.GetValue<string>().ShouldContain("replicas");

        await Api.PostAsync($"{place}/resources", new { data = new[] { manifest } });
        await PodsAsync(place, 2);
        var events = await Deadline.ForAsync("an event of the roll-out", Patience, async _ =>
            (await Api.GetAsync($"{place}/events?kind=Deployment&kindName=hello"))["items"]!.AsArray() is { Count: > 0 } items ? items : null);
        events.ShouldContain(e => (string?)e!["reason"] == "ScalingReplicaSet");

        var raw = await Api.GetAsync($"{place}/deployments/hello/json");
        JsonNode.Parse(raw["data"]!.GetValue<string>())!["spec"]!["replicas"]!.GetValue<int>().ShouldBe(2);
        await meanwhile();
        (await Api.GetAsync($"{place}/pods?pageSize=100"))["items"]!.AsArray().Count.ShouldBe(2);
        await Api.PatchAsync($"{place}/deployments/hello", new { data = """{"spec":{"replicas":3}}""" });
        await PodsAsync(place, 3);

        await Api.DeleteAsync($"{place}/deployments/hello");
        await PodsAsync(place, 0);
    }

    private Task<JsonArray> PodsAsync(string place, int count) => Deadline.ForAsync($"{count} running pods", Patience, async _ =>
    {
        var items = (await Api.GetAsync($"{place}/pods?pageSize=100"))["items"]!.AsArray();
        return items.Count == count && items.All(pod => (string?)pod!["kpanda"]!["state"] == "Running") ? items : null;
    });
}
