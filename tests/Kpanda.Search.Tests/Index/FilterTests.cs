using Kpanda.Search.Query;

namespace Kpanda.Search.Tests.Index;

/// <summary>Conditions of searches, each against objects that do and do not match.</summary>
public sealed class FilterTests
{
    private static readonly ResourceQuery All = new(TestIndex.Pods);
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task NamePrefix_IsTheBeginning()
    {
        var index = Index("cart-1", "my-cart", "car");

        (await index.NamesAsync(All with { NamePrefix = "cart" })).ShouldBe(["cart-1"]);
    }

    [Theory]
    [InlineData("crt", new[] { "cart-1", "my-cart" })]
    [InlineData("c1", new[] { "cart-1" })]
    [InlineData("CAR", new[] { "car", "cart-1", "my-cart" })]
    [InlineData("rac", new string[0])]
    public async Task NameFuzzy_HasTheLettersInTheirOrder(string letters, string[] names)
    {
        var index = Index("cart-1", "my-cart", "car");

        (await index.NamesAsync(All with { NameFuzzy = letters })).ShouldBe(names);
    }

    [Fact]
    public async Task Created_IsFromAMomentUpToAnother()
    {
        var index = new TestIndex();
        for (var day = 0; day < 4; day++) index.Put("prod", new TestObject("shop", $"day-{day}") { Created = Day.AddDays(day) });

        (await index.NamesAsync(All with { Created = new TimeRange(Day.AddDays(1), Day.AddDays(3)) })).ShouldBe(["day-1", "day-2"]);
        (await index.NamesAsync(All with { Created = new TimeRange(null, Day.AddDays(1)) })).ShouldBe(["day-0"]);
        (await index.NamesAsync(All with { Created = new TimeRange(Day.AddDays(3), null) })).ShouldBe(["day-3"]);
    }

    [Fact]
    public async Task Changed_IsTheNewestTimeOfAManager()
    {
        var index = new TestIndex();
        index.Put("prod", new TestObject("shop", "still") { Created = Day }, new TestObject("shop", "changed") { Created = Day, ManagedAt = [Day.AddDays(2), Day.AddDays(1)] });

        (await index.NamesAsync(All with { Changed = new TimeRange(Day.AddDays(2), null) })).ShouldBe(["changed"]);
        (await index.NamesAsync(All with { Changed = new TimeRange(null, Day.AddDays(2)) })).ShouldBe(["still"]);
    }

    [Fact]
    public async Task PartialField_LooksIntoEachValue()
    {
        var index = new TestIndex();
        index.Put("prod", new TestObject("shop", "a") { Images = ["registry/Nginx:1", "proxy:2"] }, new TestObject("shop", "b") { Images = ["redis"] });

        (await index.NamesAsync(All with { Fields = [FieldCondition.Equal("spec.containers[].image", "nginx") with { Partial = true }] })).ShouldBe(["a"]);
        (await index.NamesAsync(All with { Fields = [FieldCondition.Equal("spec.containers[].image", "nginx")] })).ShouldBeEmpty();
    }

    private static TestIndex Index(params string[] names)
    {
        var index = new TestIndex();
        index.Put("prod", [.. names.Select(name => new TestObject("shop", name))]);
        return index;
    }
}
