using Kpanda.Kube;

namespace Kpanda.Server.Tests.Permissions;

/// <summary>What is left in a member when the last grant is gone: nothing.</summary>
public sealed class LastGrantTests
{
    [Fact]
    public async Task LastGrant_TakesTheRolesAlong()
    {
        var site = new GrantSite();
        await using var running = site;
        await site.InitializeAsync();
        var ns = await site.NamespaceAsync(GrantSite.First);
        var (_, name, _) = await site.SomebodyAsync();
        var made = await site.GrantAsync(site.Admin, "role-template-ns-view", GrantSite.First, ns, name);
        var id = made.GetProperty("items")[0].GetProperty("id").GetString()!;
        await site.StateAsync(id, "applied");
        (await ManagedAsync(site)).ShouldBe(7);

        await GrantSite.SendAsync(site.Admin, HttpMethod.Delete, $"{GrantSite.Grants}/{id}");

        await GrantSite.UntilAsync("nothing is left", async () => await ManagedAsync(site) == 0);
    }

    private static async Task<int> ManagedAsync(GrantSite site)
    {
        var count = 0;
        foreach (var resource in new[] { GrantSite.RoleBindings, GrantSite.ClusterRoleBindings, GrantSite.ClusterRoles })
        {
            var answer = await site.Member(GrantSite.First).ListAsync(resource, null, new KubeListOptions { LabelSelector = "kpanda.io/installation" }, GrantSite.Token);
            answer.TryGet(out var page, out var failure).ShouldBeTrue(failure?.Message);
            count += page!.Items.Count;
        }

        return count;
    }
}
