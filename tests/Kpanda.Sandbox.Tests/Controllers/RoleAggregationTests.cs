using System.Text.Json.Nodes;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Tests.Controllers;

public sealed class RoleAggregationTests
{
    private const string Widgets =
        """{"metadata":{"name":"widget-viewer","labels":{"rbac.authorization.k8s.io/aggregate-to-view":"true"}},"rules":[{"verbs":["get","list"],"apiGroups":["example.com"],"resources":["widgets"]}]}""";

    [Fact]
    public void BootstrapRoles_AreWhatTheyAggregate()
    {
        using var cluster = new SteppedCluster();
        var before = new SandboxCluster("other");
        foreach (var name in new[] { "admin", "edit", "view" })
            JsonNode.DeepEquals(Rules(cluster.Cluster, name), Rules(before, name)).ShouldBeTrue(name);
    }

    [Fact]
    public void RoleWithTheLabel_IsAddedAndTakenAway()
    {
        using var cluster = new SteppedCluster();
        cluster.Store.Create(BuiltIn.ClusterRoles, JsonNode.Parse(Widgets)!.AsObject());
        cluster.Settle();

        // Editors may what viewers may, and administrators what editors may.
        foreach (var name in new[] { "view", "edit", "admin" }) Rules(cluster.Cluster, name).ToJsonString().ShouldContain("widgets", customMessage: name);
        cluster.Store.Delete(BuiltIn.ClusterRoles, "", "widget-viewer", Sandbox.Store.DeleteRequest.Now);
        cluster.Settle();
        foreach (var name in new[] { "view", "edit", "admin" }) Rules(cluster.Cluster, name).ToJsonString().ShouldNotContain("widgets", customMessage: name);
    }

    private static JsonNode Rules(SandboxCluster cluster, string name) => cluster.Store.Get(BuiltIn.ClusterRoles, "", name)!.ToNode()["rules"]!;
}
