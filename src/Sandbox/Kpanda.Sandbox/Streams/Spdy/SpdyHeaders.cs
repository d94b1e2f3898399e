using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Kpanda.Sandbox.Streams.Spdy;

/// <summary>
/// The header blocks that come over one connection: name and value pairs in one zlib stream that goes on from block to block and begins with
/// <see cref="SpdyDictionary"/>. Not thread-safe.
/// </summary>
internal sealed class SpdyHeaders : IDisposable
{
    // What a block may unpack to: stream headers of Kubernetes are some dozens of bytes.
    private const int Longest = 64 * 1024;
    private const int ZlibHeader = 2;
    private const int DictionaryId = 4;

    private readonly FeedStream _feed = new();
    private readonly DeflateStream _inflater;
    private bool _begun;

    public SpdyHeaders() => _inflater = new DeflateStream(_feed, CompressionMode.Decompress);

    /// <summary>Unpacks one block. Throws <see cref="InvalidDataException"/> where it is none.</summary>
    public IReadOnlyDictionary<string, string> Read(ReadOnlySpan<byte> block)
    {
        if (!_begun)
        {
            Begin(block);
            block = block[(ZlibHeader + ((block[1] & 0x20) != 0 ? DictionaryId : 0))..];
        }

        _feed.Feed(block);
        var count = Number();
        if (count is < 0 or > 256) throw new InvalidDataException($"A header block of {count} headers.");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var room = Longest;
        for (var i = 0; i < count; i++)
        {
            var name = Text(ref room);
            headers[name] = Text(ref room);
        }

        return headers;
    }

    /// <summary>A block without headers as the first of a connection, or a later one: stored, not packed, and flushed so that a reader need not wait for more.</summary>
    public static byte[] Empty(bool first)
    {
        byte[] stored = [0, 4, 0, 0xFB, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF];
        return first ? [0x78, 0x01, .. stored] : stored;
    }

    public void Dispose()
    {
        _inflater.Dispose();
        _feed.Dispose();
    }

    // The inflater takes no dictionary. A stored block of the same bytes before the client's first leaves it in the same state.
    private void Begin(ReadOnlySpan<byte> block)
    {
        if (block.Length < ZlibHeader + DictionaryId || (block[0] & 0x0F) != 8) throw new InvalidDataException("Headers that are no zlib stream.");
        _begun = true;
        var dictionary = SpdyDictionary.Bytes;
        var length = (ushort)dictionary.Length;
        _feed.Feed([0, (byte)length, (byte)(length >> 8), (byte)~length, (byte)(~length >> 8), .. dictionary]);
        Fill(new byte[length]);
    }

    private int Number()
    {
        Span<byte> number = stackalloc byte[4];
        Fill(number);
        return BinaryPrimitives.ReadInt32BigEndian(number);
    }

    private string Text(ref int room)
    {
        var length = Number();
        if (length < 0 || (room -= length) < 0) throw new InvalidDataException($"Headers of more than {Longest} bytes.");
        var bytes = new byte[length];
        Fill(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    private void Fill(Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var read = _inflater.Read(bytes);
            if (read == 0) throw new InvalidDataException("A header block that ends early.");
            bytes = bytes[read..];
        }
    }

    /// <summary>Gives the inflater what has come so far, and nothing when that is used up.</summary>
    private sealed class FeedStream : Stream
    {
        private readonly Queue<byte> _bytes = new();

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public void Feed(ReadOnlySpan<byte> bytes)
        {
            foreach (var value in bytes) _bytes.Enqueue(value);
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = 0;
            while (read < buffer.Length && _bytes.TryDequeue(out var value)) buffer[read++] = value;
            return read;
        }

        public override void Flush()
        {
            // Nothing is written.
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
