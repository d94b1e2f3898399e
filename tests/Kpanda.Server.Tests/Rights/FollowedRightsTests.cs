using Kpanda.Permissions.Roles;
using Kpanda.Server.Tests.Live;
using Kpanda.Server.Tests.Permissions;

namespace Kpanda.Server.Tests.Rights;

/// <summary>An open page is told that its person's rights are others now, so that it asks what may be done: that and nothing else, and nobody but that person.</summary>
public sealed class FollowedRightsTests(GrantSite site) : IClassFixture<GrantSite>
{
    private const string Check = "/api/v1/permissions/check";
    private const string Ask = $"{Check}?ask=delete,,pods,,{GrantSite.First},default,";
    private const string Told = """{"type":"resync","id":"1"}""";

    [Fact]
    public async Task GrantAndItsEnd_AreToldToThatPerson_WhoFindsThemDone()
    {
        var (_, name, client) = await site.SomebodyAsync();
        var (_, _, other) = await site.SomebodyAsync();
        using var tab = await LiveTab.FollowAsync(site.Site, client, Check);
        using var otherTab = await LiveTab.FollowAsync(site.Site, other, Check);
        (await MayAsync(client)).ShouldBeFalse();

        var grant = (await site.GrantAsync(site.Admin, RoleTemplates.NamespaceEdit, GrantSite.First, "default", name)).GetProperty("items")[0].GetProperty("id").GetString()!;
        (await tab.ReadAsync()).ToString().ShouldBe(Told);
        (await MayAsync(client)).ShouldBeTrue();

        await GrantSite.SendAsync(site.Admin, HttpMethod.Delete, $"{GrantSite.Grants}/{grant}");
        (await tab.ReadAsync()).ToString().ShouldBe(Told);
        (await MayAsync(client)).ShouldBeFalse();

        // Whoever it does not concern hears nothing: the first thing that comes is the end.
        await otherTab.CloseAsync();
        (await otherTab.ReadAsync()).ShouldBeNull();
        client.Dispose();
        other.Dispose();
    }

    [Fact]
    public async Task GroupAndPlatformRole_AreTold()
    {
        var (id, _, client) = await site.SomebodyAsync();
        using var tab = await LiveTab.FollowAsync(site.Site, client, Check);

        var (group, groupName) = await site.GroupAsync(id);
        (await tab.ReadAsync()).ToString().ShouldBe(Told);

        await GrantSite.SendAsync(site.Admin, HttpMethod.Post, GrantSite.Grants, new { cluster = GrantSite.First, namespaces = new[] { "default" }, role = RoleTemplates.NamespaceEdit, subjects = new[] { new { kind = "Group", name = groupName } } });
        (await tab.ReadAsync()).ToString().ShouldBe(Told);
        (await MayAsync(client)).ShouldBeTrue();

        await GrantSite.SendAsync(site.Admin, HttpMethod.Put, $"/apis/ghippo.io/v1alpha1/groups/{group}/roles", new { addRoles = new[] { "Kpanda Owner" } });
        (await tab.ReadAsync()).ToString().ShouldBe(Told);
        client.Dispose();
    }

    private static async Task<bool> MayAsync(HttpClient client)
    {
        var answer = await GrantSite.SendAsync(client, HttpMethod.Get, Ask);
        return answer.GetProperty("items")[0].GetProperty("allowed").GetBoolean();
    }
}
