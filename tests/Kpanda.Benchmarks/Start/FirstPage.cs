using System.Text.RegularExpressions;

namespace Kpanda.Benchmarks.Start;

/// <summary>
/// What a browser loads for the first page, as it comes over the wire: the page, and the scripts, styles and modules that it names, followed through their static imports.
/// </summary>
internal static partial class FirstPage
{
    public static async Task<(double Kilobytes, int Files)> MeasureAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var waiting = new Queue<string>(["/"]);
        var seen = new HashSet<string>(StringComparer.Ordinal) { "/" };
        var bytes = 0L;
        while (waiting.TryDequeue(out var path))
        {
            bytes += (await GetAsync(client, path, "br", cancellationToken)).LongLength;
            var text = System.Text.Encoding.UTF8.GetString(await GetAsync(client, path, "identity", cancellationToken));
            foreach (var name in Named(path, text).Where(seen.Add)) waiting.Enqueue(name);
        }

        return (bytes / 1024.0, seen.Count);
    }

    private static IEnumerable<string> Named(string path, string text)
    {
        if (path == "/") return InPage.Matches(text).Select(match => match.Groups["path"].Value);
        if (!path.EndsWith(".js", StringComparison.Ordinal)) return [];
        return StaticImport.Matches(text).Select(match => new Uri(new Uri("http://localhost" + path), match.Groups["path"].Value).AbsolutePath);
    }

    private static async Task<byte[]> GetAsync(HttpClient client, string path, string encoding, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
        request.Headers.TryAddWithoutValidation("Accept", path == "/" ? "text/html" : "*/*");
        using var response = await client.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }

    [GeneratedRegex("""<(script|link)\b[^>]*?\b(src|href)="(?<path>/assets/[^"]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex InPage { get; }

    [GeneratedRegex("""(^|[;}\s])(import|export)\b[^"'();]*?["'](?<path>\.{1,2}/[^"']+\.js)["']""", RegexOptions.ExplicitCapture)]
    private static partial Regex StaticImport { get; }
}
