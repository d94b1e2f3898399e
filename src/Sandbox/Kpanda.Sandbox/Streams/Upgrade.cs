using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Kpanda.Sandbox.Streams.Spdy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kpanda.Sandbox.Streams;

/// <summary>Turns an HTTP/1.1 request into a WebSocket or a SPDY connection, where the client asks for one.</summary>
internal static class Upgrade
{
    private const string WebSocketGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const string SpdyProtocol = "SPDY/3.1";
    private const string SpdyVersions = "X-Stream-Protocol-Version";

    // Clients that are behind a proxy must not be taken for dead while nothing is said.
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(30);

    /// <summary>Whether the client asks for a WebSocket.</summary>
    public static bool WantsWebSocket(HttpRequest request) => Asks(request, "websocket");

    /// <summary>Whether the client asks for SPDY/3.1.</summary>
    public static bool WantsSpdy(HttpRequest request) => Asks(request, SpdyProtocol);

    /// <summary>The first of the protocols that the client would speak and <paramref name="known"/> holds; null for none.</summary>
    public static string? Choose(HttpRequest request, IReadOnlyCollection<string> known) =>
        request.Headers[WantsSpdy(request) ? SpdyVersions : "Sec-WebSocket-Protocol"]
            .SelectMany(line => (line ?? "").Split(',', StringSplitOptions.TrimEntries)).FirstOrDefault(known.Contains);

    /// <summary>Answers 101 and gives the WebSocket.</summary>
    public static async Task<WebSocket> WebSocketAsync(HttpContext http, string protocol)
    {
        var key = http.Request.Headers.SecWebSocketKey.ToString();
#pragma warning disable CA5350 // RFC 6455 says SHA-1; nothing is protected by it.
        http.Response.Headers.SecWebSocketAccept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + WebSocketGuid)));
#pragma warning restore CA5350
        http.Response.Headers.Upgrade = "websocket";
        http.Response.Headers.SecWebSocketProtocol = protocol;
        var stream = await http.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        return WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = KeepAlive });
    }

    /// <summary>Answers 101 and gives the connection, which the caller runs.</summary>
    public static async Task<SpdyConnection> SpdyAsync(HttpContext http, string protocol)
    {
        http.Response.Headers.Upgrade = SpdyProtocol;
        http.Response.Headers[SpdyVersions] = protocol;
        return new SpdyConnection(await http.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync());
    }

    private static bool Asks(HttpRequest request, string protocol) =>
        request.HttpContext.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true
        && request.Headers.Upgrade.Any(value => string.Equals(value, protocol, StringComparison.OrdinalIgnoreCase));
}
