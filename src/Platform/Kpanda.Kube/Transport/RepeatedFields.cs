using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace Kpanda.Kube.Transport;

/// <summary>
/// What <see cref="HeaderLines"/> is for HTTP/1.1, for HTTP/2: there a line break in a value means nothing, so a field whose value holds one is taken apart in the frames that the HTTP stack
/// writes, and goes out once for each part. Everything else passes as it is. Frames: RFC 9113, 4 and 6.2; fields: RFC 7541, 6. One for each connection.
/// </summary>
internal sealed class RepeatedFields
{
    private const int PrefaceBytes = 24;
    private const int FrameHead = 9;
    private const int LargestFrame = 16 * 1024;
    private const byte Headers = 1;
    private const byte Continuation = 9;
    private const byte EndHeaders = 0x4;

    // Padding and priorities, which the HTTP stack here does not write.
    private const byte Extras = 0x28;

    private readonly ArrayBufferWriter<byte> _out = new();

    // Bytes that go on as they are before the next frame begins; and the beginning of one that has not come whole.
    private long _passing = PrefaceBytes;
    private byte[] _held = [];

    private static ReadOnlySpan<byte> LineBreak => "\r\n"u8;

    private static ReadOnlySpan<byte> Colon => ": "u8;

    /// <summary>Takes what the HTTP stack writes and gives what is to be written: the same bytes where nothing is to be changed. Good until the next call.</summary>
    public ReadOnlyMemory<byte> Pass(ReadOnlyMemory<byte> written)
    {
        var changed = _held.Length > 0;
        var input = changed ? [.. _held, .. written.Span] : written.Span;
        _held = [];
        _out.ResetWrittenCount();
        var (at, copied) = (0, 0);
        while (at < input.Length)
        {
            if (_passing > 0)
            {
                var taken = (int)Math.Min(_passing, input.Length - at);
                (at, _passing) = (at + taken, _passing - taken);
                continue;
            }

            var length = BlockLength(input[at..]);
            if (length < 0) break;
            var block = input.Slice(at, (int)Math.Min(length, input.Length - at));
            if (block[3] != Headers || (block[4] & Extras) != 0 || block.IndexOf(LineBreak) < 0)
            {
                _passing = length;
                continue;
            }

            _out.Write(input[copied..at]);
            Rewrite(block);
            (at, copied, changed) = (at + block.Length, at + block.Length, true);
        }

        if (at < input.Length)
        {
            _held = input[at..].ToArray();
            changed = true;
        }

        if (!changed) return written;
        _out.Write(input[copied..at]);
        return _out.WrittenMemory;
    }

    // Bytes of the frame that begins here, or of a whole block of headers; negative where that cannot be known yet, or the block is not there to its end.
    private static long BlockLength(ReadOnlySpan<byte> frames)
    {
        if (frames.Length < FrameHead) return -1;
        var end = FrameHead + PayloadOf(frames);
        if (frames[3] != Headers) return end;
        for (var flags = frames[4]; (flags & EndHeaders) == 0;)
        {
            if (frames.Length < end + FrameHead) return -1;
            flags = frames[end + 4];
            end += FrameHead + PayloadOf(frames[end..]);
        }

        return frames.Length < end ? -1 : end;
    }

    private static int PayloadOf(ReadOnlySpan<byte> frame) => (frame[0] << 16) | (frame[1] << 8) | frame[2];

    private void Rewrite(ReadOnlySpan<byte> frames)
    {
        var fields = new ArrayBufferWriter<byte>(frames.Length * 2);
        for (var at = 0; at < frames.Length; at += FrameHead + PayloadOf(frames[at..])) fields.Write(frames.Slice(at + FrameHead, PayloadOf(frames[at..])));
        var apart = new ArrayBufferWriter<byte>(frames.Length * 2);
        for (var rest = fields.WrittenSpan; rest.Length > 0;) rest = rest[Field(rest, apart)..];

        var (type, flags) = (Headers, (byte)(frames[4] & ~EndHeaders));
        var left = apart.WrittenSpan;
        do
        {
            var part = left[..Math.Min(left.Length, LargestFrame)];
            left = left[part.Length..];
            var head = _out.GetSpan(FrameHead);
            BinaryPrimitives.WriteInt32BigEndian(head, (part.Length << 8) | type);
            head[4] = left.Length == 0 ? (byte)(flags | EndHeaders) : flags;
            frames[5..FrameHead].CopyTo(head[5..]);
            _out.Advance(FrameHead);
            _out.Write(part);
            (type, flags) = (Continuation, 0);
        }
        while (left.Length > 0);
    }

    // Writes the first field, or the fields that it stands for; its length as it was.
    private static int Field(ReadOnlySpan<byte> fields, ArrayBufferWriter<byte> to)
    {
        var first = fields[0];
        var indexed = first >= 0x80;
        var resize = !indexed && (first & 0xe0) == 0x20;
        var bits = indexed ? 7 : (first & 0xc0) == 0x40 ? 6 : resize ? 5 : 4;
        var (name, at) = Number(fields, bits);
        if (!indexed && !resize && name == 0) at += StringAt(fields[at..], out _);
        var head = fields[..at];
        if (indexed || resize)
        {
            to.Write(head);
            return at;
        }

        var length = StringAt(fields[at..], out var value);
        var huffman = (fields[at] & 0x80) != 0;
        if (huffman || value.IndexOf(LineBreak) < 0)
        {
            to.Write(fields[..(at + length)]);
            return at + length;
        }

        while (true)
        {
            var end = value.IndexOf(LineBreak);
            to.Write(head);
            WriteString(end < 0 ? value : value[..end], to);
            if (end < 0) return at + length;
            value = value[end..];
            value = value[(value.IndexOf(Colon) + Colon.Length)..];
        }
    }

    // The length of a string with its head.
    private static int StringAt(ReadOnlySpan<byte> from, out ReadOnlySpan<byte> value)
    {
        var (length, at) = Number(from, 7);
        value = from.Slice(at, length);
        return at + length;
    }

    private static (int Value, int Length) Number(ReadOnlySpan<byte> from, int bits)
    {
        var most = (1 << bits) - 1;
        var value = from[0] & most;
        if (value < most) return (value, 1);
        var at = 1;
        for (var shift = 0; ; shift += 7)
        {
            value += (from[at] & 0x7f) << shift;
            if (from[at++] < 0x80) return (value, at);
        }
    }

    private static void WriteString(ReadOnlySpan<byte> value, ArrayBufferWriter<byte> to)
    {
        var head = to.GetSpan(2 + (BitOperations.Log2((uint)value.Length + 1) / 7) + 1);
        var at = 0;
        if (value.Length < 0x7f)
        {
            head[at++] = (byte)value.Length;
        }
        else
        {
            head[at++] = 0x7f;
            var rest = value.Length - 0x7f;
            for (; rest >= 0x80; rest >>= 7) head[at++] = (byte)(rest | 0x80);
            head[at++] = (byte)rest;
        }

        to.Advance(at);
        to.Write(value);
    }
}
