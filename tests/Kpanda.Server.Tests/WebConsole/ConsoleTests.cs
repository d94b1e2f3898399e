using System.Net;

namespace Kpanda.Server.Tests.WebConsole;

public sealed class ConsoleTests(SharedServer shared)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/clusters/prod/pods")]
    public async Task PathOfTheConsole_ShowsThePage(string path)
    {
        var site = await shared.SiteAsync();

        var response = await GetAsync(site, path, ("Accept", "text/html"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        response.Headers.CacheControl!.NoCache.ShouldBeTrue();
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("script-src 'self';");
        policy.ShouldContain("frame-ancestors 'none'");
        response.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        response.Headers.GetValues("Referrer-Policy").Single().ShouldBe("no-referrer");
    }

    [Theory]
    [InlineData("br", "brotli", "br")]
    [InlineData("gzip", "gzip", "gzip")]
    [InlineData("gzip, deflate, br, zstd", "brotli", "br")]
    [InlineData("br;q=0, gzip", "gzip", "gzip")]
    [InlineData("identity", "console.log('plain')", null)]
    public async Task Asset_IsSentCompressedAndKeptForAYear(string accepted, string content, string? encoding)
    {
        var site = await shared.SiteAsync();

        var response = await GetAsync(site, "/assets/app-abc123.js", ("Accept-Encoding", accepted));

        (await response.Content.ReadAsStringAsync(Token)).ShouldBe(content);
        response.Content.Headers.ContentEncoding.SingleOrDefault().ShouldBe(encoding);
        response.Headers.CacheControl!.ToString().ShouldBe("public, max-age=31536000, immutable");
        response.Headers.Vary.ShouldBe(["Accept-Encoding"]);
    }

    [Fact]
    public async Task KnownETag_IsAnsweredWithoutContent()
    {
        var site = await shared.SiteAsync();
        var first = await GetAsync(site, "/assets/app-abc123.js", ("Accept-Encoding", "br"));

        var second = await GetAsync(site, "/assets/app-abc123.js", ("Accept-Encoding", "br"), ("If-None-Match", first.Headers.ETag!.ToString()));

        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await GetAsync(site, "/assets/app-abc123.js", ("Accept-Encoding", "gzip"))).Headers.ETag.ShouldNotBe(first.Headers.ETag);
    }

    [Theory]
    [InlineData("/../data/kpanda.db")]
    [InlineData("/assets/../../data/master.key")]
    [InlineData("/%2e%2e/data/kpanda.db")]
    [InlineData("/assets/..%2f..%2fdata%2fkpanda.db")]
    [InlineData("/assets/app-abc123.js.br")]
    [InlineData("/assets/missing.js")]
    [InlineData("/apis/kpanda.io/v1alpha1/unknown")]
    public async Task WhatIsNoFileOfTheConsole_IsNotServed(string path)
    {
        var site = await shared.SiteAsync();

        var response = await GetAsync(site, path, ("Accept", path.Contains("data") ? "*/*" : "text/html"));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<HttpResponseMessage> GetAsync(ServerSite site, string path, params (string Name, string Value)[] headers)
    {
        using var client = site.NewClient();
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(site.HttpUrl + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await client.SendAsync(request, Token);
    }
}
