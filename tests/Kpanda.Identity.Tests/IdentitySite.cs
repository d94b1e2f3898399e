using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Hosting.Sessions;
using Kpanda.Identity.Access;
using Kpanda.Identity.Passwords;
using Kpanda.Identity.People;
using Kpanda.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kpanda.Identity.Tests;

/// <summary>A real server with the identity module, one route that reads and one that writes.</summary>
internal sealed class IdentitySite : IAsyncDisposable
{
    public const string AdminPassword = "correct horse";

    private readonly WebApplication _app;
    private readonly List<HttpClient> _clients = [];

    private IdentitySite(WebApplication app, string folder, FakeTime time)
    {
        _app = app;
        Folder = folder;
        Time = time;
    }

    public string Folder { get; }

    public FakeTime Time { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>What the writing route did.</summary>
    public int Writes { get; private set; }

    /// <summary>What the writing route waits for before it writes.</summary>
    public Func<CancellationToken, Task> WhileWriting { get; set; } = _ => Task.CompletedTask;

    /// <summary>The lifetime that the reading route saw last.</summary>
    public ISessionLifetime? Seen { get; private set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<IdentitySite> StartAsync(
        string? folder = null, Func<IdentityOptions, IdentityOptions>? change = null, string database = "", Action<IServiceCollection>? services = null)
    {
        folder ??= Directory.CreateTempSubdirectory("kpanda-identity-").FullName;
        var time = new FakeTime();
        var options = new IdentityOptions
        {
            AdminPassword = AdminPassword,
            AdminPasswordFile = Path.Combine(folder, "initial-admin-password"),
            PasswordIterations = 1000,
        };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton<Access.IAuthorizer, AdministratorsOnly>();
        builder.Services.AddStorage(new StorageOptions { DataDirectory = folder, Database = database }).AddHosting().AddIdentity(change?.Invoke(options) ?? options);
        services?.Invoke(builder.Services);
        var app = builder.Build();
        var site = new IdentitySite(app, folder, time);
        app.UseHosting();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseIdentity();
        app.MapIdentity();
        app.MapGet("/read", (Person person, HttpContext context) =>
        {
            site.Seen = context.Features.Get<ISessionLifetime>();
            return person.Name;
        });
        app.MapGet("/clusters/{cluster}/pods", (string cluster, HttpContext context) =>
        {
            site.Seen = context.Features.Get<ISessionLifetime>();
            return cluster;
        });
        app.MapPost("/write", async (Person person, CancellationToken cancellation) =>
        {
            await site.WhileWriting(cancellation);
            return ++site.Writes;
        });
        await app.StartAsync(Token);
        return site;
    }

    /// <summary>A browser without a session, in a cookie jar of its own.</summary>
    public HttpClient NewBrowser(out CookieContainer cookies)
    {
        cookies = new CookieContainer();
        var client = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = new Uri(_app.Urls.First()), Timeout = TimeSpan.FromMinutes(10) };
        _clients.Add(client);
        return client;
    }

    public HttpClient NewBrowser() => NewBrowser(out _);

    public HttpClient NewScript(string token)
    {
        var client = NewBrowser();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    public static Task<HttpResponseMessage> SignInAsync(HttpClient client, string name = "admin", string password = AdminPassword) =>
        client.PostAsJsonAsync("/auth/login", new { username = name, password }, Token);

    /// <summary>A signed-in browser, with the CSRF header that the console sends.</summary>
    public async Task<(HttpClient Browser, CookieContainer Cookies, string Token)> SignedInAsync(string name = "admin", string password = AdminPassword)
    {
        var browser = NewBrowser(out var cookies);
        var response = await SignInAsync(browser, name, password);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Token));
        browser.DefaultRequestHeaders.Add("X-Kpanda-CSRF", cookies.GetAllCookies()["kpanda-csrf"]!.Value);
        return (browser, cookies, body.RootElement.GetProperty("token").GetString()!);
    }

    /// <summary>Adds somebody, without a platform role unless one is named.</summary>
    public async Task<Guid> AddUserAsync(string name, string password, bool enabled = true, string role = "", bool isTemporary = false)
    {
        var hash = PasswordHash.Make(password, 1000);
        var now = Time.GetUtcNow();
        var user = new UserRecord(Guid.CreateVersion7(now), name, hash, "", "", "", "", enabled, isTemporary, now, now, null, now);
        (await Services.GetRequiredService<UserStore>().AddAsync(user, role, Token)).ShouldBeTrue();
        return user.Id;
    }

    /// <summary>Stops the server and keeps its data.</summary>
    public async Task StopAsync()
    {
        foreach (var client in _clients) client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}
