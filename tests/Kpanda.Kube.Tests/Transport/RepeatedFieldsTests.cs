using System.Text;
using Kpanda.Kube.Transport;

namespace Kpanda.Kube.Tests.Transport;

/// <summary>A field of HTTP/2 whose value holds line breaks goes out once for each part, however the frames were written; every other byte stays.</summary>
public sealed class RepeatedFieldsTests
{
    private const byte Settings = 4;
    private const byte Data = 0;
    private const byte Headers = 1;
    private const byte Continuation = 9;
    private const byte EndStream = 1;
    private const byte EndHeaders = 4;

    private static readonly byte[] Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();

    private static readonly byte[] Around = [.. Indexed(2), 0x01, .. Text("member:443"), .. Named("impersonate-user", "jane")];

    // A body with what looks like a line of headers passes untouched.
    private static readonly byte[] Body = Frame(Data, EndStream, "\r\nimpersonate-group: admins"u8.ToArray());

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(int.MaxValue)]
    public void FieldWithLineBreaks_GoesOutOncePerPart(int atOnce)
    {
        var lines = "one\r\nImpersonate-Group: two: b\r\nImpersonate-Group: " + new string('x', 300);
        byte[] written = [.. Preface, .. Frame(Settings, 0, [0, 3, 0, 0, 0, 100]), .. Frame(Headers, EndHeaders, [.. Around, .. Named("impersonate-group", lines), .. Named("accept", "*/*")]), .. Body];
        byte[] expected =
        [
            .. Preface, .. Frame(Settings, 0, [0, 3, 0, 0, 0, 100]),
            .. Frame(Headers, EndHeaders, [.. Around, .. Named("impersonate-group", "one"), .. Named("impersonate-group", "two: b"), .. Named("impersonate-group", new string('x', 300)), .. Named("accept", "*/*")]),
            .. Body,
        ];

        Passed(written, atOnce).ShouldBe(expected);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5000)]
    [InlineData(int.MaxValue)]
    public void BlockOfSeveralFrames_IsTakenApartAsOne(int atOnce)
    {
        var groups = Enumerable.Range(0, 200).Select(number => $"{new string('g', 150)}{number}").ToArray();
        byte[] block = [.. Around, .. Named("impersonate-group", string.Join("\r\nImpersonate-Group: ", groups))];
        byte[] whole = [.. Around, .. groups.SelectMany(group => Named("impersonate-group", group))];

        var passed = Passed([.. Preface, .. Frame(Headers, EndStream, block[..16384]), .. Frame(Continuation, 0, block[16384..30000]), .. Frame(Continuation, EndHeaders, block[30000..]), .. Body], atOnce);

        passed.ShouldBe([.. Preface, .. Frame(Headers, EndStream, whole[..16384]), .. Frame(Continuation, 0, whole[16384..32768]), .. Frame(Continuation, EndHeaders, whole[32768..]), .. Body]);
    }

    [Fact]
    public void NothingToTakeApart_IsNotCopied()
    {
        byte[] written = [.. Preface, .. Frame(Headers, EndHeaders | EndStream, [.. Around, .. Named("impersonate-group", "one")]), .. Body];

        new RepeatedFields().Pass(written).ShouldBe(written.AsMemory());
    }

    private static byte[] Passed(byte[] written, int atOnce)
    {
        var fields = new RepeatedFields();
        var passed = new List<byte>();
        foreach (var part in written.Chunk(atOnce)) passed.AddRange(fields.Pass(part).Span);
        return [.. passed];
    }

    private static byte[] Frame(byte type, byte flags, byte[] payload) =>
        [(byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, type, flags, 0, 0, 0, 5, .. payload];

    private static byte[] Indexed(byte index) => [(byte)(0x80 | index)];

    private static byte[] Named(string name, string value) => [0, .. Text(name), .. Text(value)];

    private static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        List<byte> length = [(byte)Math.Min(bytes.Length, 127)];
        for (var rest = bytes.Length - 127; rest >= 0; rest = rest < 128 ? -1 : rest >> 7) length.Add((byte)(rest >= 128 ? rest | 128 : rest));
        return [.. length, .. bytes];
    }
}
