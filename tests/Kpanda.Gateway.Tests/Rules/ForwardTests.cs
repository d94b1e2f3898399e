using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Kpanda.Gateway.Tests.Fakes;
using Kpanda.Hosting.Requests;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Gateway.Tests.Rules;

/// <summary>Plain requests and the answers to them.</summary>
public sealed class ForwardTests
{
    private const string Pods = "/k8s/clusters/m/api/v1/namespaces/a/pods";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_GoesThroughAsThePerson()
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync(Answers.Pod("p")));
        await using var site = await GatewaySite.StartAsync(member);

        var answer = await site.AskAsync("GET", $"{Pods}/p?pretty=false");

        (answer.Status, answer.Json["metadata"]!["name"]!.ToString()).ShouldBe((200, "p"));
        var asked = member.Requests.ShouldHaveSingleItem();
        asked.Target.ShouldBe("/api/v1/namespaces/a/pods/p?pretty=false");
        asked.Headers["Impersonate-User"].ShouldBe(["jane"]);
        asked.Headers["Impersonate-Group"].ShouldBe(["dev"]);
        asked.Headers["Authorization"].ShouldBe(["Bearer secret-token"]);
    }

    [Theory]
    [InlineData("POST", "application/json")]
    [InlineData("PUT", "application/vnd.kubernetes.protobuf")]
    [InlineData("PATCH", "application/apply-patch+yaml")]
    [InlineData("PATCH", "application/strategic-merge-patch+json")]
    [InlineData("DELETE", "application/json")]
    public async Task Body_GoesThroughWithItsType(string method, string type)
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync("{}", 201));
        await using var site = await GatewaySite.StartAsync(member);
        using var client = site.NewClient();
        var body = new string('x', 300_000);
        using var request = new HttpRequestMessage(new HttpMethod(method), $"{Pods}/p?fieldManager=test") { Content = new StringContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);

        (await client.SendAsync(request, Token)).StatusCode.ShouldBe(HttpStatusCode.Created);

        var asked = member.Requests.ShouldHaveSingleItem();
        (asked.Method, asked.Body, asked.Headers["Content-Type"].Single()).ShouldBe((method, body, type));
    }

    [Fact]
    public async Task CompressedAnswer_PassesAsItIs()
    {
        var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true)) await gzip.WriteAsync(Encoding.UTF8.GetBytes(Answers.Pod("zipped")), Token);
        await using var member = await FakeMember.StartAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            context.Response.Headers.ETag = "\"1\"";
            context.Response.Headers.Vary = "Accept";
            context.Response.Headers.SetCookie = "a=b";
            context.Response.Headers["X-Powered-By"] = "member";
            context.Response.Headers.AccessControlAllowOrigin = "*";
            await context.Response.Body.WriteAsync(compressed.ToArray(), Token);
        });
        await using var site = await GatewaySite.StartAsync(member);
        using var client = site.NewClient();
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip");

        using var answer = await client.GetAsync(Pods, Token);

        (await answer.Content.ReadAsByteArrayAsync(Token)).ShouldBe(compressed.ToArray());
        answer.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        answer.Headers.ETag!.Tag.ShouldBe("\"1\"");
        foreach (var name in new[] { "Set-Cookie", "X-Powered-By", "Access-Control-Allow-Origin" }) answer.Headers.Contains(name).ShouldBeFalse(name);
        member.Requests.ShouldHaveSingleItem().Headers["Accept-Encoding"].ShouldBe(["gzip"]);
    }

    [Fact]
    public async Task KnownTag_BringsNotModified()
    {
        await using var member = await FakeMember.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Headers.IfNoneMatch == "\"7\"" ? 304 : 200;
            context.Response.Headers.ETag = "\"7\"";
            return Task.CompletedTask;
        });
        await using var site = await GatewaySite.StartAsync(member);

        (await site.AskAsync("GET", "/k8s/clusters/m/openapi/v3", "If-None-Match: \"7\"")).Status.ShouldBe(304);
    }

    [Theory]
    [InlineData(404, "NotFound")]
    [InlineData(409, "Conflict")]
    [InlineData(422, "Invalid")]
    [InlineData(500, "InternalError")]
    public async Task RefusalOfTheMember_PassesInItsWords(int status, string reason)
    {
        await using var member = await FakeMember.StartAsync(context => context.StatusAsync(status, reason, "words of the member"));
        await using var site = await GatewaySite.StartAsync(member);

        var answer = await site.AskAsync("GET", Pods);

        (answer.Status, answer.Json["reason"]!.ToString(), answer.Json["message"]!.ToString()).ShouldBe((status, reason, "words of the member"));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_IsNeitherFollowedNorHandedOn(int status)
    {
        var followed = false;
        await using var other = await FakeMember.StartAsync(context =>
        {
            followed = true;
            return context.JsonAsync("{}");
        });
        await using var member = await FakeMember.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = other.Server.ToString();
            return Task.CompletedTask;
        });
        await using var site = await GatewaySite.StartAsync(member);

        var answer = await site.AskAsync("GET", Pods);

        answer.Status.ShouldBe(502);
        answer.Headers.Contains("Location").ShouldBeFalse();
        followed.ShouldBeFalse();
    }

    [Fact]
    public async Task MemberThatDoesNotKnowThePlatform_IsNotTheCallersFault()
    {
        await using var member = await FakeMember.StartAsync(context => context.StatusAsync(401, "Unauthorized", "Unauthorized"));
        await using var site = await GatewaySite.StartAsync(member);

        (await site.AskAsync("GET", Pods)).Status.ShouldBe(502);
    }

    [Fact]
    public async Task BodyThatIsTooLarge_IsRefusedUnsent()
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync("{}"));
        await using var site = await GatewaySite.StartAsync(member);

        var answer = await site.AskAsync("POST", Pods, "Content-Type: application/json", $"Content-Length: {RequestLimits.BodyBytes + 1}");

        (answer.Status, answer.Json["reason"]!.ToString()).ShouldBe((413, "RequestEntityTooLarge"));
        member.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task BodyThatTurnsOutTooLarge_IsRefused()
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync("{}"));
        await using var site = await GatewaySite.StartAsync(member);
        await using var wire = await site.OpenAsync();

        await wire.AskAsync("POST", Pods, "Content-Type: application/json", "Transfer-Encoding: chunked");
        var answer = wire.ReadAsync();
        var piece = $"10000\r\n{new string('x', 0x10000)}\r\n";
        try
        {
            for (var sent = 0L; sent <= RequestLimits.BodyBytes && !answer.IsCompleted; sent += 0x10000) await wire.WriteAsync(piece);
        }
        catch (IOException)
        {
            // The answer may come, and the connection end, before all is written.
        }

        (await answer)!.Status.ShouldBe(413);
    }

    [Fact]
    public async Task UnknownCluster_IsNotFound()
    {
        await using var site = await GatewaySite.StartAsync();

        var answer = await site.AskAsync("GET", Pods);

        (answer.Status, answer.Json["reason"]!.ToString(), answer.Json["details"]!["name"]!.ToString()).ShouldBe((404, "NotFound", "m"));
    }

    [Fact]
    public async Task OtherVerbsOfHttp_AreNotServed()
    {
        await using var site = await GatewaySite.StartAsync();

        (await site.AskAsync("PROPFIND", Pods)).Json["reason"]!.ToString().ShouldBe("MethodNotAllowed");
    }
}
