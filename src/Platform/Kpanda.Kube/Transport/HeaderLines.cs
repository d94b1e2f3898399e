using System.Text;

namespace Kpanda.Kube.Transport;

/// <summary>
/// Kubernetes wants one <c>Impersonate-Group</c> line per group, and one <c>X-Stream-Protocol-Version</c> line per version; <see cref="System.Net.Http"/> joins the values of a
/// header with commas, which the member would read as one odd group or version. So several go out as one value with <see cref="Separator"/> between them, and this encoding writes the separator
/// as a line break and the header's name; in HTTP/2 <see cref="RepeatedFields"/> makes fields of them. Control characters in the values have been refused before, so that no value can hold a separator.
/// </summary>
internal sealed class HeaderLines : Encoding
{
    /// <summary>Stands between two groups.</summary>
    public const char Separator = '\u0001';

    /// <summary>Header of the versions of a stream's protocol.</summary>
    public const string StreamProtocol = "X-Stream-Protocol-Version";

    private static readonly HeaderLines Groups = new("Impersonate-Group");
    private static readonly HeaderLines Versions = new(StreamProtocol);

    private readonly byte[] _nextLine;

    private HeaderLines(string header) => _nextLine = UTF8.GetBytes($"\r\n{header}: ");

    /// <summary>The encoding of a header's value; null for the usual one.</summary>
    public static HeaderLines? For(string header) =>
        header.StartsWith("Impersonate-", StringComparison.Ordinal) ? Groups : header == StreamProtocol ? Versions : null;

    /// <inheritdoc />
    public override int GetByteCount(char[] chars, int index, int count)
    {
        var text = chars.AsSpan(index, count);
        return UTF8.GetByteCount(text) + (text.Count(Separator) * (_nextLine.Length - 1));
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
            _nextLine.CopyTo(bytes.AsSpan(written));
            written += _nextLine.Length;
            rest = rest[(end + 1)..];
        }
    }

    /// <inheritdoc />
    public override int GetMaxByteCount(int charCount) => (charCount + 1) * _nextLine.Length;

    /// <inheritdoc />
    public override int GetCharCount(byte[] bytes, int index, int count) => UTF8.GetCharCount(bytes, index, count);

    /// <inheritdoc />
    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) => UTF8.GetChars(bytes, byteIndex, byteCount, chars, charIndex);

    /// <inheritdoc />
    public override int GetMaxCharCount(int byteCount) => UTF8.GetMaxCharCount(byteCount);
}
