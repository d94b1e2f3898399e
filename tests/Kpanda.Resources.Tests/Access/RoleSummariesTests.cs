using System.Text.Json;
using Kpanda.Resources.Tests.Fakes;
using Kpanda.Search.Kinds;

namespace Kpanda.Resources.Tests.Access;

public sealed class RoleSummariesTests(SharedSite shared) : IClassFixture<SharedSite>
{
    private readonly ResourcesSite _site = shared.Fresh();

    [Fact]
    public async Task RolesOfUsers_AreToldFromBindings()
    {
        Bind("prod", "shop", "view", "User", "li");
        Bind("prod", "shop", "edit", "User", "li");
        Bind("prod", "ai", "view", "Group", "dev");
        Bind("prod", "", "cluster-reader", "User", "li");

        var (_, all) = await _site.GetAsync("/rolesummary");
        var (_, one) = await _site.GetAsync("/rolesummary?cluster=prod&namespace=shop");

        all.GetProperty("items").ToString().ShouldBe("""{"li":{"clusterRoles":["cluster-reader"],"roles":{"shop":{"names":["edit","view"]}}}}""");
        one.GetProperty("items").ToString().ShouldBe("""{"li":{"clusterRoles":[],"roles":{"shop":{"names":["edit","view"]}}}}""");
    }

    [Theory]
    [InlineData("?user=li", "prod")]
    [InlineData("?userGroup=ops&userGroup=dev", "test")]
    [InlineData("", "")]
    public async Task Administrators_AreThoseBoundToClusterAdmin(string query, string clusters)
    {
        Bind("prod", "", "cluster-admin", "User", "li");
        Bind("test", "", "cluster-admin", "Group", "dev");

        var (status, body) = await _site.GetAsync($"/admincluster{query}");

        status.ShouldBe(200, body.ToString());
        _site.Index.Queries.ShouldHaveSingleItem().Fields.ShouldHaveSingleItem().Values.ShouldBe(["cluster-admin"]);
        string.Join(',', body.GetProperty("clusters").EnumerateArray().Select(cluster => cluster.GetString())).ShouldBe(clusters);
    }

    private void Bind(string cluster, string ns, string role, string kind, string subject)
    {
        var resource = ns.Length > 0 ? "rolebindings" : "clusterrolebindings";
        var body = JsonSerializer.SerializeToElement(new { metadata = new { name = role }, roleRef = new { name = role }, subjects = new[] { new { kind, name = subject } } });
        _site.Index.Objects.Add(new(cluster, new("rbac.authorization.k8s.io", "v1", resource), new(ns, $"{role}-{subject}"), body, KindStatus.None));
    }
}
