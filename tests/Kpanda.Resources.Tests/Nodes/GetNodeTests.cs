using System.Text.Json;
using Kpanda.Resources.Kinds;
using Kpanda.Resources.Tests.Fakes;
using Kpanda.Search.Kinds;

namespace Kpanda.Resources.Tests.Nodes;

public sealed class GetNodeTests(SharedSite shared) : IClassFixture<SharedSite>
{
    private readonly ResourcesSite _site = shared.Fresh();

    [Theory]
    [InlineData("", false)]
    [InlineData("?showPods=false", false)]
    [InlineData("?showPods=true", true)]
    public async Task Pods_AreCountedWhereTheyAreAskedFor(string query, bool counted)
    {
        _site.Index.Objects.Add(Fixture.Indexed(new NodeKind(), "node/pressed"));
        for (var i = 0; i < 3; i++)
            _site.Index.Objects.Add(new("prod", new("", "v1", "pods"), new("shop", $"cart-{i}"), JsonDocument.Parse("""{"spec":{"nodeName":"worker-1"}}""").RootElement, KindStatus.None));

        var (status, body) = await _site.GetAsync($"/clusters/prod/nodes/worker-1{query}");

        status.ShouldBe(200, body.ToString());
        body.GetProperty("status").TryGetProperty("podAllocated", out var pods).ShouldBe(counted);
        if (!counted) return;
        pods.GetInt32().ShouldBe(3);
        var asked = _site.Index.Queries.ShouldHaveSingleItem();
        asked.Fields.ShouldHaveSingleItem().Path.ShouldBe("spec.nodeName");
        // Counted, not read.
        asked.Page.PageSize.ShouldBe(1);
    }

    [Fact]
    public async Task UnreadableParameter_IsRefused() =>
        (await _site.GetAsync("/clusters/prod/nodes/worker-1?showPods=perhaps")).Status.ShouldBe(400);
}
