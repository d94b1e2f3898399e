namespace Kpanda.Sandbox.Api.Bodies;

/// <summary>Finds what Go's decoder refuses in base64 text; clients show the position.</summary>
internal static class Base64Problem
{
    /// <summary>The position of the first byte that is wrong; null where the text is good. Line breaks are skipped.</summary>
    public static int? Find(string text)
    {
        var filled = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\r' or '\n') continue;
            if (char.IsAsciiLetterOrDigit(c) || c is '+' or '/')
            {
                filled = (filled + 1) % 4;
                continue;
            }

            return c == '=' && filled >= 2 ? Padding(text, i, filled) : i;
        }

        return filled == 0 ? null : text.Length - filled;
    }

    private static int? Padding(string text, int first, int filled)
    {
        var at = Skip(text, first + 1);
        if (filled == 2)
        {
            if (at == text.Length) return text.Length;
            if (text[at] != '=') return at;
            at = Skip(text, at + 1);
        }

        return at < text.Length ? at : null;
    }

    private static int Skip(string text, int at)
    {
        while (at < text.Length && text[at] is '\r' or '\n') at++;
        return at;
    }
}
