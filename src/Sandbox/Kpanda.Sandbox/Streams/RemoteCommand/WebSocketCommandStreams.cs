using System.Net.WebSockets;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api;

namespace Kpanda.Sandbox.Streams.RemoteCommand;

/// <summary>
/// A command over <c>v4.channel.k8s.io</c> or <c>v5.channel.k8s.io</c>: the first byte of each message is the channel; version 5 can close one.
/// </summary>
internal sealed class WebSocketCommandStreams : CommandStreams
{
    public const string Version4 = "v4.channel.k8s.io";
    public const string Version5 = "v5.channel.k8s.io";

    private const int LargestMessage = 32 * 1024;
    private readonly WebSocket _socket;
    private readonly bool _canClose;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private bool _inputEnded;

    public WebSocketCommandStreams(WebSocket socket, string protocol, bool input)
    {
        (_socket, _canClose) = (socket, protocol == Version5);
        if (!input) EndInput();
    }

    public override async Task ReceiveAsync(CancellationToken cancel)
    {
        var buffer = new byte[16 * 1024];
        var channel = -1;
        var inside = false;
        try
        {
            while (await _socket.ReceivePartAsync(buffer, cancel) is { } part)
            {
                var bytes = buffer.AsMemory(0, part.Count);
                if (!inside)
                {
                    channel = bytes.Length > 0 ? bytes.Span[0] : -1;
                    bytes = bytes.Length > 0 ? bytes[1..] : bytes;
                }

                inside = !part.EndOfMessage;
                await TakeAsync(channel, bytes, cancel);
            }
        }
        finally
        {
            EndInput();
        }
    }

    public override async Task WriteAsync(bool error, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        while (bytes.Length > 0)
        {
            var part = bytes[..Math.Min(bytes.Length, LargestMessage)];
            bytes = bytes[part.Length..];
            await SendAsync(error ? Channel.Error : Channel.Output, part, cancel);
        }
    }

    public override Task FinishAsync(KubeStatus status, CancellationToken cancel) => SendAsync(Channel.Status, AnswerWriter.Status(status), cancel);

    public override Task CloseAsync(CancellationToken cancel) => _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancel);

    public override ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _writing.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task TakeAsync(int channel, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        switch (channel)
        {
            case Channel.Input when bytes.Length > 0 && !_inputEnded:
                await InputWriter.WriteAsync(bytes, cancel);
                break;
            case Channel.Resize:
                Size.Set(bytes.Span);
                break;
            case Channel.Close when _canClose && bytes.Span is [Channel.Input, ..]:
                EndInput();
                break;
        }
    }

    private void EndInput()
    {
        _inputEnded = true;
        InputWriter.Complete();
    }

    private async Task SendAsync(int channel, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var message = new byte[bytes.Length + 1];
        message[0] = (byte)channel;
        bytes.CopyTo(message.AsMemory(1));
        await _writing.WaitAsync(cancel);
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, cancel);
        }
        finally
        {
            _writing.Release();
        }
    }

    private static class Channel
    {
        public const int Input = 0;
        public const int Output = 1;
        public const int Error = 2;
        public const int Status = 3;
        public const int Resize = 4;
        public const int Close = 255;
    }
}
