using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Streams.RemoteCommand;

namespace Kpanda.Sandbox.Streams.Forwarding;

/// <summary>
/// One connection for each asked port over <c>v4.channel.k8s.io</c>: the first byte of a message is the channel, 2n for the data of the n-th port and
/// 2n + 1 for its errors; each channel of the server begins with the port.
/// </summary>
internal static class ForwardChannels
{
    public const string Protocol = "v4.channel.k8s.io";
    private const int LargestMessage = 32 * 1024;

    public static async Task RunAsync(WebSocket socket, SandboxCluster cluster, JsonObject pod, IReadOnlyList<int> ports, CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var writing = new SemaphoreSlim(1, 1);
        var pipes = ports.Select(_ => new Pipe(new PipeOptions(pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024, useSynchronizationContext: false))).ToList();
        var running = ports.Select((port, i) => ForwardAsync(i, port)).ToList();
        try
        {
            await ReceiveAsync(socket, pipes, end.Token);
        }
        catch (OperationCanceledException)
        {
            // The server goes.
        }

        await end.CancelAsync();
        await Task.WhenAll(running);

        async Task ForwardAsync(int position, int port)
        {
            try
            {
                var announced = new byte[2];
                BinaryPrimitives.WriteUInt16LittleEndian(announced, (ushort)port);
                await SendAsync(2 * position, announced, end.Token);
                await SendAsync((2 * position) + 1, announced, end.Token);
                if (await ForwardSession.ConnectAsync(cluster, pod, port, pipes[position].Reader, (bytes, cancel) => SendAsync(2 * position, bytes, cancel), end.Token) is { } problem)
                    await SendAsync((2 * position) + 1, Encoding.UTF8.GetBytes(problem), end.Token);
            }
            catch (Exception e) when (CommandSession.IsFarewell(e))
            {
                // The client has gone.
            }
            finally
            {
                await pipes[position].Reader.CompleteAsync();
            }
        }

        async Task SendAsync(int channel, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
        {
            while (bytes.Length > 0)
            {
                var part = bytes[..Math.Min(bytes.Length, LargestMessage)];
                bytes = bytes[part.Length..];
                byte[] message = [(byte)channel, .. part.Span];
                await writing.WaitAsync(cancel);
                try
                {
                    await socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, cancel);
                }
                finally
                {
                    writing.Release();
                }
            }
        }
    }

    private static async Task ReceiveAsync(WebSocket socket, List<Pipe> pipes, CancellationToken cancel)
    {
        var buffer = new byte[16 * 1024];
        var channel = -1;
        var inside = false;
        while (await socket.ReceivePartAsync(buffer, cancel) is { } part)
        {
            var bytes = buffer.AsMemory(0, part.Count);
            if (!inside && bytes.Length > 0)
            {
                channel = bytes.Span[0];
                bytes = bytes[1..];
            }

            inside = !part.EndOfMessage;
            if (bytes.Length > 0 && channel % 2 == 0 && channel / 2 < pipes.Count) await pipes[channel / 2].Writer.WriteAsync(bytes, cancel);
        }

        foreach (var pipe in pipes) await pipe.Writer.CompleteAsync();
    }
}
