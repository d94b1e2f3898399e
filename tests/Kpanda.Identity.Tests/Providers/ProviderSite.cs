using System.Net;
using Kpanda.Kube.Dial;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kpanda.Identity.Tests.Providers;

/// <summary>A server that may reach providers on this machine, and its administrator.</summary>
internal sealed class ProviderSite : IAsyncDisposable
{
    private readonly List<Browser> _browsers = [];

    private ProviderSite(IdentitySite site, HttpClient admin, LogLines log)
    {
        Site = site;
        Admin = admin;
        Log = log;
    }

    public IdentitySite Site { get; }

    public HttpClient Admin { get; set; }

    public LogLines Log { get; }

    public Uri Address => Admin.BaseAddress!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ProviderSite> StartAsync(bool mayReachThisMachine = true, string database = "")
    {
        var log = new LogLines();
        var site = await IdentitySite.StartAsync(
            change: options => options with { Egress = new EgressPolicy(AllowLoopback: mayReachThisMachine, AllowPrivate: true) },
            database: database,
            services: services => services.AddSingleton<ILoggerProvider>(log));
        return new ProviderSite(site, (await site.SignedInAsync()).Browser, log);
    }

    /// <summary>Makes a provider.</summary>
    public Task AddAsync(string alias, string issuer, bool link = false, string groupPrefix = "", string authentication = "client_secret_post") =>
        Admin.DoneAsync("POST", "/idp", new { alias, displayName = $"By {alias}", issuer, clientId = HostileProvider.Client, clientSecret = HostileProvider.Secret, enableAutoLinkFlow = link, groupPrefix, clientAuthentications = authentication });

    /// <summary>A browser that follows nothing by itself, with cookies of its own.</summary>
    public Browser NewBrowser()
    {
        var browser = new Browser(Address);
        _browsers.Add(browser);
        return browser;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in _browsers) browser.Dispose();
        await Site.DisposeAsync();
    }

    internal sealed class Browser : IDisposable
    {
        private readonly HttpClient _client;

        public Browser(Uri address) => _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };

        public CookieContainer Cookies { get; } = new();

        /// <summary>Where an address leads: relative to this server where it is on it.</summary>
        public async Task<string> OpenAsync(string address)
        {
            using var response = await _client.GetAsync(address, Token);
            response.StatusCode.ShouldBe(HttpStatusCode.Found, await response.Content.ReadAsStringAsync(Token));
            var location = $"{response.Headers.Location}";
            return location.StartsWith($"{_client.BaseAddress}", StringComparison.Ordinal) ? location[($"{_client.BaseAddress}".Length - 1)..] : location;
        }

        /// <summary>Begins to sign in: what the provider is asked.</summary>
        public async Task<(string Address, string State, string Nonce)> BeginAsync(string alias, string back = "/")
        {
            var address = await OpenAsync($"/auth/oidc/{alias}/start?back={Uri.EscapeDataString(back)}");
            var query = QueryHelpers.ParseQuery(new Uri(address).Query);
            return (address, $"{query["state"]}", $"{query["nonce"]}");
        }

        /// <summary>Who is signed in; empty for nobody.</summary>
        public async Task<string> NameAsync()
        {
            using var response = await _client.GetAsync("/read", Token);
            return response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadAsStringAsync(Token) : "";
        }

        public async Task<string> SignOutAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/logout");
            request.Headers.Add("X-Kpanda-CSRF", Cookies.GetAllCookies()["kpanda-csrf"]!.Value);
            using var response = await _client.SendAsync(request, Token);
            return await response.Content.ReadAsStringAsync(Token);
        }

        public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _client.SendAsync(request, Token);

        public void Dispose() => _client.Dispose();
    }
}
