using System.Text;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Live;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.Search.Lists;
using Kpanda.Search.Live;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Kpanda.Search.Tests.Live;

public sealed class ResourceLiveSourceTests
{
    private const string Prefix = "/apis/kpanda.io/v1alpha1";
    private readonly TestIndex _index = new();
    private readonly FakeAuthorizer _authorizer = new();
    private readonly ResourceLiveSource _source;

    public ResourceLiveSourceTests()
    {
        var renderer = new RowRenderer(new ErrorVocabulary([new SearchWords()]));
        _source = new(_index.Index, _authorizer, _index.Kinds, new ResourceLists(_index.Index, _authorizer, renderer), renderer);
    }

    [Fact]
    public async Task List_TellsOnlyWhatMatchesItsPathAndQuery()
    {
        var sink = new FakeSink();
        var feed = await OpenAsync($"{Prefix}/clusters/prod/namespaces/shop/pods?phase=Failed", sink);

        _index.Put("prod", new TestObject("shop", "a") { Phase = "Failed" }, new TestObject("shop", "b"), new TestObject("bank", "c") { Phase = "Failed" });
        _index.Put("dev", new TestObject("shop", "d") { Phase = "Failed" });

        sink.Changes.Select(change => (change.Kind, change.Key)).ShouldBe([(LiveChangeKind.Added, "prod/shop/a")]);
        Encoding.UTF8.GetString(sink.Changes[0].Item.Span).ShouldContain("\"kpanda\":{\"key\":\"prod/shop/a\",\"state\":\"Failed\",\"severity\":\"failing\"");
        feed.Total.ShouldBe(1);
    }

    [Fact]
    public async Task RowThatNoLongerMatches_IsToldAsRemoved()
    {
        var pod = new TestObject("shop", "a") { Phase = "Failed" };
        _index.Put("prod", pod);
        var sink = new FakeSink();
        var feed = await OpenAsync($"{Prefix}/asl/pods?phase=Failed", sink);

        _index.Put("prod", pod with { Phase = "Running", Version = 2 });

        sink.Changes.Select(change => (change.Kind, change.Key)).ShouldBe([(LiveChangeKind.Removed, "prod/shop/a")]);
        feed.Total.ShouldBe(0);
    }

    [Fact]
    public async Task EqualQuestions_AreMatchedAndRenderedOnce()
    {
        var (first, second) = (new FakeSink(), new FakeSink());
        await using var one = await OpenAsync($"{Prefix}/asl/pods?phase=Failed&page=1&sortBy=state", first);
        await using var two = await OpenAsync($"{Prefix}/asl/pods?page=7&phase=Failed", second);

        _index.Put("prod", new TestObject("shop", "a") { Phase = "Failed" });

        second.Changes.Single().ShouldBeSameAs(first.Changes.Single());
    }

    [Fact]
    public async Task EqualQuestionsInOtherLanguages_AreMatchedOnceAndRenderedInEach()
    {
        var (first, second) = (new FakeSink(), new FakeSink());
        await using var one = await OpenAsync($"{Prefix}/asl/pods", first);
        await using var two = await OpenAsync($"{Prefix}/asl/pods", second, Language.Chinese);

        _index.Put("prod", new TestObject("shop", "a") { Phase = "Failed" });

        _index.Index.Table(TestIndex.Pods).FollowerCount.ShouldBe(1);
        Encoding.UTF8.GetString(first.Changes.Single().Item.Span).ShouldContain("prod/shop/a");
        second.Changes.Single().ShouldNotBeSameAs(first.Changes.Single());
    }

    [Fact]
    public async Task PeopleWithOtherRights_ShareTheFeedOfANamespaceThatBothMaySee()
    {
        _authorizer.Scope = AccessScope.Of([], [("prod", "shop"), ("prod", "bank")]);
        await using var one = await OpenAsync($"{Prefix}/clusters/prod/namespaces/shop/pods", new FakeSink());
        _authorizer.Scope = AccessScope.Of(["prod"], []);
        await using var two = await OpenAsync($"{Prefix}/clusters/prod/namespaces/shop/pods", new FakeSink());
        await using var other = await OpenAsync($"{Prefix}/clusters/prod/namespaces/bank/pods", new FakeSink());

        _index.Index.Table(TestIndex.Pods).FollowerCount.ShouldBe(2);
    }

    [Fact]
    public async Task RowsReadBeforeAChange_AreCaughtUpWith()
    {
        var pod = new TestObject("shop", "a") { Phase = "Pending", Version = 5 };
        _index.Put("prod", pod, new TestObject("shop", "same") { Version = 5 });
        var sink = new FakeSink();
        await using var feed = await OpenAsync($"{Prefix}/asl/pods", sink);
        _index.Put("prod", pod with { Phase = "Failed", Version = 6 });
        sink.Changes.Clear();

        LiveRow[] rows = [new("prod/shop/a", "5"), new("prod/shop/same", "5"), new("prod/shop/gone", "5"), new("prod/shop/unknown", null)];
        await feed.CatchUpAsync(rows, TestContext.Current.CancellationToken);

        sink.Changes.Select(change => (change.Kind, change.Key)).ShouldBe([(LiveChangeKind.Modified, "prod/shop/a"), (LiveChangeKind.Removed, "prod/shop/gone")]);
        Encoding.UTF8.GetString(sink.Changes[0].Item.Span).ShouldContain("\"state\":\"Failed\"");
    }

    [Fact]
    public async Task RowThatTheScreenHasNewer_IsLeftAlone()
    {
        _index.Put("prod", new TestObject("shop", "a") { Version = 5 });
        var sink = new FakeSink();
        await using var feed = await OpenAsync($"{Prefix}/clusters/prod/namespaces/shop/pods/a", sink);

        await feed.CatchUpAsync([new("prod/shop/a", "6")], TestContext.Current.CancellationToken);

        sink.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task ScopeThatChanges_ResyncsAndFollowsTheNewOne()
    {
        var sink = new FakeSink();
        var feed = await OpenAsync($"{Prefix}/asl/pods", sink);
        _authorizer.Scope = AccessScope.Of([], [("prod", "shop")]);

        (await feed.RecheckAsync(TestContext.Current.CancellationToken)).ShouldBeNull();
        _index.Put("prod", new TestObject("shop", "a"), new TestObject("bank", "hidden"));

        sink.Resyncs.ShouldBe(1);
        sink.Changes.Select(change => change.Key).ShouldBe(["prod/shop/a"]);
    }

    [Fact]
    public async Task RightsThatAreGone_EndTheFeed()
    {
        var feed = await OpenAsync($"{Prefix}/clusters/prod/namespaces/shop/pods/a", new FakeSink());
        _authorizer.Scope = AccessScope.None;

        (await feed.RecheckAsync(TestContext.Current.CancellationToken))!.Code.ShouldBe(ErrorCode.PermissionDenied);
    }

    [Fact]
    public async Task DisposedFeed_TellsNothingMore()
    {
        var sink = new FakeSink();
        await (await OpenAsync($"{Prefix}/asl/pods", sink)).DisposeAsync();

        _index.Put("prod", new TestObject("shop", "a"));

        sink.Changes.ShouldBeEmpty();
        _index.Board.IsInteresting(TestIndex.Pods).ShouldBeFalse();
    }

    [Theory]
    [InlineData("/apis/kpanda.io/v1alpha1/asl/unknown")]
    [InlineData("/apis/kpanda.io/v1alpha1/clusters/prod/pods/name")]
    [InlineData("/apis/kpanda.io/v1alpha1/clusters")]
    [InlineData("/elsewhere")]
    public async Task PathOfNoKind_IsNotServed(string path) => (await TryOpenAsync(path, new FakeSink())).ShouldBeNull();

    [Fact]
    public async Task ParameterAtFault_IsRefusedWithItsName()
    {
        var opened = await TryOpenAsync($"{Prefix}/asl/pods?phase=Sleeping", new FakeSink());

        opened!.Value.Error!.Field.ShouldBe("phase");
    }

    private async Task<ILiveFeed> OpenAsync(string path, ILiveSink sink, Language language = Language.English) => (await TryOpenAsync(path, sink, language))!.Value.Value;

    private ValueTask<Result<ILiveFeed>?> TryOpenAsync(string pathAndQuery, ILiveSink sink, Language language = Language.English)
    {
        var context = new DefaultHttpContext();
        context.Features.Set(new Person(Guid.Empty, "ada", [], false));
        var parts = pathAndQuery.Split('?');
        var query = new QueryCollection(QueryHelpers.ParseQuery(parts.ElementAtOrDefault(1)));
        return _source.TryOpenAsync(new LiveRequest(context, parts[0], query, language), sink, TestContext.Current.CancellationToken);
    }

    private sealed class FakeSink : ILiveSink
    {
        public List<LiveChange> Changes { get; } = [];

        public int Resyncs { get; private set; }

        public void Push(LiveChange change) => Changes.Add(change);

        public void CatchUp(LiveChange change) => Changes.Add(change);

        public void Resync() => Resyncs++;
    }
}
