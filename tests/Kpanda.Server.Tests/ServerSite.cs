using System.Net.Http.Json;
using System.Text.Json;
using Kpanda.Server.Configuration;
using Microsoft.AspNetCore.Builder;

namespace Kpanda.Server.Tests;

/// <summary>The whole server on free ports with a data folder of its own, without simulated clusters unless asked.</summary>
internal sealed class ServerSite : IAsyncDisposable
{
    public const string AdminPassword = "correct horse";

    private readonly string _folder;

    private ServerSite(WebApplication app, string folder)
    {
        App = app;
        _folder = folder;
    }

    public WebApplication App { get; }

    public string Data => Path.Combine(_folder, "data");

    public string HttpUrl => App.Urls.First(url => url.StartsWith("http://", StringComparison.Ordinal));

    public string HttpsUrl => App.Urls.First(url => url.StartsWith("https://", StringComparison.Ordinal));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ServerSite> StartAsync(params (string Key, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("kpanda-server-").FullName;
        var console = Directory.CreateDirectory(Path.Combine(folder, "console", "assets")).Parent!.FullName;
        await File.WriteAllTextAsync(Path.Combine(console, "index.html"), "<!doctype html><title>Kpanda</title>", Token);
        await File.WriteAllTextAsync(Path.Combine(console, "assets", "app-abc123.js"), "console.log('plain')", Token);
        await File.WriteAllTextAsync(Path.Combine(console, "assets", "app-abc123.js.br"), "brotli", Token);
        await File.WriteAllTextAsync(Path.Combine(console, "assets", "app-abc123.js.gz"), "gzip", Token);

        var flags = new Dictionary<string, string>
        {
            ["urls"] = "http://127.0.0.1:0;https://127.0.0.1:0",
            ["data"] = Path.Combine(folder, "data"),
            ["console"] = console,
            ["sandbox"] = "false",
            ["log.level"] = "error",
        };
        foreach (var (key, value) in settings) flags[key] = value;
        var problems = new List<string>();
        var values = ConfiguredValues.Gather(flags, new Dictionary<string, string> { ["KPANDA_ADMIN_PASSWORD"] = AdminPassword }, problems);
        var options = ServerOptionsReader.Read(values, problems);
        problems.ShouldBeEmpty();
        var app = KpandaServer.Build(options! with { PasswordIterations = 1000 });
        await app.StartAsync(Token);
        return new ServerSite(app, folder);
    }

    public HttpClient NewClient() => new(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(HttpUrl), Timeout = TimeSpan.FromMinutes(10) };

    public async Task<HttpClient> SignedInAsync()
    {
        var client = NewClient();
        var response = await client.PostAsJsonAsync("/auth/login", new { username = "admin", password = AdminPassword }, Token);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token));
        client.DefaultRequestHeaders.Authorization = new("Bearer", body.RootElement.GetProperty("token").GetString());
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync(CancellationToken.None);
        await App.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
