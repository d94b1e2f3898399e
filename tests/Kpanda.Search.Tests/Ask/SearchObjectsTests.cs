using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.Search.Ask;
using Kpanda.Search.Lists;

namespace Kpanda.Search.Tests.Ask;

public sealed class SearchObjectsTests
{
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

    private async Task<SearchAnswer> AskAsync(string text, string? after = null) => (await TryAsync(text, after)).Value;

    private async Task<Result<SearchAnswer>> TryAsync(string text, string? after)
    {
        var search = new SearchObjects(_index.Index, _index.Kinds, _authorizer, new RowRenderer(new ErrorVocabulary([new SearchWords()])), TimeProvider.System);
        return await search.AnswerAsync(text, null, null, 5, after, new Person(Guid.Empty, "ada", [], false), Language.English, TestContext.Current.CancellationToken);
    }
}
