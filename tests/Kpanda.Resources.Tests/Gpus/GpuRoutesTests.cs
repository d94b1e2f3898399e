using System.Text.Json;
using Kpanda.Resources.Kinds;
using Kpanda.Resources.Tests.Fakes;
using Kpanda.Search.Kinds;

namespace Kpanda.Resources.Tests.Gpus;

public sealed class GpuRoutesTests(SharedSite shared) : IClassFixture<SharedSite>
{
    private readonly ResourcesSite _site = shared.Fresh();

    [Fact]
    public async Task CardsAreListedForANodeAClusterAndTheFleet()
    {
        Add("node/gpu-full");
        Add("node/gpu-shared");

        (await Get("/clusters/prod/nodes/gpu-full/gpus")).GetProperty("items").GetArrayLength().ShouldBe(2);
        var summary = (await Get("/clusters/prod/gpusummary")).GetProperty("summary").EnumerateArray().Select(node => $"{node.GetProperty("node")}={node.GetProperty("vgpuTypes")[0]}");
        summary.ShouldBe(["gpu-full=nvidia-gpu", "gpu-shared=nvidia-vgpu"]);
        (await Get("/gpus")).GetProperty("items").EnumerateArray().Count(card => card.GetProperty("memory").GetString() == "32768").ShouldBe(2);
    }

    [Fact]
    public async Task Stats_CountThePodsOfTheNode()
    {
        Add("node/gpu-full");
        _site.Index.Objects.Add(new("prod", new("", "v1", "pods"), new("ai", "train"), NodeGpusTests.Pod("""{"nvidia.com/gpu":"2"}"""), KindStatus.None));

        var stats = await Get("/clusters/prod/nodes/gpu-full/gpu-stats");

        stats.GetProperty("fullGpuStats").GetProperty("allocatedGpuNumber").GetInt32().ShouldBe(2);
        _site.Index.Queries[^1].Fields.ShouldHaveSingleItem().Values.ShouldBe(["gpu-full"]);
    }

    [Theory]
    [InlineData("""{"mode":"GPU_MODEL_VGPU"}""", """{"metadata":{"labels":{"gpu":"on","nvidia.com/gpu.deploy.device-plugin":"false","nvidia.com/mig.config":"all-disabled"}}}""")]
    [InlineData("""{"mode":"GPU_MODEL_MIG","migSpec":{"config":"all-1g.5gb","strategy":"MIG_STRATEGY_MIXED"}}""", """{"metadata":{"labels":{"gpu":null,"nvidia.com/gpu.deploy.device-plugin":null,"nvidia.com/mig.config":"all-1g.5gb"}}}""")]
    public async Task Mode_IsAskedForByLabels(string body, string patch)
    {
        Add("node/gpu-mig");

        var (status, answer) = await _site.SendAsync(HttpMethod.Put, "/clusters/prod/nodes/gpu-mig/gpu-mode", JsonDocument.Parse(body).RootElement);

        status.ShouldBe(200, answer.ToString());
        _site.Member.Calls.ShouldHaveSingleItem().Body.ShouldBe(patch);
    }

    [Theory]
    [InlineData("""{"mode":"TURBO"}""", "list.value")]
    [InlineData("""{"mode":"GPU_MODEL_MIG"}""", "object.field.required")]
    [InlineData("""{"mode":"GPU_MODEL_MIG","migSpec":{"config":"all-1g.5gb","strategy":"MIG_STRATEGY_SINGLE"}}""", "gpu.strategy")]
    [InlineData("""{"mode":"GPU_MODEL_GPU"}""", "gpu.inUse")]
    public async Task Mode_IsRefusedWhereItCannotBe(string body, string reason)
    {
        Add("node/gpu-mig");
        _site.Index.Objects.Add(new("prod", new("", "v1", "pods"), new("ai", "train"), NodeGpusTests.Pod("""{"nvidia.com/mig-1g.5gb":"1"}"""), KindStatus.None));

        var (status, answer) = await _site.SendAsync(HttpMethod.Put, "/clusters/prod/nodes/gpu-mig/gpu-mode", JsonDocument.Parse(body).RootElement);

        status.ShouldBe(400);
        answer.GetProperty("details")[0].GetProperty("reason").GetString().ShouldBe(reason);
        _site.Member.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task NetworkFunctions_AreAddedUpOverTheNodes()
    {
        foreach (var name in (string[])["a", "b"]) Put("", "nodes", name, $$$$"""{"metadata":{"name":"{{{{name}}}}"},"status":{"allocatable":{"openshift.io/fast":"4","openshift.io/other":"9"}}}""");
        Put("sriovnetwork.openshift.io", "sriovnetworknodepolicies", "fast", """{"metadata":{"name":"fast"},"spec":{"resourceName":"fast"}}""");

        (await Get("/clusters/prod/sriovnodesresources")).GetProperty("allocatedResources").ToString().ShouldBe("""[{"resourceName":"openshift.io/fast","value":"8"}]""");
    }

    private async Task<JsonElement> Get(string path)
    {
        var (status, body) = await _site.GetAsync(path);
        status.ShouldBe(200, body.ToString());
        return body;
    }

    private void Add(string fixture) => _site.Index.Objects.Add(Fixture.Indexed(new NodeKind(), fixture));

    private void Put(string group, string resource, string name, string body) =>
        _site.Index.Objects.Add(new("prod", new(group, "v1", resource), new("", name), JsonDocument.Parse(body).RootElement, KindStatus.None));
}
