using System.Text;

namespace Kpanda.Kube.Transport;

/// <summary>
/// Kubernetes wants one <c>Impersonate-Group</c> line per group; <see cref="System.Net.Http"/> joins the values of a header with commas, which the member
/// would read as one odd group. So several groups go out over HTTP/1.1 as one value with <see cref="Separator"/> between them, and this encoding writes the
/// separator as a line break and the header's name. <see cref="KubeIdentity"/> has refused control characters in names, so no name can hold a separator.
/// </summary>
internal sealed class HeaderLines : Encoding
{
    /// <summary>Stands between two groups.</summary>
    public const char Separator = '\u0001';

    private static readonly byte[] NextLine = "\r\nImpersonate-Group: "u8.ToArray();

    /// <summary>The one instance.</summary>
    public static HeaderLines Instance { get; } = new();

    /// <inheritdoc />
    public override int GetByteCount(char[] chars, int index, int count)
    {
        var text = chars.AsSpan(index, count);
        return UTF8.GetByteCount(text) + (text.Count(Separator) * (NextLine.Length - 1));
    }

    /// <inheritdoc />
    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex)
    {
        var written = byteIndex;
        var rest = chars.AsSpan(charIndex, charCount);
        while (true)
        {
            var end = rest.IndexOf(Separator);
            written += UTF8.GetBytes(end < 0 ? rest : rest[..end], bytes.AsSpan(written));
            if (end < 0) return written - byteIndex;
            NextLine.CopyTo(bytes.AsSpan(written));
            written += NextLine.Length;
            rest = rest[(end + 1)..];
        }
    }

    /// <inheritdoc />
    public override int GetMaxByteCount(int charCount) => (charCount + 1) * NextLine.Length;

    /// <inheritdoc />
    public override int GetCharCount(byte[] bytes, int index, int count) => UTF8.GetCharCount(bytes, index, count);

    /// <inheritdoc />
    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) => UTF8.GetChars(bytes, byteIndex, byteCount, chars, charIndex);

    /// <inheritdoc />
    public override int GetMaxCharCount(int byteCount) => UTF8.GetMaxCharCount(byteCount);
}
