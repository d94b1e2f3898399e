using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Identity.Access;
using Kpanda.Resources.Tests.Fakes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;
using Kpanda.Workloads.Kinds;
using Kpanda.Workloads.Related;
using Kpanda.Workloads.RollOut;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Kpanda.Workloads.Tests;

/// <summary>What the published parameters of workload lists ask of the index.</summary>
public sealed class ListParameterTests
{
    private readonly FakeIndex _index = new();

    [Theory]
    [InlineData("nvidia-vgpu", "nvidia.com/vgpu")]
    [InlineData("example.com/npu", "example.com/npu")]
    [InlineData("*", "nvidia.com/gpu")]
    public async Task GpuType_LooksForTheResourceInLimits(string type, string resource)
    {
        var field = (await RefineAsync(new DeploymentKind(), $"gpuType={Uri.EscapeDataString(type)}")).Fields.ShouldHaveSingleItem();

        field.Path.ShouldBe("spec.template.spec.containers[].resources.limits{}");
        field.Values.ShouldContain(resource);
    }

    [Fact]
    public async Task JobsOfCronJobsInAState_AreFoundByTheirOwner()
    {
        Put("cronjobs", "nightly", new JsonObject { ["uid"] = "11111111-1111-1111-1111-111111111111" });

        var query = await RefineAsync(new JobKind(), "cronjobState=Stopped_CronJob");

        _index.Queries.ShouldHaveSingleItem().States.ShouldBe(["Stopped_CronJob"]);
        query.Fields.ShouldHaveSingleItem().Path.ShouldBe("metadata.ownerReferences[].uid");
        query.Fields[0].Values.ShouldContain("11111111-1111-1111-1111-111111111111");
    }

    [Fact]
    public async Task CronJobsWithJobsInAState_AreFoundByTheOwnersOfTheJobs()
    {
        Put("jobs", "nightly-1", new JsonObject { ["ownerReferences"] = new JsonArray(new JsonObject { ["uid"] = "22222222-2222-2222-2222-222222222222" }) });

        var query = await RefineAsync(new CronJobKind(), "jobState=Failed");

        _index.Queries.ShouldHaveSingleItem().States.ShouldBe(["Failed"]);
        query.Fields.ShouldHaveSingleItem().Path.ShouldBe("metadata.uid");
        query.Fields[0].Values.ShouldContain("22222222-2222-2222-2222-222222222222");
    }

    [Theory]
    [InlineData("""{"volumes":[{"configMap":{"name":"settings"}}]}""", true)]
    [InlineData("""{"volumes":[{"projected":{"sources":[{"configMap":{"name":"settings"}}]}}]}""", true)]
    [InlineData("""{"containers":[{"envFrom":[{"configMapRef":{"name":"settings"}}]}]}""", true)]
    [InlineData("""{"initContainers":[{"env":[{"valueFrom":{"configMapKeyRef":{"name":"settings"}}}]}]}""", true)]
    [InlineData("""{"containers":[{"envFrom":[{"secretRef":{"name":"settings"}}]}],"volumes":[{"configMap":{"name":"other"}}]}""", false)]
    public void PodSpec_UsesTheConfigMapsThatItNames(string spec, bool uses) =>
        PodReferences.UsesConfigMap(JsonDocument.Parse(spec).RootElement, "settings").ShouldBe(uses);

    [Fact]
    public void JobToRunAgain_IsWhatSomebodyWrote()
    {
        var job = JsonNode.Parse("""
            {"metadata":{"name":"import","uid":"u","resourceVersion":"7","labels":{"app":"shop","controller-uid":"u"}},
             "spec":{"selector":{"matchLabels":{"controller-uid":"u"}},"template":{"metadata":{"labels":{"job-name":"import","app":"shop"}}}},"status":{"succeeded":1}}
            """)!.AsObject();

        RestartJob.Fresh(job).ToJsonString().ShouldBe(
            """{"metadata":{"name":"import","labels":{"app":"shop"}},"spec":{"template":{"metadata":{"labels":{"app":"shop"}}}}}""");
    }

    private async Task<ResourceQuery> RefineAsync(KindDescriptor kind, string query)
    {
        var request = new ListRequest(new QueryCollection(QueryHelpers.ParseQuery(query)), _index, AccessScope.All) { ScopeOf = (_, _) => new(AccessScope.All) };
        return (await kind.RefineAsync(new ResourceQuery(kind.Resource), request, TestContext.Current.CancellationToken)).Value;
    }

    private void Put(string resource, string name, JsonObject metadata) =>
        _index.Objects.Add(new("prod", new("batch", "v1", resource), new("shop", name), JsonSerializer.SerializeToElement(new JsonObject { ["metadata"] = metadata }), KindStatus.None));
}
