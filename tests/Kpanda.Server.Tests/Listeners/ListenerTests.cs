using System.Net;
using System.Security.Cryptography.X509Certificates;
using Kpanda.Server.Listeners;

namespace Kpanda.Server.Tests.Listeners;

public sealed class ListenerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Https_IsTrustedByTheAuthorityInTheDataFolder()
    {
        await using var site = await ServerSite.StartAsync();
        using var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(site.Data, "tls", "ca.crt"));

        using var handler = Trusting(authority);
        using var client = new HttpClient(handler);

        (await client.GetStringAsync(site.HttpsUrl + "/healthz", Token)).ShouldBe("ok");
        File.GetUnixFileMode(Path.Combine(site.Data, "tls", "ca.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task SessionCookieOverHttps_IsBoundToTheHost()
    {
        await using var site = await ServerSite.StartAsync();
        using var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(site.Data, "tls", "ca.crt"));
        using var handler = Trusting(authority);
        using var client = new HttpClient(handler);

        var content = System.Net.Http.Json.JsonContent.Create(new { username = "admin", password = ServerSite.AdminPassword });
        var response = await client.PostAsync(site.HttpsUrl + "/auth/login", content, Token);

        var cookies = response.Headers.GetValues("Set-Cookie").ToList();
        cookies.ShouldAllBe(cookie => cookie.StartsWith("__Host-kpanda-") && cookie.Contains("secure") && cookie.Contains("samesite=strict"));
    }

    [Fact]
    public void Authority_IsKeptAndItsCertificatesEndWithinWhatBrowsersAccept()
    {
        var folder = Directory.CreateTempSubdirectory("kpanda-tls-").FullName;
        try
        {
            using var first = LocalAuthority.LoadOrCreate(folder, TimeProvider.System);
            using var second = LocalAuthority.LoadOrCreate(folder, TimeProvider.System);
            using var issued = second.Issue(["localhost", "127.0.0.1", "kpanda.example"], TimeProvider.System);

            second.CertificatePem.ShouldBe(first.CertificatePem);
            issued.MatchesHostname("kpanda.example").ShouldBeTrue();
            issued.MatchesHostname("127.0.0.1").ShouldBeTrue();
            issued.MatchesHostname("other.example").ShouldBeFalse();
            (issued.NotAfter - issued.NotBefore).TotalDays.ShouldBeLessThanOrEqualTo(398);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task ServerThatGoesDown_SaysSoToItsBalancer()
    {
        await using var site = await ServerSite.StartAsync();
        using var client = site.NewClient();
        (await client.GetStringAsync("/readyz", Token)).ShouldBe("ok");

        site.App.Lifetime.StopApplication();

        var answer = await client.GetAsync("/readyz", Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync(Token)).ShouldBe("stopping");
    }

    private static SocketsHttpHandler Trusting(X509Certificate2 authority) => new()
    {
        SslOptions =
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { authority },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    };
}
