using System.Net;
using System.Security.Cryptography;
using System.Text;
using Kpanda.Gateway.Forward;
using Kpanda.Gateway.Tests.Fakes;
using Kpanda.Kube;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kpanda.Gateway.Tests.Rules;

/// <summary>Connections that become another protocol's: byte for byte, and only after a verified 101.</summary>
public sealed class UpgradeTests
{
    private const string Exec = "/k8s/clusters/m/api/v1/namespaces/a/pods/p/exec?command=sh&stdin=true";

    private static readonly string[] Spdy = ["Connection: Upgrade", "Upgrade: SPDY/3.1", "X-Stream-Protocol-Version: v4.channel.k8s.io", "X-Stream-Protocol-Version: v3.channel.k8s.io"];

    private static readonly string[] WebSocket = ["Connection: keep-alive, Upgrade", "Upgrade: WebSocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: v5.channel.k8s.io"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST", "SPDY/3.1", 8 * 1024 * 1024)]
    [InlineData("GET", "websocket", 8 * 1024 * 1024)]
    public async Task Bytes_CrossUnchangedBothWays(string method, string protocol, int count)
    {
        await using var member = await FakeMember.StartAsync(context => EchoAsync(context, protocol));
        await using var site = await GatewaySite.StartAsync(member);
        await using var wire = await site.OpenAsync();
        var sent = RandomNumberGenerator.GetBytes(count);

        await wire.AskAsync(method, Exec, protocol == "websocket" ? WebSocket : Spdy);
        var answer = (await wire.ReadAsync())!;
        answer.Status.ShouldBe(101);
        answer.Headers["Upgrade"].Single().ShouldBe(protocol, StringCompareShould.IgnoreCase);
        var writing = wire.WriteAsync(sent);
        var back = await wire.ReadBytesAsync(count);
        await writing;

        SHA256.HashData(back).ShouldBe(SHA256.HashData(sent));
        // The transport asks for signs of life beside it.
        var asked = member.Requests.Where(request => request.Target != "/version").ShouldHaveSingleItem();
        asked.Target.ShouldBe("/api/v1/namespaces/a/pods/p/exec?command=sh&stdin=true");
        asked.Headers["Impersonate-User"].ShouldBe(["jane"]);
        asked.Headers["Authorization"].ShouldBe(["Bearer secret-token"]);
        // Old members read each version from a line of its own.
        if (protocol != "websocket") asked.Headers["X-Stream-Protocol-Version"].ShouldBe(["v4.channel.k8s.io", "v3.channel.k8s.io"]);
        site.Authorizer.Asked.Select(question => question.Verb).ShouldContain("create");
    }

    [Theory]
    [InlineData("virtualmachineinstances/vm/console", "console")]
    [InlineData("virtualmachineinstances/vm/vnc", "vnc")]
    [InlineData("virtualmachines/vm/portforward/22/tcp", "portforward")]
    public async Task ConsoleOfAVirtualMachine_IsAGetOfItsSubresource(string path, string subresource)
    {
        await using var member = await FakeMember.StartAsync(context => EchoAsync(context, "websocket"));
        await using var site = await GatewaySite.StartAsync(member);
        var target = $"/apis/subresources.kubevirt.io/v1/namespaces/a/{path}";
        await using var wire = await site.OpenAsync();

        await wire.AskAsync("GET", $"/k8s/clusters/m{target}", [.. WebSocket[..^1], "Sec-WebSocket-Protocol: plain.kubevirt.io"]);
        (await wire.ReadAsync())!.Status.ShouldBe(101);
        await wire.WriteAsync("login");
        Encoding.ASCII.GetString(await wire.ReadBytesAsync(5)).ShouldBe("login");

        var asked = member.Requests.Where(request => request.Target != "/version").ShouldHaveSingleItem();
        (asked.Target, asked.Headers["Sec-WebSocket-Protocol"].Single()).ShouldBe((target, "plain.kubevirt.io"));
        var question = site.Authorizer.Asked.Distinct().ShouldHaveSingleItem();
        (question.Verb, question.Resource.Group, question.Resource.Resource, question.Subresource, question.Namespace, question.Name)
            .ShouldBe(("get", "subresources.kubevirt.io", path.Split('/')[0], subresource, "a", "vm"));
        site.Audit.Begun.ShouldHaveSingleItem().Subresource.ShouldBe(subresource);

        site.Authorizer.Allows = (_, _) => false;
        (await site.AskAsync("GET", $"/k8s/clusters/m{target}", WebSocket)).Status.ShouldBe(403);
        member.Requests.Count(request => request.Target != "/version").ShouldBe(1);
    }

    [Fact]
    public async Task MemberThatTakesNoMore_IsHeardToTheEnd()
    {
        var silent = new TaskCompletionSource();
        var caller = new FakeSide(["typed"], ends: false);
        var member = new FakeSide(["last ", "words"], ends: true) { Speaks = silent.Task, Takes = false };

        var copying = Upgrades.CopyBothWaysAsync(caller, member, Token);
        // The member has refused what was typed before it says why.
        await member.Refused.Task.WaitAsync(TimeSpan.FromMinutes(3), Token);
        copying.IsCompleted.ShouldBeFalse();
        silent.SetResult();
        await copying.WaitAsync(TimeSpan.FromMinutes(3), Token);

        caller.Heard.ToString().ShouldBe("last words");
    }

    [Fact]
    public async Task MemberThatCloses_ClosesTheCaller_AndTheOtherWayRound()
    {
        var heard = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        await using var member = await FakeMember.StartAsync(async context =>
        {
            await using var stream = await SwitchAsync(context, "SPDY/3.1");
            if (context.Request.Query.ContainsKey("say"))
            {
                await stream.WriteAsync("last words"u8.ToArray(), context.RequestAborted);
                return;
            }

            await stream.ReadExactlyAsync(new byte[4], context.RequestAborted);
            heard.SetResult();
            await ReadToEndAsync(stream, context.RequestAborted);
            ended.SetResult();
        });
        await using var site = await GatewaySite.StartAsync(member);

        await using (var wire = await site.OpenAsync())
        {
            await wire.AskAsync("POST", Exec + "&say=1", Spdy);
            (await wire.ReadAsync())!.Status.ShouldBe(101);
            Encoding.ASCII.GetString(await wire.ReadBytesAsync(10)).ShouldBe("last words");
            (await wire.EndsAsync()).ShouldBeTrue();
        }

        await using (var wire = await site.OpenAsync())
        {
            await wire.AskAsync("POST", Exec, Spdy);
            (await wire.ReadAsync())!.Status.ShouldBe(101);
            await wire.WriteAsync("1234");
            await heard.Task.WaitAsync(TimeSpan.FromMinutes(2), Token);
        }

        await ended.Task.WaitAsync(TimeSpan.FromMinutes(2), Token);
    }

    [Theory]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: SPDY/3.1\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1, h2c\r\n\r\n")]
    [InlineData("garbage\r\n\r\n")]
    public async Task SwitchThatWasNotAskedFor_LeavesNoTunnel(string answer) => await LeavesNoTunnelAsync("POST", Exec, Spdy, answer);

    [Theory]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n")]
    public async Task WebSocketWithoutProof_LeavesNoTunnel(string answer) => await LeavesNoTunnelAsync("GET", Exec, WebSocket, answer);

    [Fact]
    public async Task UnaskedSwitch_LeavesNoTunnel() =>
        await LeavesNoTunnelAsync("GET", "/k8s/clusters/m/api/v1/pods", [], "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n\r\n");

    [Fact]
    public async Task RefusedUpgrade_IsAnAnswerAndLeavesNoTunnel()
    {
        await using var member = await FakeMember.StartAsync(context => context.StatusAsync(403, "Forbidden", "no exec for you"));
        await using var site = await GatewaySite.StartAsync(member);
        await using var wire = await site.OpenAsync();

        await wire.AskAsync("POST", Exec, Spdy);
        var answer = (await wire.ReadAsync())!;
        answer.Status.ShouldBe(403);
        answer.Json["message"]!.ToString().ShouldBe("no exec for you");

        // What is sent now is a request of its own, judged like any other: there is no way past that.
        await wire.AskAsync("GET", "/api/v1/secrets", "Impersonate-User: admin");
        (await wire.ReadAsync())!.Status.ShouldNotBe(200);
        member.Requests.Count(request => request.Target != "/version").ShouldBe(1);
    }

    [Theory]
    [InlineData("GET", "/k8s/clusters/m/api/v1/pods", "SPDY/3.1")]
    [InlineData("GET", "/k8s/clusters/m/version", "websocket")]
    [InlineData("POST", "/k8s/clusters/m/api/v1/namespaces/a/pods", "SPDY/3.1")]
    [InlineData("POST", Exec, "h2c")]
    [InlineData("POST", Exec, "TLS/1.0, HTTP/1.1")]
    [InlineData("POST", Exec, "SPDY/3.1, websocket")]
    public async Task UpgradeThatNeverIs_DoesNotReachTheMember(string method, string target, string protocol)
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync("{}"));
        await using var site = await GatewaySite.StartAsync(member);

        (await site.AskAsync(method, target, "Connection: Upgrade", $"Upgrade: {protocol}")).Status.ShouldBe(200);

        member.Requests.ShouldHaveSingleItem().Headers.ContainsKey("Upgrade").ShouldBeFalse();
    }

    private static async Task LeavesNoTunnelAsync(string method, string target, string[] headers, string answer)
    {
        using var authority = new TestAuthority();
        var heard = new TaskCompletionSource<string>();
        await using var member = TcpServer.Tls(authority.Issue("CN=member").Certificate, async (stream, stop) =>
        {
            var buffer = new byte[8192];
            _ = await stream.ReadAsync(buffer, stop);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), stop);
            var more = await stream.ReadAsync(buffer, stop);
            heard.TrySetResult(Encoding.ASCII.GetString(buffer, 0, more));
        });
        await using var site = await GatewaySite.StartAsync();
        site.Clusters.Add("m", new KubeConnection { Server = new Uri($"https://127.0.0.1:{member.Port}"), CertificateAuthorityPem = authority.Pem, BearerToken = "secret-token" });
        await using var wire = await site.OpenAsync();

        await wire.AskAsync(method, target, headers);
        var refused = (await wire.ReadAsync())!;
        refused.Status.ShouldBeInRange(502, 503);
        refused.Json["kind"]!.ToString().ShouldBe("Status");
        await wire.WriteAsync("GET /api/v1/secrets HTTP/1.1\r\nHost: x\r\n\r\n");

        // The connection to the member is closed, and nothing more was said over it.
        (await heard.Task.WaitAsync(TimeSpan.FromMinutes(3), Token)).ShouldBeEmpty();
    }

    private static async Task EchoAsync(HttpContext context, string protocol)
    {
        await using var stream = await SwitchAsync(context, protocol);
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var read = await stream.ReadAsync(buffer, context.RequestAborted);
            if (read == 0) return;
            await stream.WriteAsync(buffer.AsMemory(0, read), context.RequestAborted);
        }
    }

    private static async Task<Stream> SwitchAsync(HttpContext context, string protocol)
    {
        context.Response.Headers.Upgrade = protocol;
        if (context.Request.Headers.SecWebSocketKey is { Count: 1 } key)
            context.Response.Headers.SecWebSocketAccept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
        return await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
    }

    private static async Task ReadToEndAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[1024];
        try
        {
            while (await stream.ReadAsync(buffer, cancellationToken) > 0)
            {
                // Whatever comes.
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // Closed without a goodbye.
        }
    }
}
