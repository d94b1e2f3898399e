using System.Buffers.Binary;
using System.Threading.Channels;

namespace Kpanda.Sandbox.Streams.Spdy;

/// <summary>
/// The server's end of SPDY/3.1 (draft 3.1), as much of it as clients of Kubernetes use: streams that the client opens, data, pings. As with them there
/// are no windows: who reads slowly slows the whole connection. <see cref="RunAsync"/> reads until the client is gone.
/// </summary>
internal sealed class SpdyConnection(Stream transport) : IDisposable
{
    private const int MostStreams = 512;
    private const int LargestControlFrame = 64 * 1024;
    private const int LargestDataFrame = 32 * 1024;

    private readonly SpdyHeaders _headers = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Dictionary<int, SpdyStream> _streams = [];
    private readonly Channel<SpdyStream> _opened = Channel.CreateBounded<SpdyStream>(MostStreams);
    private int _lastStream;
    private bool _answered;

    /// <summary>The streams that the client opens, in order; ends when the client goes.</summary>
    public ChannelReader<SpdyStream> Opened => _opened.Reader;

    /// <summary>Reads frames until the client goes away, says farewell, or breaks the protocol.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        Exception? why = null;
        try
        {
            var head = new byte[8];
            while (await transport.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel) == head.Length)
            {
                var length = (int)(BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(4)) & 0xFFFFFF);
                if ((head[0] & 0x80) == 0) await DataAsync(BinaryPrimitives.ReadInt32BigEndian(head), (head[4] & Flag.Last) != 0, length, cancel);
                else if (!await ControlAsync(BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(2)), head[4], length, cancel)) break;
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException or OperationCanceledException or ObjectDisposedException)
        {
            why = e;
        }
        finally
        {
            _opened.Writer.TryComplete();
            foreach (var stream in _streams.Values) stream.EndInput(why is null ? null : new IOException("The client has gone.", why));
        }
    }

    /// <summary>Sends bytes on a stream in frames of at most 32 KiB.</summary>
    public async Task WriteDataAsync(int stream, ReadOnlyMemory<byte> bytes, bool last, CancellationToken cancel)
    {
        do
        {
            var part = bytes[..Math.Min(bytes.Length, LargestDataFrame)];
            bytes = bytes[part.Length..];
            var frame = new byte[8 + part.Length];
            BinaryPrimitives.WriteInt32BigEndian(frame, stream);
            BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), part.Length);
            if (last && bytes.Length == 0) frame[4] = Flag.Last;
            part.CopyTo(frame.AsMemory(8));
            await SendAsync(frame, cancel);
        }
        while (bytes.Length > 0);
    }

    /// <summary>Tells the client that no further stream is taken.</summary>
    public Task GoAwayAsync(CancellationToken cancel)
    {
        var body = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(body, _lastStream);
        return SendAsync(Control(FrameType.GoAway, body), cancel);
    }

    public void Dispose()
    {
        _headers.Dispose();
        _writing.Dispose();
    }

    private async Task DataAsync(int id, bool last, int length, CancellationToken cancel)
    {
        var stream = _streams.GetValueOrDefault(id);
        var buffer = new byte[Math.Min(Math.Max(length, 1), 16 * 1024)];
        while (length > 0)
        {
            var part = buffer.AsMemory(0, Math.Min(length, buffer.Length));
            await transport.ReadExactlyAsync(part, cancel);
            length -= part.Length;
            if (stream is not null) await stream.ReceiveAsync(part, cancel);
        }

        if (last && _streams.Remove(id)) stream!.EndInput();
    }

    // False when the client says that it goes.
    private async Task<bool> ControlAsync(int type, byte flags, int length, CancellationToken cancel)
    {
        if (length > LargestControlFrame) throw new InvalidDataException($"A control frame of {length} bytes.");
        var body = new byte[length];
        await transport.ReadExactlyAsync(body, cancel);
        switch (type)
        {
            case FrameType.SynStream when length > 10:
                await OpenAsync(body, flags, cancel);
                break;
            case FrameType.RstStream when length >= 4:
                if (_streams.Remove(BinaryPrimitives.ReadInt32BigEndian(body), out var reset)) reset.EndInput(new IOException("The client has reset the stream."));
                break;
            case FrameType.Ping when length == 4:
                await SendAsync(Control(FrameType.Ping, body), cancel);
                break;
            case FrameType.Headers when length > 4:
                // Nothing in them matters, but the next block continues where this one ends.
                _headers.Read(body.AsSpan(4));
                break;
            case FrameType.GoAway:
                return false;
        }

        return true;
    }

    private async Task OpenAsync(byte[] body, byte flags, CancellationToken cancel)
    {
        var id = BinaryPrimitives.ReadInt32BigEndian(body) & int.MaxValue;
        var stream = new SpdyStream(this, id, _headers.Read(body.AsSpan(10)));
        if (_streams.Count >= MostStreams || !_streams.TryAdd(id, stream)) throw new InvalidDataException($"Stream {id} is one too many, or is open already.");
        _lastStream = id;
        var reply = SpdyHeaders.Empty(first: !_answered);
        _answered = true;
        var answer = new byte[4 + reply.Length];
        BinaryPrimitives.WriteInt32BigEndian(answer, id);
        reply.CopyTo(answer, 4);
        await SendAsync(Control(FrameType.SynReply, answer), cancel);
        if ((flags & Flag.Last) != 0)
        {
            _streams.Remove(id);
            stream.EndInput();
        }

        await _opened.Writer.WriteAsync(stream, cancel);
    }

    private static byte[] Control(int type, ReadOnlySpan<byte> body)
    {
        var frame = new byte[8 + body.Length];
        frame[0] = 0x80;
        frame[1] = 3;
        frame[3] = (byte)type;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), body.Length);
        body.CopyTo(frame.AsSpan(8));
        return frame;
    }

    private async Task SendAsync(byte[] frame, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            await transport.WriteAsync(frame, cancel);
            await transport.FlushAsync(cancel);
        }
        finally
        {
            _writing.Release();
        }
    }

    private static class FrameType
    {
        public const int SynStream = 1;
        public const int SynReply = 2;
        public const int RstStream = 3;
        public const int Ping = 6;
        public const int GoAway = 7;
        public const int Headers = 8;
    }

    private static class Flag
    {
        public const byte Last = 1;
    }
}
