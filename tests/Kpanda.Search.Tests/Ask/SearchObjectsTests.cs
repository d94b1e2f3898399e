using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Ask;
using Kpanda.Search.Lists;

namespace Kpanda.Search.Tests.Ask;

public sealed class SearchObjectsTests
{
    private static readonly Person Ada = new(Guid.Empty, "ada", [], false);
    private static readonly ApiResource Widgets = new(new("example.com", "v1", "widgets"), "Widget", true, ["list", "watch"]);

    private readonly TestIndex _index = new();
    private readonly FakeAuthorizer _authorizer = new();

    [Fact]
    public async Task Pages_FollowEachOtherWithinTheScope()
    {
        for (var number = 0; number < 25; number++) _index.Put("prod", new TestObject(number % 2 == 0 ? "shop" : "bank", $"cart-{number:00}"));
        _index.Put("dev", new TestObject("shop", "cart-99"));
        _authorizer.Scope = AccessScope.Of([], [("prod", "shop")]);
        var names = new List<string>();
        string? after = null;
        do
        {
            var page = await AskAsync("cart", after);
            page.Total.ShouldBe(13);
            page.Kinds.ShouldBe([new KindCount("Pod", "pods", 13)]);
            names.AddRange(page.Items.Select(item => item.Name));
            after = page.Next;
        }
        while (after.Length > 0);

        names.ShouldBe([.. Enumerable.Range(0, 13).Select(number => $"cart-{number * 2:00}")]);
    }

    [Fact]
    public async Task Image_IsAPartOfTheName()
    {
        _index.Put("prod", new TestObject("shop", "a") { Images = ["registry/nginx:1"] }, new TestObject("shop", "b") { Images = ["redis"] });

        (await AskAsync("image:nginx")).Items.Single().Name.ShouldBe("a");
    }

    [Fact]
    public async Task Owner_OwnsAtAnyDepth()
    {
        var (first, second) = (new TestObject("shop", "top"), new TestObject("shop", "middle"));
        _index.Put("prod", first, second with { OwnerUid = first.Uid }, new TestObject("shop", "bottom") { OwnerUid = second.Uid }, new TestObject("shop", "other"));

        (await AskAsync("owner:pod/top")).Items.Select(item => item.Name).ShouldBe(["bottom", "middle"]);
        (await AskAsync("owner:pod/nobody")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task NoRights_FindNothing()
    {
        _index.Put("prod", new TestObject("shop", "a"));
        _authorizer.Scope = AccessScope.None;

        var page = await AskAsync("");

        (page.Total, page.Items.Count, page.Kinds.Count).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task FieldThatIsNotIndexed_IsLeftToTheScan() => (await TryAsync("field:spec.replicas=3", null)).Error!.Reason.ShouldBe("search.scan");

    [Fact]
    public async Task CursorOfSomethingElse_IsRefused() => (await TryAsync("", "pods~nonsense")).Error!.Reason.ShouldBe("search.cursor");

    [Fact]
    public async Task CustomResources_AreFoundWithTheirConditions_AsLongAsTheyAreServed()
    {
        _index.Put("prod", new TestObject("shop", "cart"));
        _index.Put(Widgets.Gvr.GroupResource, "prod", new TestObject("shop", "cart-widget"));
        _index.Board.Add("prod").Discovered([Widgets]);

        (await AskAsync("cart")).Kinds.ShouldBe([new KindCount("Pod", "pods", 1), new KindCount("Widget", "widgets.example.com", 1)]);
        var widget = (await AskAsync("kind:widget")).Items.Single();
        (widget.Kind, widget.Segment, widget.Name).ShouldBe(("Widget", "widgets.example.com", "cart-widget"));
        (await BestAsync("widget")).ShouldBe(["prod/shop/cart-widget"]);
        (await CompleteAsync("kind:wid")).ShouldBe(["kind:widget"]);

        _index.Index.Table(Widgets.Gvr.GroupResource).RemoveCluster("prod");
        (await AskAsync("cart")).Total.ShouldBe(1);
    }

    [Fact]
    public async Task ClusterThatWasNotReadYet_IsSaidNotToBeSearched()
    {
        _index.Board.Add("prod");

        (await AskAsync("cart")).Freshness.Select(note => (note.Cluster, note.Synced, note.Reason)).ShouldBe([("prod", false, "sync.starting")]);
    }

    [Theory]
    [InlineData("na", new[] { "namespace:", "name:" })]
    [InlineData("cluster:", new[] { "cluster:dev", "cluster:prod" })]
    [InlineData("cluster:PRO", new[] { "cluster:prod" })]
    [InlineData("ns:", new[] { "namespace:bank", "namespace:shop" })]
    [InlineData("namespace:o", new[] { "namespace:shop" })]
    [InlineData("label:", new[] { "label:app=", "label:tier=" })]
    [InlineData("label:app=", new[] { "label:app=cart", "label:app=till" })]
    [InlineData("label:app=c", new[] { "label:app=cart" })]
    [InlineData("label:nobody=", new string[0])]
    [InlineData("severity:war", new[] { "severity:warning" })]
    [InlineData("image:", new string[0])]
    [InlineData("colour:r", new string[0])]
    public async Task Terms_AreCompletedFromWhatThereIs(string term, string[] expected)
    {
        Labelled();
        (await CompleteAsync(term)).ShouldBe(expected);
    }

    [Fact]
    public async Task Completion_KeepsWithinTheScopeAndTheOtherTerms()
    {
        Labelled();
        (await CompleteAsync("label:app=", "cluster:dev")).ShouldBe(["label:app=cart"]);
        (await CompleteAsync("namespace:", "cluster:prod")).ShouldBe(["namespace:bank"]);

        _authorizer.Scope = AccessScope.Of([], [("prod", "bank")]);
        (await CompleteAsync("label:app=")).ShouldBe(["label:app=till"]);
        (await CompleteAsync("cluster:")).ShouldBe(["cluster:prod"]);
        (await CompleteAsync("namespace:")).ShouldBe(["namespace:bank"]);

        _authorizer.Scope = AccessScope.None;
        (await CompleteAsync("label:")).ShouldBeEmpty();
        (await CompleteAsync("kind:")).ShouldBeEmpty();
    }

    private void Labelled()
    {
        _index.Put("dev", new TestObject("shop", "cart") { Labels = new() { ["app"] = "cart", ["tier"] = "web" } });
        _index.Put("prod", new TestObject("bank", "till") { Labels = new() { ["app"] = "till" } });
    }

    [Fact]
    public async Task TheBest_AreRankedByHowWellTheyMatch()
    {
        Carts();
        (await BestAsync("CART")).ShouldBe(["edge/shop/cart", "prod/shop/cart", "prod/shop/cart-7", "prod/shop/shopping-cart", "prod/pay/discart"]);
        (await BestAsync("cart", limit: 2)).ShouldBe(["edge/shop/cart", "prod/shop/cart"]);
    }

    [Theory]
    [InlineData("cart edge", "edge/shop/cart")]
    [InlineData("cart pay", "prod/pay/discart")]
    [InlineData("  cart   7 pod ", "prod/shop/cart-7")]
    [InlineData("cart cluster:edge", "edge/shop/cart")]
    public async Task FurtherWords_NarrowByNameNamespaceClusterAndKind(string text, string only)
    {
        Carts();
        (await BestAsync(text)).ShouldBe([only]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("nothing-like-it")]
    public async Task NothingThatMatches_IsNotTheBest(string text)
    {
        Carts();
        (await BestAsync(text)).ShouldBeEmpty();
    }

    [Fact]
    public async Task TheBest_AreWithinTheScope()
    {
        Carts();
        _authorizer.Scope = AccessScope.Of([], [("prod", "pay")]);
        (await BestAsync("cart")).ShouldBe(["prod/pay/discart"]);

        _authorizer.Scope = AccessScope.None;
        (await BestAsync("cart")).ShouldBeEmpty();
    }

    private void Carts()
    {
        _index.Put("prod", new TestObject("shop", "shopping-cart"), new TestObject("shop", "cart-7"), new TestObject("shop", "cart"), new TestObject("pay", "discart"));
        _index.Put("edge", new TestObject("shop", "cart"));
    }

    private async Task<SearchAnswer> AskAsync(string text, string? after = null) => (await TryAsync(text, after)).Value;

    private async Task<Result<SearchAnswer>> TryAsync(string text, string? after)
    {
        return await Search.AnswerAsync(text, null, null, 5, after, Ada, Language.English, TestContext.Current.CancellationToken);
    }

    private SearchObjects Search => new(_index.Index, Kinds, _authorizer, new RowRenderer(new ErrorVocabulary([new SearchWords()])), TimeProvider.System);

    private SearchedKinds Kinds => new(_index.Kinds, _index.Board);

    private async Task<string[]> BestAsync(string text, int limit = 20) =>
        [.. (await Search.BestAsync(text, limit, Ada, Language.English, TestContext.Current.CancellationToken)).Value.Items.Select(item => $"{item.Cluster}/{item.Namespace}/{item.Name}")];

    private async Task<string[]> CompleteAsync(string term, string others = "")
    {
        var complete = new CompleteTerm(_index.Index, Kinds, Search, _authorizer, TimeProvider.System);
        return [.. (await complete.AnswerAsync(term, others, Ada, TestContext.Current.CancellationToken)).Value.Items.Select(item => item.Text)];
    }
}
