using System.Buffers;
using System.Globalization;
using System.Text;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;

namespace Kpanda.Gateway.Files;

/// <summary>
/// An absolute path in a container. Names there are bytes, of which only <c>/</c> and 0 mean anything: as a text, what is no UTF-8, controls, what changes the direction of writing and <c>%</c>
/// are written <c>%XX</c>, so that the text is exact and does no harm where it is shown.
/// </summary>
internal sealed class FilePath
{
    private const int MostBytes = 4096;

    private readonly byte[] _bytes;

    private FilePath(byte[] bytes) => _bytes = bytes;

    /// <summary>The text; <see cref="Parse"/> reads it.</summary>
    public string Text => TextOf(_bytes, exact: true);

    /// <summary>The last name, to be shown.</summary>
    public string ShownName => TextOf(_bytes.AsSpan(_bytes.AsSpan().LastIndexOf((byte)'/') + 1), exact: false);

    /// <summary>Whether it is <c>/</c>.</summary>
    public bool IsRoot => _bytes.Length == 1;

    /// <summary>In ASCII, for <c>printf %b</c>: programs in a container get their arguments as texts.</summary>
    public string Argument
    {
        get
        {
            var text = new StringBuilder(_bytes.Length);
            foreach (var one in _bytes)
            {
                if (char.IsAsciiLetterOrDigit((char)one) || one is (byte)'/' or (byte)'.' or (byte)'_' or (byte)'-') text.Append((char)one);
                else text.Append(CultureInfo.InvariantCulture, $"\\0{one >> 6 & 7}{one >> 3 & 7}{one & 7}");
            }

            return text.ToString();
        }
    }

    /// <summary>Reads a text, or says why it names nothing.</summary>
    public static Result<FilePath> Parse(string? text)
    {
        if (text is null || !text.StartsWith('/')) return Error.Invalid("path", "files.path");
        var bytes = new List<byte>(text.Length);
        var utf8 = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < utf8.Length; i++)
        {
            if (utf8[i] != '%')
            {
                bytes.Add(utf8[i]);
                continue;
            }

            if (i + 2 >= utf8.Length || !byte.TryParse(utf8.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)) return Error.Invalid("path", "files.path");
            bytes.Add(value);
            i += 2;
        }

        while (bytes.Count > 1 && bytes[^1] == '/') bytes.RemoveAt(bytes.Count - 1);
        byte[] path = [.. bytes];
        return path.Length > MostBytes || path.Contains((byte)0) || HasSteps(path) ? Error.Invalid("path", "files.path") : new FilePath(path);
    }

    /// <summary>What is in it under a name.</summary>
    public FilePath Child(ReadOnlySpan<byte> name) => new([.. _bytes, .. IsRoot ? [] : "/"u8, .. name]);

    /// <summary>A name as a text that does no harm where it is shown.</summary>
    public static string Show(ReadOnlySpan<byte> name) => TextOf(name, exact: false);

    // Names that are no names but steps would make two texts of one path.
    private static bool HasSteps(byte[] path)
    {
        var rest = path.AsSpan(1);
        if (rest.IsEmpty) return false;
        foreach (var range in rest.Split((byte)'/'))
        {
            var part = rest[range];
            if (part.IsEmpty || part.SequenceEqual("."u8) || part.SequenceEqual(".."u8)) return true;
        }

        return false;
    }

    private static string TextOf(ReadOnlySpan<byte> bytes, bool exact)
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var isRune = Rune.DecodeFromUtf8(bytes, out var rune, out var length) == OperationStatus.Done;
            if (isRune && IsPlain(rune) && (!exact || rune.Value != '%')) text.Append(rune.ToString());
            else foreach (var one in bytes[..length]) text.Append(CultureInfo.InvariantCulture, $"%{one:X2}");
            bytes = bytes[length..];
        }

        return text.ToString();
    }

    private static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
