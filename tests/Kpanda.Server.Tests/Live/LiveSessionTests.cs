using Dapper;
using Kpanda.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Server.Tests.Live;

/// <summary>An open page of the whole server, and what becomes of it when its person may no longer.</summary>
public sealed class LiveSessionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignOut_ClosesTheChannel()
    {
        await using var site = await ServerSite.StartAsync();
        using var client = await site.SignedInAsync();
        using var tab = await FollowAsync(site, client);

        (await client.PostAsync("/auth/logout", null, Token)).IsSuccessStatusCode.ShouldBeTrue();

        (await tab.ReadAsync()).ShouldBeNull();
        tab.CloseStatus.ShouldBe(LiveTab.SessionEnded);
    }

    [Fact]
    public async Task PersonWhoIsDisabled_LosesTheChannel()
    {
        await using var site = await ServerSite.StartAsync();
        using var client = await site.SignedInAsync();
        using var tab = await FollowAsync(site, client);

        await ChangeAsync(site, "UPDATE users SET enabled = FALSE WHERE name = 'admin'");

        (await tab.ReadAsync()).ShouldBeNull();
        tab.CloseStatus.ShouldBe(LiveTab.SessionEnded);
    }

    [Fact]
    public async Task PersonWhoLosesTheirRoleAndGetsItBack_ReadsTheListAgainBothTimes()
    {
        await using var site = await ServerSite.StartAsync();
        using var client = await site.SignedInAsync();
        using var tab = await FollowAsync(site, client);

        await ChangeAsync(site, "DELETE FROM platform_role_holders WHERE role = 'Admin'");
        LiveTab.TypeOf(await tab.ReadAsync()).ShouldBe("resync");

        await ChangeAsync(site, "INSERT INTO platform_role_holders (subject_id, subject_kind, role) SELECT id, 'user', 'Admin' FROM users WHERE name = 'admin'");
        LiveTab.TypeOf(await tab.ReadAsync()).ShouldBe("resync");
    }

    private static async Task ChangeAsync(ServerSite site, string change)
    {
        await using var connection = await site.App.Services.GetRequiredService<IStateDatabase>().OpenAsync(Token);
        (await connection.ExecuteAsync(change)).ShouldBe(1);
    }

    private static Task<LiveTab> FollowAsync(ServerSite site, HttpClient client) => LiveTab.FollowAsync(site, client, "/apis/kpanda.io/v1alpha1/asl/pods");
}
