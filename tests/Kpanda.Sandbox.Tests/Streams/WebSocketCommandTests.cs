using System.Net.WebSockets;
using System.Text;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Tests.Streams;

/// <summary>exec and port-forward over WebSockets, message by message, through a connection inside the process.</summary>
public sealed class WebSocketCommandTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Version5_EndsInputByAMessage()
    {
        await using var cluster = await RunningCluster.StartAsync();
        await cluster.RunPodAsync("one");
        using var socket = await cluster.OpenAsync("one/exec?command=wc&command=-c&stdin=true&stdout=true&stderr=true", "v5.channel.k8s.io");
        await socket.SendAsync(new byte[] { 0, 1, 2, 3 }, WebSocketMessageType.Binary, true, Stop);
        await socket.SendAsync(new byte[] { 255, 0 }, WebSocketMessageType.Binary, true, Stop);
        var messages = await ReadAsync(socket);
        messages[1].ShouldBe("3\n");
        messages[3].ShouldContain("\"status\":\"Success\"");
    }

    [Fact]
    public async Task Token_MayStandAmongTheProtocols()
    {
        await using var cluster = await RunningCluster.StartAsync();
        await cluster.RunPodAsync("one");
        using var socket = await cluster.OpenAsync("one/exec?command=echo&command=in&stdout=true", "v5.channel.k8s.io", cluster.Cluster.Tokens.AdminToken);
        (await ReadAsync(socket))[1].ShouldBe("in\n");
        var refused = await Should.ThrowAsync<WebSocketException>(() => cluster.OpenAsync("one/exec?command=echo&command=in&stdout=true", "v5.channel.k8s.io", "wrong"));
        refused.Message.ShouldContain("401");
    }

    [Fact]
    public async Task WhatIsPastedBehindACommand_IsForItsProgram()
    {
        await using var cluster = await RunningCluster.StartAsync();
        await cluster.RunPodAsync("one");
        using var socket = await cluster.OpenAsync("one/exec?command=sh&stdin=true&stdout=true&tty=true", "v5.channel.k8s.io");
        var line = new string('x', 1023) + "\r";
        var buffer = new byte[64 * 1024];
        for (var round = 0; round < 6; round++)
        {
            var counted = CountAsync();
            await TypeAsync("wc -c\r");
            for (var i = 0; i < 64; i++) await TypeAsync(line);
            await TypeAsync("\u0004");
            await counted;
        }

        async Task CountAsync()
        {
            var text = "";
            while (!text.Contains("65536", StringComparison.Ordinal))
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), Stop).AsTask().WaitAsync(TimeSpan.FromMinutes(2), Stop);
                text = text[Math.Max(0, text.Length - 10)..] + Encoding.ASCII.GetString(buffer, 1, Math.Max(0, part.Count - 1));
            }
        }

        async Task TypeAsync(string text) => await socket.SendAsync(Encoding.ASCII.GetBytes("\0" + text), WebSocketMessageType.Binary, true, Stop);
    }

    [Fact]
    public async Task Version4_TellsTheExitCode()
    {
        await using var cluster = await RunningCluster.StartAsync("v1.24.17");
        await cluster.RunPodAsync("one");
        using var socket = await cluster.OpenAsync("one/exec?command=sh&command=-c&command=exit+7&stdout=true&stderr=true", "v4.channel.k8s.io");
        var messages = await ReadAsync(socket);
        messages[3].ShouldContain("\"reason\":\"NonZeroExitCode\"");
        messages[3].ShouldContain("\"message\":\"7\"");
    }

    [Fact]
    public async Task Output_WaitsForAClientThatDoesNotRead()
    {
        await using var cluster = await RunningCluster.StartAsync();
        await cluster.RunPodAsync("one");
        using var socket = await cluster.OpenAsync("one/exec?command=yes&stdout=true", "v5.channel.k8s.io");

        // Endless output of a program: it stands still after what the connection holds, and ends with the client.
        var buffer = new byte[64 * 1024];
        var read = 0L;
        while (read < 5_000_000) read += (await socket.ReceiveAsync(buffer, Stop)).Count;
        var container = cluster.Cluster.Containers.Find(cluster.Cluster.Store.Get(BuiltIn.Pods, "default", "one")!.ToNode(), "c")!;
        container.Processes.All.Count.ShouldBe(2);
        socket.Abort();
        await UntilAsync(() => container.Processes.All.Count == 1);
    }

    [Fact]
    public async Task ForwardedChannels_CarryHttp()
    {
        await using var cluster = await RunningCluster.StartAsync();
        await cluster.RunPodAsync("one");
        using var socket = await cluster.OpenAsync("one/portforward?ports=80", "v4.channel.k8s.io");
        byte[] request = [0, .. "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"u8];
        await socket.SendAsync(request, WebSocketMessageType.Binary, true, Stop);
        var text = "";
        var buffer = new byte[64 * 1024];
        while (!text.Contains("</html>", StringComparison.Ordinal))
        {
            var part = await socket.ReceiveAsync(buffer, Stop);
            if (part.Count > 0 && buffer[0] == 0) text += Encoding.UTF8.GetString(buffer, 1, part.Count - 1);
        }

        text.ShouldStartWith("P\0HTTP/1.1 200 OK\r\n");
    }

    [Theory]
    [InlineData("one/exec?command=ls&stdout=true", 400, "Upgrade request required")]
    [InlineData("one/exec?stdout=true", 400, "you must specify at least 1 command for the container")]
    [InlineData("one/exec?command=ls&stdout=true&container=other", 400, "container other is not valid for pod one")]
    [InlineData("one/portforward", 400, "Upgrade request required")]
    [InlineData("other/exec?command=ls&stdout=true", 404, "pods \\\"other\\\" not found")]
    public async Task RequestThatCannotBecomeAStream_IsRefusedInWords(string path, int code, string words)
    {
        await using var cluster = await RunningCluster.StartAsync();
        await cluster.RunPodAsync("one");
        using var answer = await cluster.Http.GetAsync(new Uri($"api/v1/namespaces/default/pods/{path}", UriKind.Relative), Stop);
        ((int)answer.StatusCode).ShouldBe(code);
        (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain(words);
    }

    // What came on each channel until the server said farewell.
    private static async Task<Dictionary<int, string>> ReadAsync(ClientWebSocket socket)
    {
        var all = new Dictionary<int, string>();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, Stop);
            if (part.MessageType == WebSocketMessageType.Close) break;
            if (part.Count > 0) all[buffer[0]] = all.GetValueOrDefault(buffer[0]) + Encoding.UTF8.GetString(buffer, 1, part.Count - 1);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Stop);
        return all;
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!holds()) await Task.Delay(20, deadline.Token);
    }
}
