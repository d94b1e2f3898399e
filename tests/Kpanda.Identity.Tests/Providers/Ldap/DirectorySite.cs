using System.Net;
using System.Text.Json;

namespace Kpanda.Identity.Tests.Providers.Ldap;

/// <summary>A server, its administrator, and a directory that people can sign in by.</summary>
internal sealed class DirectorySite : IAsyncDisposable
{
    public const string Password = "a long password";
    public const string Api = "/apis/ghippo.io/v1alpha2";

    private DirectorySite(ProviderSite site, DirectoryServer server)
    {
        Site = site;
        Server = server;
    }

    public ProviderSite Site { get; }

    public DirectoryServer Server { get; }

    public HttpClient Admin => Site.Admin;

    /// <summary>The id of the provider that <see cref="AddAsync"/> made last.</summary>
    public string Id { get; private set; } = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="entries">LDIF.</param>
    /// <param name="name">Of the provider; empty to make none yet.</param>
    public static async Task<DirectorySite> StartAsync(string entries, string name = "corp", string database = "")
    {
        var server = await DirectoryServer.StartAsync(entries);
        var site = new DirectorySite(await ProviderSite.StartAsync(database: database), server);
        if (name.Length > 0) await site.AddAsync(name);
        return site;
    }

    /// <summary>Settings that work, with changes.</summary>
    public Dictionary<string, object?> Settings(string name, params (string Name, object? Value)[] changes)
    {
        var settings = new Dictionary<string, object?>
        {
            ["name"] = name,
            ["connectionUrl"] = Server.Url,
            ["caCertificate"] = Server.Authority,
            ["usersDn"] = DirectoryServer.People,
            ["bindDn"] = DirectoryServer.BindDn,
            ["bindCredential"] = DirectoryServer.BindPassword,
            ["fullSyncPeriod"] = "-1",
        };
        foreach (var (field, value) in changes) settings[field] = value;
        return settings;
    }

    /// <summary>Makes a provider.</summary>
    public async Task AddAsync(string name, params (string Name, object? Value)[] changes) => Id = (await Admin.DoneAsync("POST", $"{Api}/ldap", Settings(name, changes))).Id();

    /// <summary>Says where groups are.</summary>
    public Task AddGroupsAsync(object? more = null) => Admin.DoneAsync("POST", $"{Api}/ldaps/{Id}/group", more ?? new { groupDn = DirectoryServer.Groups });

    /// <summary>Changes the provider.</summary>
    public Task SetAsync(object changes) => Admin.DoneAsync("PUT", $"{Api}/ldaps/{Id}", changes);

    public Task<JsonElement> SyncAsync() => Admin.DoneAsync("POST", $"{Api}/ldaps/{Id}/sync");

    /// <summary>Added, changed, disabled and failed.</summary>
    public async Task<string> CountsAsync()
    {
        var answer = await SyncAsync();
        return $"{answer.GetProperty("found")}: +{answer.GetProperty("added")} ~{answer.GetProperty("updated")} -{answer.GetProperty("removed")} !{answer.GetProperty("failed")}";
    }

    /// <summary>Signs in; the reason where that is refused, else the name of who is signed in.</summary>
    public async Task<string> SignInAsync(string name, string password = Password, string? provider = null, HttpClient? browser = null)
    {
        browser ??= Site.Site.NewBrowser();
        var (status, answer) = await browser.CallAsync("POST", "/auth/login", new { username = name, password, provider });
        if (status != HttpStatusCode.OK) return answer.GetProperty("details")[0].GetProperty("reason").GetString()!;
        if (answer.TryGetProperty("next", out var next)) return $"next: {next}";
        return await WhoAsync(browser);
    }

    /// <summary>Whose session a browser has; empty for nobody's.</summary>
    public static async Task<string> WhoAsync(HttpClient browser)
    {
        using var response = await browser.GetAsync("/read", Token);
        return response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadAsStringAsync(Token) : "";
    }

    /// <summary>Somebody as the list of people has them.</summary>
    public async Task<JsonElement> UserAsync(string name) => await Admin.DoneAsync("GET", $"/users/username/{name}");

    public async Task<string> GroupsOfAsync(string name) => await Admin.NamesAsync($"/users/{(await UserAsync(name)).Id()}/groups");

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        await Server.DisposeAsync();
    }
}
