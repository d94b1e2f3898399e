using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace Kpanda.Benchmarks.Sandbox;

/// <summary>
/// One watch that is read to a line which holds a certain text: counts its events, and fails where their versions do not grow, where the server tells of an error, or where it ends
/// before that line.
/// </summary>
internal sealed class CountedWatch(Stream stream, string name)
{
    private static readonly byte[] VersionField = "\"resourceVersion\":\""u8.ToArray();
    private long version;

    /// <summary>How many events were read.</summary>
    public long Events { get; private set; }

    public async Task ReadUntilAsync(byte[] last, CancellationToken cancellationToken)
    {
        // An idle watch holds no buffer.
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 16 * 1024, useZeroByteReads: true));
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync(cancellationToken);
                var rest = result.Buffer;
                while (rest.PositionOf((byte)'\n') is { } end)
                {
                    if (Read(rest.Slice(0, end), last)) return;
                    rest = rest.Slice(rest.GetPosition(1, end));
                }

                reader.AdvanceTo(rest.Start, rest.End);
                if (result.IsCompleted) throw new InvalidOperationException($"The watch {name} ended after {Events} events.");
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    // Whether it is the last line.
    private bool Read(ReadOnlySequence<byte> sequence, byte[] last)
    {
        var line = sequence.IsSingleSegment ? sequence.FirstSpan : sequence.ToArray();
        if (line.StartsWith("{\"type\":\"ERROR\""u8)) throw new InvalidOperationException($"The watch {name} was told after {Events} events: {Encoding.UTF8.GetString(line)}");
        var at = line.IndexOf(VersionField) + VersionField.Length;
        var digits = line[at..];
        var now = long.Parse(digits[..digits.IndexOf((byte)'"')], CultureInfo.InvariantCulture);
        if (now <= version) throw new InvalidOperationException($"The watch {name} was told of version {now} after {version}.");
        version = now;
        Events++;
        return line.IndexOf(last) >= 0;
    }
}
