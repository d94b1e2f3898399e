using System.Text;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Live;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Kinds;
using Kpanda.Search.Lists;
using Kpanda.Search.Live;
using Kpanda.Search.Query;
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
        _source = new(_index.Index, _authorizer, _index.Kinds, [new KindPaths(_index.Kinds)], new ResourceLists(_index.Index, _authorizer, renderer), renderer);
    }

    [Fact]
    public async Task List_TellsOnlyWhatMatchesItsPathAndQuery()
    {
        var sink = new FakeSink();
        var feed = await OpenAsync($"{Prefix}/clusters/prod/namespaces/shop/pods?phase=Failed", sink);

        _index.Put("prod", new TestObject("shop", "a") { Phase = "Failed" }, new TestObject("shop", "b"), new TestObject("bank", "c") { Phase = "Failed" });
        _index.Put("dev", new TestObject("shop", "d") { Phase = "Failed" });

        sink.Changes.Select(change => (change.Kind, change.Key)).ShouldBe([(LiveChangeKind.Added, "prod/shop/a")]);
        (await TextAsync(sink.Changes[0])).ShouldContain("\"kpanda\":{\"key\":\"prod/shop/a\",\"state\":\"Failed\",\"severity\":\"failing\"");
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
        (await TextAsync(first.Changes.Single())).ShouldContain("prod/shop/a");
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
        (await TextAsync(sink.Changes[0])).ShouldContain("\"state\":\"Failed\"");
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
    public async Task ListWithoutAnyRight_IsEmptyUntilTheRightComes()
    {
        _authorizer.Scope = AccessScope.None;
        var sink = new FakeSink();
        await using var feed = await OpenAsync($"{Prefix}/asl/pods", sink);
        _index.Put("prod", new TestObject("shop", "a"));
        (sink.Changes.Count, feed.Total).ShouldBe((0, 0));
        _index.Board.IsInteresting(TestIndex.Pods).ShouldBeFalse();

        _authorizer.Scope = AccessScope.All;
        (await feed.RecheckAsync(TestContext.Current.CancellationToken)).ShouldBeNull();

        (sink.Resyncs, feed.Total).ShouldBe((1, 1));
    }

    [Fact]
    public async Task RowsInAFormOfTheirOwn_AreNotMixedWithThoseOfTheKind()
    {
        var other = new OtherForm();
        var renderer = new RowRenderer(new ErrorVocabulary([new SearchWords()]));
        var lists = new ResourceLists(_index.Index, _authorizer, renderer);
        var source = new ResourceLiveSource(_index.Index, _authorizer, _index.Kinds, [new KindPaths(_index.Kinds), other], lists, renderer);
        var (usual, own) = (new FakeSink(), new FakeSink());
        await using var one = (await TryOpenAsync(source, $"{Prefix}/asl/pods", usual))!.Value.Value;
        await using var two = (await TryOpenAsync(source, $"{Prefix}/other", own))!.Value.Value;

        _index.Put("prod", new TestObject("shop", "a"));

        (await TextAsync(usual.Changes.Single())).ShouldContain("\"name\":\"a\"");
        (await TextAsync(own.Changes.Single())).ShouldContain("\"name\":\"a in another form\"");
    }

    [Fact]
    public async Task RowsThatAreCompleted_ComeAsTheListHasThemAndAreReadAgainWhenTheOthersChange()
    {
        var index = new TestIndex(new FakeDescriptor { Completes = true });
        var renderer = new RowRenderer(new ErrorVocabulary([new SearchWords()]));
        var source = new ResourceLiveSource(index.Index, _authorizer, index.Kinds, [new KindPaths(index.Kinds)], new ResourceLists(index.Index, _authorizer, renderer), renderer);
        var (bare, whole) = (new FakeSink(), new FakeSink());
        await using var one = (await TryOpenAsync(source, $"{Prefix}/asl/pods?bare=true", bare))!.Value.Value;
        await using var two = (await TryOpenAsync(source, $"{Prefix}/asl/pods", whole))!.Value.Value;

        index.Put("prod", new TestObject("shop", "a"));
        (await TextAsync(bare.Changes.Single())).ShouldContain("\"name\":\"\"");
        (await TextAsync(whole.Changes.Single())).ShouldContain("\"name\":\"a\"");

        index.Put(FakeDescriptor.Deployments, "prod", new TestObject("shop", "quota"));
        (bare.Resyncs, whole.Resyncs).ShouldBe((1, 0));
    }

    [Fact]
    public async Task ListThatLooksAtAnotherObject_AsksAgainWhenThisChanges()
    {
        var deployment = new TestObject("shop", "cart");
        var sink = new FakeSink();
        await using var feed = await OpenAsync($"{Prefix}/clusters/prod/namespaces/shop/pods?deployment=cart", sink);
        _index.Put("prod", new TestObject("shop", "early") { OwnerUid = deployment.Uid });
        sink.Changes.ShouldBeEmpty();

        _index.Put(FakeDescriptor.Deployments, "prod", deployment);
        sink.Rechecks.ShouldBe(1);
        (await feed.RecheckAsync(TestContext.Current.CancellationToken)).ShouldBeNull();
        (sink.Resyncs, feed.Total).ShouldBe((1, 1));

        // What changes of it without meaning other pods is no reason to read again.
        _index.Put(FakeDescriptor.Deployments, "prod", deployment with { Version = 2, Phase = "Failed" });
        (await feed.RecheckAsync(TestContext.Current.CancellationToken)).ShouldBeNull();
        sink.Resyncs.ShouldBe(1);

        await feed.DisposeAsync();
        _index.Board.IsInteresting(FakeDescriptor.Deployments).ShouldBeFalse();
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

    private ValueTask<Result<ILiveFeed>?> TryOpenAsync(string pathAndQuery, ILiveSink sink, Language language = Language.English) =>
        TryOpenAsync(_source, pathAndQuery, sink, language);

    private static ValueTask<Result<ILiveFeed>?> TryOpenAsync(ResourceLiveSource source, string pathAndQuery, ILiveSink sink, Language language = Language.English)
    {
        var context = new DefaultHttpContext();
        context.Features.Set(new Person(Guid.Empty, "ada", [], false));
        var parts = pathAndQuery.Split('?');
        var query = new QueryCollection(QueryHelpers.ParseQuery(parts.ElementAtOrDefault(1)));
        return source.TryOpenAsync(new LiveRequest(context, parts[0], query, language), sink, TestContext.Current.CancellationToken);
    }

    private static async Task<string> TextAsync(LiveChange change) => Encoding.UTF8.GetString((await change.RowAsync()).Span);

    private sealed class FakeSink : ILiveSink
    {
        public int Rechecks { get; private set; }

        public List<LiveChange> Changes { get; } = [];

        public int Resyncs { get; private set; }

        public void Push(LiveChange change) => Changes.Add(change);

        public void CatchUp(LiveChange change) => Changes.Add(change);

        public void Resync() => Resyncs++;

        public void Recheck() => Rechecks++;
    }

    /// <summary>A path whose rows have a form of their own, as those below <c>/gvr</c>.</summary>
    private sealed class OtherForm : KindDescriptor<FakeShape>, ILivePaths
    {
        public override GroupResource Resource => TestIndex.Pods;

        public override string Kind => "Pod";

        public override bool Namespaced => true;

        public override string Tag => "Core";

        public override FakeShape Project(IndexedObject obj) => new($"{obj.Key.Name} in another form");

        public ValueTask<Result<LivePath>?> FindAsync(IReadOnlyList<string> segments, IQueryCollection query, CancellationToken cancellationToken) =>
            new(segments is ["other"] ? new LivePath(this, ListTarget.All) : (Result<LivePath>?)null);
    }
}
