using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Kpanda.Identity.Tests.Providers;

/// <summary>The npm package oidc-provider in a process of its own (<c>tests/OidcProvider</c>). Whoever names an account at its page is that account.</summary>
internal sealed partial class RealProvider : IDisposable
{
    private static readonly string Folder = Path.Combine(Environment.GetEnvironmentVariable("KPANDA_HOME") ?? "", "tests", "OidcProvider");
    private readonly Process _process;

    private RealProvider(Process process, string issuer)
    {
        _process = process;
        Issuer = issuer;
    }

    public string Issuer { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="site">The address of the platform, which has providers <c>real</c> there.</param>
    /// <param name="accounts">Claims by subject.</param>
    public static async Task<RealProvider> StartAsync(Uri site, object accounts, string algorithm = "RS256", string authentication = "client_secret_post")
    {
        Directory.Exists(Path.Combine(Folder, "node_modules")).ShouldBeTrue("'./kpanda setup' installs the identity provider of the tests; KPANDA_HOME says where.");
        var client = new
        {
            client_id = HostileProvider.Client,
            client_secret = HostileProvider.Secret,
            redirect_uris = new[] { $"{site}auth/oidc/real/callback" },
            post_logout_redirect_uris = new[] { $"{site}sign-in" },
            token_endpoint_auth_method = authentication,
            id_token_signed_response_alg = algorithm,
        };
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, RedirectStandardInput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        start.ArgumentList.Add("provider.mjs");
        start.ArgumentList.Add(JsonSerializer.Serialize(new { clients = new[] { client }, accounts }));
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return new RealProvider(process, (await process.StandardOutput.ReadLineAsync(Token)).ShouldNotBeNull());
    }

    /// <summary>Signs in at the provider and consents.</summary>
    /// <returns>The way back to the platform, not yet gone.</returns>
    public async Task<string> SignInAsync(ProviderSite.Browser browser, string address, Uri site, string login)
    {
        var next = new HttpRequestMessage(HttpMethod.Get, address);
        for (var step = 0; step < 20; step++)
        {
            using var response = await browser.SendAsync(next);
            if (response.StatusCode is HttpStatusCode.Found or HttpStatusCode.SeeOther)
            {
                var location = new Uri(new Uri(Issuer), response.Headers.Location!);
                if (location.AbsoluteUri.StartsWith(site.AbsoluteUri, StringComparison.Ordinal)) return location.AbsoluteUri;
                next = new HttpRequestMessage(HttpMethod.Get, location);
                continue;
            }

            var page = await response.Content.ReadAsStringAsync(Token);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, page);
            var form = new Dictionary<string, string> { ["prompt"] = page.Contains("name=\"login\"", StringComparison.Ordinal) ? "login" : "consent", ["login"] = login, ["password"] = "any" };
            next = new HttpRequestMessage(HttpMethod.Post, Form.Match(page).Groups[1].Value) { Content = new FormUrlEncodedContent(form) };
        }

        throw new InvalidOperationException("The provider leads nowhere.");
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    [GeneratedRegex("action=\"([^\"]+)\"")]
    private static partial Regex Form { get; }
}
