namespace Kpanda.Sandbox.Cel;

/// <summary>An absolute URL or an absolute path.</summary>
internal sealed record CelUrl(string Scheme, string Authority, string Path, string Query)
{
    /// <summary>Reads one; null where the text is none.</summary>
    public static CelUrl? Parse(string text)
    {
        if (text.StartsWith('/'))
        {
            var mark = text.IndexOf('?', StringComparison.Ordinal);
            return new("", "", mark < 0 ? text : text[..mark], mark < 0 ? "" : text[(mark + 1)..]);
        }

        if (!text.Contains("://", StringComparison.Ordinal) || !Uri.TryCreate(text, UriKind.Absolute, out var url)) return null;
        var rest = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..].Split('#')[0];
        var end = rest.IndexOfAny(['/', '?']);
        var authority = end < 0 ? rest : rest[..end];
        return new(url.Scheme, authority[(authority.LastIndexOf('@') + 1)..], end < 0 ? "" : url.AbsolutePath == "/" && rest[end] == '?' ? "" : url.AbsolutePath, url.Query.TrimStart('?'));
    }

    /// <summary>The name without a port and without brackets.</summary>
    public string HostName => Authority.StartsWith('[') ? Authority[1..Authority.IndexOf(']', StringComparison.Ordinal)] : Authority.Split(':')[0];

    /// <summary>The port as it is written, or nothing.</summary>
    public string Port => Authority.LastIndexOf(':') is >= 0 and var colon && colon > Authority.IndexOf(']', StringComparison.Ordinal) ? Authority[(colon + 1)..] : "";
}
