using System.Text;
using Kpanda.Gateway.Logs;

namespace Kpanda.Gateway.Tests.Logs;

public sealed class LogLineReaderTests
{
    private const string Stamp = "2026-01-31T12:00:00.123456789Z";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lines_HaveTheirTimes()
    {
        var lines = await ReadAsync($"{Stamp} first line\n{Stamp} \n2026-01-31T20:00:01+08:00 third\r\n");

        lines.Select(line => (line.Stamp, line.Text)).ShouldBe([(Stamp, "first line"), (Stamp, ""), ("2026-01-31T20:00:01+08:00", "third")]);
        (lines[2].Time - lines[0].Time).ShouldBe(1_000_000_000 - 123_456_789);
        lines.ShouldAllBe(line => !line.Continues && !line.IsCut);
    }

    [Fact]
    public async Task WhatTheMemberSaysOfItself_IsAWholeLine()
    {
        var lines = await ReadAsync("failed to watch the log: too many open files\n");

        lines.Single().Text.ShouldBe("failed to watch the log: too many open files");
    }

    [Fact]
    public async Task LastLine_NeedsNoEnd()
    {
        var lines = await ReadAsync($"{Stamp} one\n{Stamp} killed in the mid");

        lines[^1].Text.ShouldBe("killed in the mid");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    [InlineData(1 << 20)]
    public async Task LongLine_ComesInParts_ThatCutNoCharacter(int piece)
    {
        var text = string.Concat(Enumerable.Repeat("ab中🙂é", piece == 1 ? 5_000 : 500_000));

        var lines = await ReadAsync($"{Stamp} {text}\n{Stamp} next\n", piece);

        string.Concat(lines.SkipLast(1).Select(line => line.Text)).ShouldBe(text);
        lines[0].Continues.ShouldBeFalse();
        lines.Skip(1).SkipLast(1).ShouldAllBe(line => line.Continues);
        lines.Select(line => line.IsCut).ShouldBe([.. Enumerable.Repeat(true, lines.Count - 2), false, false]);
        lines.ShouldAllBe(line => Encoding.UTF8.GetByteCount(line.Text) <= LogLineReader.Longest);
        (lines[^1].Text, lines[^1].Continues).ShouldBe(("next", false));
    }

    [Fact]
    public async Task BytesThatAreNoText_AreReplaced()
    {
        byte[] bytes = [.. Encoding.ASCII.GetBytes($"{Stamp} a"), 0xFF, 0xC0, .. Encoding.ASCII.GetBytes("b\n")];

        var lines = await ReadAsync(new MemoryStream(bytes));

        lines.Single().Text.ShouldBe("a\uFFFD\uFFFDb");
    }

    [Theory]
    [InlineData("2026-01-31T12:00:00Z", 1769860800000000000)]
    [InlineData("2026-01-31T12:00:00.5Z", 1769860800500000000)]
    [InlineData("2026-01-31T12:00:00.000000001Z", 1769860800000000001)]
    [InlineData("2026-01-31T14:00:00.1+02:00", 1769860800100000000)]
    [InlineData("2026-01-31T06:30:00.1-05:30", 1769860800100000000)]
    public void Stamp_IsReadToTheNanosecond(string text, long expected)
    {
        LogTime.TryParse(Encoding.ASCII.GetBytes(text), out var time).ShouldBeTrue();
        time.ShouldBe(expected);
        LogTime.Text(time).ShouldBe("2026-01-31T12:00:00Z");
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-01-31")]
    [InlineData("2026-13-31T12:00:00Z")]
    [InlineData("2026-02-30T12:00:00Z")]
    [InlineData("2026-01-31T25:00:00Z")]
    [InlineData("2026-01-31T12:00:00")]
    [InlineData("2026-01-31T12:00:00.1+2:00")]
    [InlineData("a026-01-31T12:00:00Z")]
    [InlineData("INFO-01-31T12:00:00Z")]
    public void WhatIsNoStamp_IsNone(string text) => LogTime.TryParse(Encoding.ASCII.GetBytes(text), out _).ShouldBeFalse();

    private static Task<List<LogEntry>> ReadAsync(string text, int piece = int.MaxValue) => ReadAsync(new InPieces(Encoding.UTF8.GetBytes(text), piece));

    private static async Task<List<LogEntry>> ReadAsync(Stream stream)
    {
        var reader = new LogLineReader(stream, 1);
        var lines = new List<LogEntry>();
        while (await reader.ReadAsync(Token) is { } line) lines.Add(line);
        return lines;
    }

    /// <summary>Gives no more than so many bytes at a time.</summary>
    private sealed class InPieces(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
