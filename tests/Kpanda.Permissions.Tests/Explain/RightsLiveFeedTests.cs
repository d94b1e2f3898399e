using Kpanda.Hosting.Live;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Permissions.Explain;
using Kpanda.Permissions.Rbac;
using Kpanda.Permissions.Roles;
using Kpanda.Permissions.Tests.Fakes;

namespace Kpanda.Permissions.Tests.Explain;

/// <summary>Who follows what they may is told when that becomes another, and at no other time.</summary>
public sealed class RightsLiveFeedTests : IDisposable
{
    private const string ReadsPods = """[{"apiGroups":[""],"resources":["pods"],"verbs":["get","list","watch"]}]""";

    private readonly RightsSite _site = new();
    private readonly ObservedCluster _prod;
    private Person _wang = RightsSite.Somebody("wang");

    public RightsLiveFeedTests() => _prod = _site.Open("prod");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task Grant_IsToldOnce_AndSoIsItsEnd()
    {
        var (feed, sink) = Follow();

        var grant = _site.Grants.Give(_wang, RoleTemplates.NamespaceEdit, _prod.Id, "shop");
        (await RecheckedAsync(feed, sink)).ShouldBe(1);
        (await RecheckedAsync(feed, sink)).ShouldBe(1);

        _site.Grants.Take(grant);
        (await RecheckedAsync(feed, sink)).ShouldBe(2);
    }

    [Fact]
    public async Task AnotherRole_AndAnotherPlace_AreTold()
    {
        var first = _site.Grants.Give(_wang, RoleTemplates.NamespaceView, _prod.Id, "shop");
        var (feed, sink) = Follow();

        _site.Grants.Take(first);
        var second = _site.Grants.Give(_wang, RoleTemplates.NamespaceEdit, _prod.Id, "shop");
        (await RecheckedAsync(feed, sink)).ShouldBe(1);

        _site.Grants.Take(second);
        _site.Grants.Give(_wang, RoleTemplates.NamespaceEdit, _prod.Id, "bank");
        (await RecheckedAsync(feed, sink)).ShouldBe(2);
    }

    [Fact]
    public async Task BindingByHand_AndItsRole_AreTold()
    {
        var (feed, sink) = Follow();

        _site.Role(_prod, "", "reader", ReadsPods);
        _site.Bind(_prod, "shop", "by-hand", "ClusterRole", "reader", "User", "wang");
        (await RecheckedAsync(feed, sink)).ShouldBe(1);

        _site.Role(_prod, "", "reader", """[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]""");
        (await RecheckedAsync(feed, sink)).ShouldBe(2);

        _site.Unbind(_prod, "shop", "by-hand");
        (await RecheckedAsync(feed, sink)).ShouldBe(3);
    }

    [Fact]
    public async Task PlatformRole_AndGroup_AreTold()
    {
        var (feed, sink) = Follow();

        _wang = _wang with { Rights = PlatformRights.Of([("list", new GroupResource("ghippo.io", "users"))]) };
        (await RecheckedAsync(feed, sink)).ShouldBe(1);

        _wang = _wang with { Groups = ["operators"], GroupIds = [Guid.CreateVersion7()] };
        (await RecheckedAsync(feed, sink)).ShouldBe(2);

        _wang = _wang with { ManagesEveryCluster = true };
        (await RecheckedAsync(feed, sink)).ShouldBe(3);

        _wang = _wang with { ManagesEveryCluster = false };
        (await RecheckedAsync(feed, sink)).ShouldBe(4);
    }

    [Fact]
    public async Task WhatChangesNothingForThePerson_IsNotTold()
    {
        _site.Grants.Give(_wang, RoleTemplates.NamespaceEdit, _prod.Id, "shop");
        _site.Role(_prod, "", "reader", ReadsPods);
        _site.Bind(_prod, "shop", "by-hand", "ClusterRole", "reader", "User", "wang");
        var (feed, sink) = Follow();

        _site.Grants.Give(RightsSite.Somebody("li"), RoleTemplates.ClusterAdmin, _prod.Id);
        _site.Bind(_prod, "bank", "of-li", "ClusterRole", "reader", "User", "li");
        _site.Bind(_prod, "shop", "once-more", "ClusterRole", "reader", "User", "wang");
        _site.Open("test");
        (await RecheckedAsync(feed, sink)).ShouldBe(0);
    }

    [Fact]
    public async Task ThousandFollowers_OfWhichOneIsConcerned_AreOneQuestion()
    {
        var people = Enumerable.Range(0, 1000).Select(number => RightsSite.Somebody($"person-{number}")).ToList();
        foreach (var person in people) _site.Grants.Give(person, RoleTemplates.NamespaceView, _prod.Id, $"of-{person.Name}");
        var followers = people.Select(person => { var sink = new Sink(); return (Feed: new RightsLiveFeed(_site.People, person, () => person, sink), Sink: sink); }).ToList();

        _site.Grants.Give(people[7], RoleTemplates.NamespaceEdit, _prod.Id, "shop");
        foreach (var (feed, _) in followers) (await feed.RecheckAsync(Token)).ShouldBeNull();

        followers.Sum(follower => follower.Sink.Resyncs).ShouldBe(1);
        followers[7].Sink.Resyncs.ShouldBe(1);
    }

    private (RightsLiveFeed Feed, Sink Sink) Follow()
    {
        var sink = new Sink();
        return (new RightsLiveFeed(_site.People, _wang, () => _wang, sink), sink);
    }

    private static async Task<int> RecheckedAsync(RightsLiveFeed feed, Sink sink)
    {
        (await feed.RecheckAsync(Token)).ShouldBeNull();
        return sink.Resyncs;
    }

    private sealed class Sink : ILiveSink
    {
        public int Resyncs { get; private set; }

        public void Push(LiveChange change) => throw new InvalidOperationException("Nothing is told but that it is another.");

        public void CatchUp(LiveChange change) => throw new InvalidOperationException("Nothing is told but that it is another.");

        public void Resync() => Resyncs++;

        public void Recheck() => throw new InvalidOperationException("It is asked when somebody says that rights changed.");
    }
}
