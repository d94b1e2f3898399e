using System.Data.Common;
using Kpanda.Hosting.Paging;
using Kpanda.Hosting.Sessions;
using Kpanda.Identity.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Identity.Tests.Groups;

public sealed class GroupTests
{
    private const string Password = "a long password";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Groups_AreMadeFilledAndDeleted()
    {
        await using var site = await IdentitySite.StartAsync();
        var (admin, _, _) = await site.SignedInAsync();
        var li = await site.AddUserAsync("li", Password);

        var id = (await admin.DoneAsync("POST", "/groups", new { name = "shop-team", description = "the shop" })).Id();
        await admin.DoneAsync("POST", $"/groups/{id}/members/{li}");
        await admin.DoneAsync("POST", $"/groups/{id}/members/{li}");

        (await admin.NamesAsync("/groups?search=SHOP")).ShouldBe("shop-team of 1");
        (await admin.DoneAsync("GET", $"/groups/{id}")).GetProperty("group").GetProperty("userCount").GetString().ShouldBe("1");
        (await admin.NamesAsync($"/groups/{id}/members")).ShouldBe("li of 1");
        (await admin.NamesAsync($"/users/{li}/groups")).ShouldBe("shop-team of 1");
        (await admin.RefusedAsync("PUT", $"/groups/{id}", new { name = "other" })).ShouldBe("group.name.fixed");
        await admin.DoneAsync("PUT", $"/groups/{id}", new { name = "shop-team", description = "all of the shop" });

        await admin.DoneAsync("DELETE", $"/groups/{id}/members/{li}");
        (await admin.RefusedAsync("DELETE", $"/groups/{id}/members/{li}")).ShouldBe("group.member.none");
        await admin.DoneAsync("DELETE", $"/groups/{id}");
        (await admin.RefusedAsync("GET", $"/groups/{id}")).ShouldBe("group.unknown");
        (await admin.RefusedAsync("POST", "/groups", new { name = "shop-team" })).ShouldBe("group.name.taken");
    }

    [Fact]
    public async Task Groups_AreSortedAndFoundByName_WithWhyTheyAreOutOfReach()
    {
        await using var site = await IdentitySite.StartAsync();
        await site.AddUserAsync("iam", Password, role: "IAM Owner");
        var li = await site.AddUserAsync("li", Password);
        var (admin, _, _) = await site.SignedInAsync();
        foreach (var name in (string[])["b", "a", "c"])
        {
            site.Time.Advance(TimeSpan.FromMinutes(1));
            var id = (await admin.DoneAsync("POST", "/groups", new { name })).Id();
            if (name == "b") await admin.DoneAsync("POST", $"/groups/{id}/members/{li}");
            if (name == "c") await admin.DoneAsync("PUT", $"/groups/{id}/roles", new { addRoles = new[] { "Audit Owner" } });
        }

        var (iam, _, _) = await site.SignedInAsync("iam", Password);
        (await iam.NamesAsync("/groups?sortBy=userCount&sortDir=desc")).ShouldBe("b,a,c of 3");
        (await iam.NamesAsync("/groups?sortBy=createdAt&pageSize=2")).ShouldBe("b,a of 3");
        (await iam.RefusedAsync("GET", "/groups?sortBy=password")).ShouldBe("user.filter");
        (await iam.DoneAsync("GET", "/api/v1/groups/b")).GetProperty("refusal").GetString().ShouldBe("");
        (await iam.DoneAsync("GET", "/api/v1/groups/c")).GetProperty("refusal").GetString()!.ShouldContain("holds more than you do");
        (await iam.RefusedAsync("GET", "/api/v1/groups/d")).ShouldBe("group.unknown");
        var people = site.Services.GetRequiredService<IPeople>();
        (await people.GroupsOfAsync(li, Token)).Select(group => group.Name).ShouldBe(["b"]);
    }

    [Fact]
    public async Task MembersCarryTheirGroups_AndAreToldWhenThatChanges()
    {
        await using var site = await IdentitySite.StartAsync();
        var (admin, _, _) = await site.SignedInAsync();
        var li = await site.AddUserAsync("li", Password);
        var (browser, _, _) = await site.SignedInAsync("li", Password);
        await browser.GetStringAsync("/read", Token);
        var source = (IPersonSource)site.Seen!;
        source.Current.Groups.ShouldBeEmpty();
        var told = 0;
        using var listening = site.Services.GetRequiredService<RightsChanges>().Subscribe(li, () => Interlocked.Increment(ref told));

        var team = (await admin.DoneAsync("POST", "/groups", new { name = "team" })).Id();
        var owners = (await admin.DoneAsync("POST", "/groups", new { name = "owners" })).Id();
        await admin.DoneAsync("POST", $"/groups/{team}/members/{li}");
        await admin.DoneAsync("POST", $"/groups/{owners}/members/{li}");
        await admin.DoneAsync("PUT", $"/groups/{owners}/roles", new { addRoles = new[] { "Kpanda Owner" } });

        told.ShouldBe(3);
        source.Current.Groups.ShouldBe(["owners", "team", "kpanda:platform-admins"]);
        source.Current.GroupIds.ShouldBe([Guid.Parse(owners), Guid.Parse(team)]);
        source.Current.ManagesEveryCluster.ShouldBeTrue();
        source.Current.IsPlatformAdministrator.ShouldBeFalse();
        source.Current.Rights.Allows("create", new("kpanda.io", "clusters")).ShouldBeTrue();
        source.Current.Rights.Allows("list", new("ghippo.io", "users")).ShouldBeFalse();

        await admin.DoneAsync("DELETE", $"/groups/{owners}");
        told.ShouldBe(4);
        source.Current.Groups.ShouldBe(["team"]);
        source.Current.ManagesEveryCluster.ShouldBeFalse();
    }

    [Fact]
    public async Task Directory_FindsManyAtOnce_AndNeverWhatIsDeleted()
    {
        await using var site = await IdentitySite.StartAsync();
        var (admin, _, _) = await site.SignedInAsync();
        var people = site.Services.GetRequiredService<IPeople>();
        var ids = new List<Guid>();
        for (var i = 0; i < 600; i++) ids.Add(await site.AddUserAsync($"user-{i}", Password));
        var group = Guid.Parse((await admin.DoneAsync("POST", "/groups", new { name = "team" })).Id());
        await admin.DoneAsync("POST", $"/groups/{group}/members/{ids[0]}");
        (await people.MembersAsync(group, Token)).ShouldBe([ids[0]]);
        await admin.DoneAsync("DELETE", $"/users/{ids[0]}");

        (await people.FindAsync(SubjectKind.User, ids, Token)).Count.ShouldBe(599);
        (await people.FindByNameAsync(SubjectKind.User, ["user-0", "user-1", "team"], Token)).Keys.ShouldBe(["user-1"]);
        (await people.FindByNameAsync(SubjectKind.Group, ["team"], Token))["team"].ShouldBe(new NamedSubject(SubjectKind.Group, group, "team"));
        (await people.ListAsync(SubjectKind.User, "USER-1", new PageRequest(1, 2), Token)).Total.ShouldBe(111);
        (await people.MembersAsync(group, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task WhatTheyHoldElsewhere_GoesWithThem_OrStaysWhereDeletingFails()
    {
        var elsewhere = new FakeHoldings();
        await using var site = await IdentitySite.StartAsync(services: services => services.AddSingleton<ISubjectHoldings>(elsewhere));
        var (admin, _, _) = await site.SignedInAsync();
        var li = await site.AddUserAsync("li", Password);
        var group = Guid.Parse((await admin.DoneAsync("POST", "/groups", new { name = "team" })).Id());

        await admin.DoneAsync("DELETE", $"/users/{li}");
        await admin.DoneAsync("DELETE", $"/groups/{group}");

        elsewhere.Gone.ShouldBe([(SubjectKind.User, li), (SubjectKind.Group, group)]);
        elsewhere.Told.ShouldBe(2);
    }

    /// <summary>What is held in another module: nobody but an Admin covers it.</summary>
    internal sealed class FakeHoldings : ISubjectHoldings
    {
        public List<(SubjectKind Kind, Guid Id)> Gone { get; } = [];

        public HashSet<Guid> Strong { get; } = [];

        public int Told { get; private set; }

        public ValueTask<bool> CoversAsync(DbConnection connection, DbTransaction transaction, Person person, SubjectKind kind, Guid id, CancellationToken cancellationToken) => new(!Strong.Contains(id));

        public Task RemoveAsync(DbConnection connection, DbTransaction transaction, SubjectKind kind, Guid id, CancellationToken cancellationToken)
        {
            Gone.Add((kind, id));
            return Task.CompletedTask;
        }

        public void Removed() => Told++;
    }
}
