using System.Net.WebSockets;

namespace Kpanda.Sandbox.Streams;

/// <summary>Reading and ending WebSockets without exceptions for what is no fault.</summary>
internal static class WebSocketReading
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    /// <summary>The next part of a message; null when the client has closed or is gone.</summary>
    public static async ValueTask<ValueWebSocketReceiveResult?> ReceivePartAsync(this WebSocket socket, Memory<byte> buffer, CancellationToken cancel)
    {
        try
        {
            var part = await socket.ReceiveAsync(buffer, cancel);
            return part.MessageType == WebSocketMessageType.Close ? null : part;
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    /// <summary>Says farewell, and waits a little for the client's.</summary>
    public static async Task FarewellAsync(this WebSocket socket)
    {
        using var patience = new CancellationTokenSource(Farewell);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived) await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
            var rest = new byte[4096];
            while (socket.State == WebSocketState.CloseSent && await socket.ReceivePartAsync(rest, patience.Token) is not null)
            {
                // What the client still sends is for nobody.
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client did not stay for it.
        }
    }
}
