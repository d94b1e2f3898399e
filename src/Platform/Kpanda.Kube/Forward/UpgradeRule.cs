using System.Security.Cryptography;
using System.Text;

namespace Kpanda.Kube.Forward;

/// <summary>When bytes may be copied both ways: only after a 101 that says the protocol which was asked for, and proves it where the protocol has a proof.</summary>
internal static class UpgradeRule
{
    private const string WebSocketKey = "Sec-WebSocket-Key";

    /// <summary>Whether the answer is the switch that was asked for.</summary>
    public static bool Switched(ForwardRequest request, HttpResponseMessage answer)
    {
        if (!answer.Headers.Connection.Contains("Upgrade", StringComparer.OrdinalIgnoreCase)) return false;
        if (answer.Headers.Upgrade is not { Count: 1 } named || !string.Equals(named.Single().ToString(), request.Upgrade, StringComparison.OrdinalIgnoreCase)) return false;
        if (!string.Equals(request.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase)) return true;
        var key = request.Headers.FirstOrDefault(header => string.Equals(header.Key, WebSocketKey, StringComparison.OrdinalIgnoreCase)).Value ?? "";
        return answer.Headers.TryGetValues("Sec-WebSocket-Accept", out var accepted) && accepted.SequenceEqual([AcceptOf(key)], StringComparer.Ordinal);
    }

    // RFC 6455, 4.2.2: SHA-1 here proves that the other side has read the key, nothing more.
#pragma warning disable CA5350
    private static string AcceptOf(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
}
