using System.IO.Compression;
using Kpanda.Sandbox.Streams.Spdy;

namespace Kpanda.Sandbox.Tests.Streams;

public sealed class SpdyHeaderTests
{
    [Fact]
    public void Dictionary_IsTheOneOfTheProtocol()
    {
        uint a = 1, b = 0;
        foreach (var value in SpdyDictionary.Bytes)
        {
            a = (a + value) % 65521;
            b = (b + a) % 65521;
        }

        // What zlib streams name their dictionary by.
        ((b << 16) | a).ShouldBe(0xE3C6A7C2u);
    }

    [Fact]
    public void Blocks_ContinueEachOther()
    {
        using var packed = new MemoryStream();
        using var headers = new SpdyHeaders();
        using var deflate = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true);
        foreach (var type in new[] { "error", "stdin", "stdin" })
        {
            packed.SetLength(0);
            deflate.Write([0, 0, 0, 1, 0, 0, 0, 10, .. "streamtype"u8, 0, 0, 0, 5, .. System.Text.Encoding.ASCII.GetBytes(type)]);
            deflate.Flush();
            headers.Read(packed.ToArray())["streamType"].ShouldBe(type);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("00112233445566")]
    [InlineData("78BBDFA251B2FF")]
    public void Rubbish_IsRefused(string hex)
    {
        using var headers = new SpdyHeaders();
        Should.Throw<InvalidDataException>(() => headers.Read(Convert.FromHexString(hex)));
    }
}
