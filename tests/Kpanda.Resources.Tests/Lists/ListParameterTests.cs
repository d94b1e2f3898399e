using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Identity.Access;
using Kpanda.Resources.Kinds;
using Kpanda.Resources.Namespaces;
using Kpanda.Resources.Shapes;
using Kpanda.Resources.Tests.Fakes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Kpanda.Resources.Tests.Lists;

/// <summary>What the published parameters of lists ask of the index, and what they do to its rows.</summary>
public sealed class ListParameterTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly FakeIndex _index = new();

    [Theory]
    [InlineData("CONTROL_PLANE", false)]
    [InlineData("WORKER", true)]
    public async Task NodeRole_IsReadFromLabels(string role, bool negated)
    {
        var field = (await RefineAsync(new NodeKind(), $"role={role}")).Fields.ShouldHaveSingleItem();

        (field.Path, field.Negated).ShouldBe(("metadata.labels{}", negated));
        field.Values.ShouldContain("node-role.kubernetes.io/control-plane");
    }

    [Fact]
    public async Task SystemNamespaces_AreLeftOut()
    {
        var field = (await RefineAsync(new NamespaceKind(), "excludeSystem=true")).Fields.ShouldHaveSingleItem();

        (field.Path, field.Negated).ShouldBe(("metadata.name", true));
        field.Values.ShouldContain("kube-system");
    }

    [Theory]
    [InlineData("workspaceId=3", true)]
    [InlineData("workspaceAlias=team", true)]
    [InlineData("workspaceId=0", false)]
    [InlineData("onlyUnassign=true", false)]
    public async Task WorkspaceThatNoNamespaceIsIn_HasNone(string query, bool nothing) =>
        ((await RefineAsync(new NamespaceKind(), query)).Labels is not null).ShouldBe(nothing);

    [Fact]
    public async Task ServicesOfADeployment_AreThoseThatSelectItsPods()
    {
        Put("apps", "deployments", "cart", """{"spec":{"template":{"metadata":{"labels":{"app":"cart","tier":"web"}}}}}""");
        Put("", "services", "cart", """{"spec":{"selector":{"app":"cart"}}}""");
        Put("", "services", "other", """{"spec":{"selector":{"app":"other"}}}""");
        Put("", "services", "outside", """{"spec":{}}""");

        var query = await RefineAsync(new ServiceKind(), "kind=Deployment&kindName=cart", new(new("", "services")) { Clusters = ["prod"], Namespaces = ["shop"] });

        query.Fields.ShouldHaveSingleItem().Values.ShouldBe(["cart"]);
    }

    [Fact]
    public async Task ServiceAccountsNamespace_IsTakenAsItIsSpelt() =>
        (await RefineAsync(new ServiceAccountKind(), "namesapce=shop")).Namespaces.ShouldBe(["shop"]);

    [Fact]
    public async Task OnlyMetadata_LeavesTheContentsOut()
    {
        var full = new ConfigMap { Metadata = new() { Name = "settings" }, Data = new Dictionary<string, string> { ["colour"] = "blue" } };

        var row = (await new ConfigMapKind().CompleteAsync([full], Ask("onlyMetadata=true"), Token)).ShouldHaveSingleItem().ShouldBeOfType<ConfigMap>();

        (row.Metadata.Name, row.Data).ShouldBe(("settings", null));
        (await new ConfigMapKind().CompleteAsync([full], Ask("onlyMetadata=false"), Token)).ShouldHaveSingleItem().ShouldBeSameAs(full);
    }

    [Fact]
    public async Task ExcludedMetrics_AreAbsent()
    {
        var full = new Node { Status = new() { CpuUsage = 0.4, CpuCapacity = 4000 } };

        var row = (await new NodeKind().CompleteAsync([full], Ask("excludeMetrics=true"), Token)).ShouldHaveSingleItem().ShouldBeOfType<Node>();

        (row.Status.CpuUsage, row.Status.CpuCapacity).ShouldBe((null, 4000));
    }

    [Fact]
    public async Task NamespaceWithItsQuotas_HasTheTightestOfEach()
    {
        Put("", "resourcequotas", "a", """{"status":{"hard":{"pods":"10","requests.cpu":"4"},"used":{"pods":"3","requests.cpu":"1"}}}""");
        Put("", "resourcequotas", "b", """{"status":{"hard":{"pods":"5"},"used":{"pods":"3"}}}""");
        var ns = new Namespace { Metadata = new() { Name = "shop", Cluster = "prod" } };

        var row = (await new NamespaceKind().CompleteAsync([ns], Ask("includeResourceQuota=true"), Token)).ShouldHaveSingleItem().ShouldBeOfType<Namespace>();

        row.Status.QuotaStatus!.Hard!["pods"].ShouldBe("5");
        row.Status.QuotaStatus.Hard["requests.cpu"].ShouldBe("4");
        row.Status.QuotaStatus.Used!["pods"].ShouldBe("3");
    }

    [Fact]
    public void LimitsOfOneType_ComeToTheTightest()
    {
        var sum = LimitSum.Of(
        [
            new() { Type = "Container", Max = Map("cpu", "2"), Min = Map("cpu", "100m"), Default = Map("cpu", "1") },
            new() { Type = "Container", Max = Map("cpu", "500m"), Min = Map("cpu", "200m"), Default = Map("cpu", "300m") },
        ]);

        (sum.Max!["cpu"], sum.Min!["cpu"], sum.Default!["cpu"]).ShouldBe(("500m", "200m", "1"));
    }

    private static Dictionary<string, string> Map(string key, string value) => new() { [key] = value };

    private ListRequest Ask(string query) =>
        new(new QueryCollection(QueryHelpers.ParseQuery(query)), _index, AccessScope.All) { ScopeOf = (_, _) => new(AccessScope.All) };

    [Theory]
    [InlineData("", true)]
    [InlineData("sortBy=created_at&sortDir=asc", false)]
    public async Task Events_AreOrderedByWhenTheyWereLastSeen(string query, bool descending)
    {
        var asked = new ResourceQuery(new("", "events")) { SortBy = query.Length > 0 ? SortField.Created : SortField.Name };

        var refined = await RefineAsync(new EventKind(), query, asked);

        (refined.SortBy, refined.Descending).ShouldBe((SortField.Changed, descending));
    }

    [Theory]
    [InlineData("""{"metadata":{"creationTimestamp":"2026-01-01T00:00:00Z"},"firstTimestamp":"2026-01-01T00:00:01Z","lastTimestamp":"2026-01-01T00:05:00Z"}""", "2026-01-01T00:05:00Z")]
    [InlineData("""{"metadata":{"creationTimestamp":"2026-01-01T00:00:00Z"},"eventTime":"2026-01-01T00:00:02Z","lastTimestamp":null,"series":{"count":3,"lastObservedTime":"2026-01-01T00:07:00Z"}}""", "2026-01-01T00:07:00Z")]
    [InlineData("""{"metadata":{"creationTimestamp":"2026-01-01T00:00:00Z"}}""", "2026-01-01T00:00:00Z")]
    public void Event_ChangedWhenItWasLastSeen(string json, string seen)
    {
        using var document = System.Text.Json.JsonDocument.Parse(json);

        new EventKind().ChangedOf!(document.RootElement).ShouldBe(DateTimeOffset.Parse(seen, System.Globalization.CultureInfo.InvariantCulture));
    }

    private async Task<ResourceQuery> RefineAsync(KindDescriptor kind, string query, ResourceQuery? from = null) =>
        (await kind.RefineAsync(from ?? new ResourceQuery(kind.Resource), Ask(query), Token)).Value;

    private void Put(string group, string resource, string name, string body)
    {
        var node = JsonNode.Parse(body)!.AsObject();
        node["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "shop" };
        _index.Objects.Add(new("prod", new(group, "v1", resource), new("shop", name), JsonSerializer.SerializeToElement(node), KindStatus.None));
    }
}
