using System.Text.Json.Nodes;

namespace Kpanda.Integration.Tests;

/// <summary>
/// Whatever lists of the console show, the server sorts by: each column of each kind is walked page by page, upwards and downwards, and compared with the values in the rows. That the console has these
/// columns and asks for them so is shown by <c>shownColumns.test.ts</c>, over the same file.
/// </summary>
public sealed class ShownColumnsTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Cluster = "staging";
    private const string Namespace = "shown-columns";
    private const int PageSize = 20;

    // What a simulated cluster does by itself between reading a row's place and its body is no fault of the order.
    private const int MostTries = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly JsonObject Columns = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "shownColumns.json")))!.AsObject();

    // Of its own: the objects that it needs are in nobody's way.
    private readonly ServerProcess _server = new();
    private ProductApi _api = null!;

    // Columns in which not all rows show the same: only these say something of an order.
    private readonly HashSet<string> _varied = [];

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        _api = new ProductApi(_server.Client);
        await CreateAsync("shown-columns.yaml");
        var things = $"/clusters/{Cluster}/shownthings.columns.example.com";
        await Deadline.ForAsync("the new kind", Patience, async _ => await _api.StatusAsync(things) == System.Net.HttpStatusCode.OK ? things : null);
        await CreateAsync("shown-things.yaml");
        await Deadline.ForAsync("its objects", Patience, async _ => (await _api.GetAsync(things))["items"] is JsonArray { Count: 3 } items ? items : null);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task EveryColumnOfEveryKind_IsSortedByWhatItShows_AndNoRowIsLostOrDoubled()
    {
        await OfPublishedKindsAsync();
        await OfOtherKindsAsync();
    }

    private async Task OfPublishedKindsAsync()
    {
        var problems = new List<string>();
        var walked = 0;
        foreach (var (segment, columns) in Columns)
        {
            foreach (var (column, sortBy) in columns!.AsObject())
            {
                var word = sortBy!.GetValue<string>();
                walked++;
                problems.AddRange(await WalkAsync($"{segment}: {column}", segment, word, row => new ShownRow(segment, row).Value(word)));
            }
        }

        problems.ShouldBeEmpty();
        walked.ShouldBeGreaterThan(100);
        output.WriteLine($"{_varied.Count} of {walked} columns have more than one value: {string.Join(", ", _varied)}");
        _varied.Count.ShouldBeGreaterThan(95);
    }

    private async Task OfOtherKindsAsync()
    {
        var kinds = await Deadline.ForAsync("the kinds", Patience, async _ =>
            (await _api.GetAsync($"/clusters/{Cluster}/kinds"))["items"] is JsonArray { Count: > 20 } items ? items : null);
        var problems = new List<string>();
        var walked = 0;
        foreach (var segment in kinds.Select(kind => kind!["segment"]!.GetValue<string>()).Where(segment => segment.Contains('.', StringComparison.Ordinal) && !segment.StartsWith("leases.", StringComparison.Ordinal)))
        {
            foreach (var column in (await _api.GetAsync($"/clusters/{Cluster}/kinds/{segment}"))["columns"]!.AsArray())
            {
                var (name, type) = (column!["name"]!.GetValue<string>(), column["type"]!.GetValue<string>());
                walked++;
                problems.AddRange(await WalkAsync($"{segment}: {name}", segment, $"cells.{name}", row => new ShownRow(segment, row).Cell(name, type)));
            }
        }

        problems.ShouldBeEmpty();
        walked.ShouldBeGreaterThan(10);
        foreach (var column in (string[])["Size: now", "Until", "Release"]) _varied.ShouldContain($"shownthings.columns.example.com cells.{column}");
    }

    private async Task CreateAsync(string file)
    {
        var yaml = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, file), TestContext.Current.CancellationToken);
        await _api.PostAsync($"/clusters/{Cluster}/namespaces/{Namespace}/resources", new { data = new[] { yaml } });
    }

    private async Task<List<string>> WalkAsync(string what, string segment, string sortBy, Func<JsonNode, (double, string)> value)
    {
        List<string> problems = [];
        foreach (var direction in (string[])["asc", "desc"])
        {
            List<string> found = [];
            for (var tries = 0; tries < MostTries && (tries == 0 || found.Count > 0); tries++)
            {
                found = await WalkOnceAsync(segment, sortBy, direction, value);
                if (found.Count > 0) output.WriteLine($"{what}, {direction}: {string.Join("; ", found.Take(3))}");
            }

            problems.AddRange(found.Take(2).Select(problem => $"{what}, {direction}: {problem}"));
        }

        return problems;
    }

    private async Task<List<string>> WalkOnceAsync(string segment, string sortBy, string direction, Func<JsonNode, (double, string)> value)
    {
        var path = $"/clusters/{Cluster}/{segment}?sortBy={Uri.EscapeDataString(sortBy)}&sortDir={direction}&pageSize={PageSize}";
        var problems = new List<string>();
        var before = await AllAsync(segment);
        var seen = new HashSet<string>();
        (double Number, string Text)? last = null;
        for (string? after = null; ;)
        {
            var page = await _api.GetAsync(after is null ? path : $"{path}&after={after}");
            foreach (var row in page["items"]!.AsArray())
            {
                var key = row!["kpanda"]!["key"]!.GetValue<string>();
                if (!seen.Add(key)) problems.Add($"{key} comes twice");
                var now = value(row);
                if (last is { } one && Compare(one, now) is var order && (direction == "asc" ? order > 0 : order < 0)) problems.Add($"{key} has {now} after {one}");
                if (last is { } other && other != now) _varied.Add($"{segment} {sortBy}");
                last = now;
            }

            after = page["next"]?.GetValue<string>();
            if (after is null) break;
            seen.Count.ShouldBeLessThan(100_000, $"{path} does not end");
        }

        before.IntersectWith(await AllAsync(segment));
        problems.AddRange(before.Except(seen).Select(key => $"{key} is missing"));
        return problems;
    }

    private async Task<HashSet<string>> AllAsync(string segment)
    {
        var all = new HashSet<string>();
        for (var page = 1; ; page++)
        {
            var answer = await _api.GetAsync($"/clusters/{Cluster}/{segment}?sortBy=field_name&sortDir=asc&pageSize=1000&page={page}");
            all.UnionWith(answer["items"]!.AsArray().Select(row => row!["kpanda"]!["key"]!.GetValue<string>()));
            if (page >= answer["pagination"]!["pages"]!.GetValue<int>()) return all;
        }
    }

    private static int Compare((double Number, string Text) x, (double Number, string Text) y) =>
        x.Number == y.Number ? string.CompareOrdinal(x.Text, y.Text) : x.Number.CompareTo(y.Number);
}
