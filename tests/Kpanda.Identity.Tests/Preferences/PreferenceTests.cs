using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Kpanda.Identity.Tests.Preferences;

/// <summary>What people chose in the console.</summary>
public sealed class PreferenceTests : IAsyncLifetime
{
    private const string Path = "/api/v1/preferences";
    private IdentitySite _site = null!;
    private HttpClient _browser = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _site = await IdentitySite.StartAsync();
        (_browser, _, _) = await _site.SignedInAsync();
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task AtFirst_NothingIsChosen() => (await ReadAsync(_browser)).ShouldBeEmpty();

    [Fact]
    public async Task Change_KeepsWhatItDoesNotName()
    {
        await ChangeAsync(_browser, new() { ["theme"] = "dark", ["language"] = "zh" });
        await ChangeAsync(_browser, new() { ["theme"] = "light", ["keys"] = "{\"help.open\":[\"h\"]}" });
        (await ReadAsync(_browser)).ShouldBe(new Dictionary<string, string?> { ["theme"] = "light", ["language"] = "zh", ["keys"] = "{\"help.open\":[\"h\"]}" }, ignoreOrder: true);

        (await ChangeAsync(_browser, new() { ["theme"] = null })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ReadAsync(_browser)).Keys.ShouldBe(["language", "keys"], ignoreOrder: true);
    }

    [Fact]
    public async Task Others_HaveTheirOwn()
    {
        await ChangeAsync(_browser, new() { ["theme"] = "dark" });
        await _site.AddUserAsync("wang", "another horse");
        var (other, _, _) = await _site.SignedInAsync("wang", "another horse");

        (await ReadAsync(other)).ShouldBeEmpty();
    }

    [Fact]
    public async Task TooMuch_IsRefusedAsAWhole()
    {
        await ChangeAsync(_browser, new() { ["theme"] = "dark" });

        (await ChangeAsync(_browser, new() { ["theme"] = "light", ["x"] = new string('x', (16 * 1024) + 1) })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ChangeAsync(_browser, new() { ["theme"] = "light", [new string('x', 101)] = "" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ChangeAsync(_browser, Enumerable.Range(0, 100).ToDictionary(i => $"name-{i}", string? (_) => "x"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await ReadAsync(_browser)).ShouldBe(new Dictionary<string, string?> { ["theme"] = "dark" });
    }

    private static async Task<Dictionary<string, string?>> ReadAsync(HttpClient client)
    {
        var answer = await client.GetFromJsonAsync<JsonElement>(Path, Token);
        return answer.GetProperty("values").Deserialize<Dictionary<string, string?>>()!;
    }

    private static Task<HttpResponseMessage> ChangeAsync(HttpClient client, Dictionary<string, string?> values) => client.PatchAsJsonAsync(Path, new { values }, Token);
}
