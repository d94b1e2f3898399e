using System.Net;
using System.Text.Json;
using Kpanda.Identity.Access;

namespace Kpanda.Search.Tests.Ask;

public sealed class ScanTests
{
    [Fact]
    public async Task FieldThatIsNotIndexed_IsFoundInTheBodiesWithinTheScope()
    {
        await using var site = await ScanSite.StartAsync();
        for (var number = 0; number < 40; number++) site.Index.Put("prod", new TestObject(number % 2 == 0 ? "shop" : "bank", $"cart-{number:00}") { Cpu = number % 4 });
        site.Authorizer.Scope = AccessScope.Of([], [("prod", "shop")]);

        var lines = await site.ScanAsync("field:spec.cpu=2");

        Items(lines).ShouldBe(Enumerable.Range(0, 40).Where(number => number % 4 == 2).Select(number => $"cart-{number:00}"), ignoreOrder: true);
        var end = lines[^1];
        (end.GetProperty("ended").GetString(), end.GetProperty("looked").GetInt32(), end.GetProperty("of").GetInt32()).ShouldBe(("all", 20, 20));
    }

    [Fact]
    public async Task OtherTerms_LeaveFewerBodiesToRead()
    {
        await using var site = await ScanSite.StartAsync();
        site.Index.Put("prod", new TestObject("shop", "a") { Cpu = 2, Phase = "Failed" }, new TestObject("shop", "b") { Cpu = 2 }, new TestObject("shop", "c") { Cpu = 3, Phase = "Failed" });

        var lines = await site.ScanAsync("field:spec.cpu!=3 status:Failed");

        Items(lines).ShouldBe(["a"]);
        lines[^1].GetProperty("of").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task EnoughIsFound_EndsIt()
    {
        await using var site = await ScanSite.StartAsync();
        site.Index.Put("prod", [.. Enumerable.Range(0, 1100).Select(number => new TestObject("shop", $"cart-{number:0000}") { Cpu = 1 })]);

        var lines = await site.ScanAsync("field:spec.cpu=1");

        Items(lines).Distinct().Count().ShouldBe(1000);
        lines[^1].GetProperty("ended").GetString().ShouldBe("enough");
    }

    [Fact]
    public async Task NoRights_FindNothing()
    {
        await using var site = await ScanSite.StartAsync();
        site.Index.Put("prod", new TestObject("shop", "a") { Cpu = 1 });
        site.Authorizer.Scope = AccessScope.None;

        var lines = await site.ScanAsync("field:spec.cpu=1");

        Items(lines).ShouldBeEmpty();
        lines[^1].GetProperty("ended").GetString().ShouldBe("all");
    }

    [Fact]
    public async Task TermThatCannotBeRead_IsRefused()
    {
        await using var site = await ScanSite.StartAsync();
        using var answer = await site.Client.GetAsync("/api/v1/search/scan?q=field:nonsense", TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task WhoHangsUp_EndsTheReading()
    {
        await using var site = await ScanSite.StartAsync();
        site.Index.Put("prod", new TestObject("shop", "found") { Cpu = 1 });
        site.Index.Put("prod", new TestObject("shop", "stored") { Cpu = 1 });
        site.Index.Stored("prod", new("shop", "stored"));

        using (var answer = await site.Client.GetAsync("/api/v1/search/scan?q=field:spec.cpu=1", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken))
        {
            // The first rows come while bodies are still read.
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
            var lines = new List<JsonElement>();
            while (Items(lines).Count == 0) lines.Add(JsonDocument.Parse((await reader.ReadLineAsync(TestContext.Current.CancellationToken))!).RootElement);
            Items(lines).ShouldBe(["found"]);
            site.Reader.Cancelled.IsCompleted.ShouldBeFalse();
        }

        await site.Reader.Cancelled.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
    }

    private static List<string> Items(IEnumerable<JsonElement> lines) =>
        [.. lines.Where(line => line.TryGetProperty("item", out _)).Select(line => line.GetProperty("item").GetProperty("name").GetString()!)];
}
