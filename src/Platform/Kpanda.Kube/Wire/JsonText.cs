using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Kpanda.Kube.Wire;

/// <summary>
/// JSON that no API server writes and that parsers take all the same: strings that are no UTF-8, and escaped halves of surrogate pairs. Both would throw long
/// after, wherever the string is first read; they are refused here.
/// </summary>
internal static class JsonText
{
    /// <exception cref="JsonException">Some string of the JSON cannot be read.</exception>
    public static void Check(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json)) throw new JsonException("The text is not UTF-8.");
        if (json.IndexOf("\\u"u8) >= 0) CheckEscapes(json);
    }

    /// <inheritdoc cref="Check(ReadOnlySpan{byte})" />
    public static void Check(in ReadOnlySequence<byte> json)
    {
        if (json.IsSingleSegment) Check(json.FirstSpan);
        else Check(json.ToArray());
    }

    private static void CheckEscapes(ReadOnlySpan<byte> json)
    {
        var expectsLow = false;
        for (var at = 0; at < json.Length; at++)
        {
            var unit = json[at] == (byte)'\\' ? Escaped(json[at..]) : -1;
            var isLow = unit is >= 0xDC00 and <= 0xDFFF;
            if (isLow != expectsLow) throw new JsonException("The text holds half a surrogate pair.");
            expectsLow = unit is >= 0xD800 and <= 0xDBFF;
            if (json[at] == (byte)'\\') at += unit < 0 ? 1 : 5;
        }
    }

    /// <summary>The code unit of an escape <c>\uXXXX</c>; -1 for any other escape.</summary>
    private static int Escaped(ReadOnlySpan<byte> escape) =>
        escape.Length >= 6 && escape[1] == (byte)'u' && int.TryParse(escape[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit) ? unit : -1;
}
