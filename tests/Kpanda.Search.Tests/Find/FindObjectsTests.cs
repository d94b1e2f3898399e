using Kpanda.Identity.Access;
using Kpanda.Search.Find;

namespace Kpanda.Search.Tests.Find;

/// <summary>The search box.</summary>
public sealed class FindObjectsTests
{
    private static readonly Person Ada = new(Guid.Empty, "ada", [], false);

    private readonly TestIndex _index = new();
    private readonly FakeAuthorizer _authorizer = new();

    public FindObjectsTests()
    {
        _index.Put("prod", new TestObject("shop", "shopping-cart"), new TestObject("shop", "cart-7"), new TestObject("shop", "cart"), new TestObject("pay", "discart"));
        _index.Put("edge", new TestObject("shop", "cart"));
    }

    private async Task<string[]> FindAsync(string text, int limit = 20, params string[] segments)
    {
        var find = new FindObjects(_index.Index, _index.Kinds, _authorizer);
        var found = await find.FindAsync(text, segments, limit, Ada, TestContext.Current.CancellationToken);
        return [.. found.Items.Select(item => $"{item.Cluster}/{item.Namespace}/{item.Name}")];
    }

    [Fact]
    public async Task Names_AreRankedByHowWellTheyMatch() =>
        (await FindAsync("CART")).ShouldBe(["edge/shop/cart", "prod/shop/cart", "prod/shop/cart-7", "prod/shop/shopping-cart", "prod/pay/discart"]);

    [Theory]
    [InlineData("cart edge", "edge/shop/cart")]
    [InlineData("cart pay", "prod/pay/discart")]
    [InlineData("  cart   7 pod ", "prod/shop/cart-7")]
    public async Task FurtherWords_NarrowByNameNamespaceClusterAndKind(string text, string only) => (await FindAsync(text)).ShouldBe([only]);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("nothing-like-it")]
    public async Task NothingThatMatches_FindsNothing(string text) => (await FindAsync(text)).ShouldBeEmpty();

    [Fact]
    public async Task TextLongerThanAnyName_FindsNothing() => (await FindAsync(new string('c', 300))).ShouldBeEmpty();

    [Fact]
    public async Task TheBest_AreAnsweredWhereThereAreMore() => (await FindAsync("cart", limit: 2)).ShouldBe(["edge/shop/cart", "prod/shop/cart"]);

    [Fact]
    public async Task OtherKinds_AreLeftOut() => (await FindAsync("cart", 20, "services")).ShouldBeEmpty();

    [Fact]
    public async Task OutsideTheScope_NothingIsFound()
    {
        _authorizer.Scope = AccessScope.Of([], [("prod", "pay")]);
        (await FindAsync("cart")).ShouldBe(["prod/pay/discart"]);

        _authorizer.Scope = AccessScope.None;
        (await FindAsync("cart")).ShouldBeEmpty();
    }
}
