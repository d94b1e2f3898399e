using System.Collections.Frozen;
using System.Globalization;
using Microsoft.AspNetCore.StaticFiles;

namespace Kpanda.Server.WebConsole;

/// <summary>The files of the built console by request path, found once at start: no request ever becomes a path on disk.</summary>
internal sealed class ConsoleFiles
{
    private readonly FrozenDictionary<string, ConsoleFile> _files;

    private ConsoleFiles(FrozenDictionary<string, ConsoleFile> files) => _files = files;

    /// <summary>The page that every path of the console shows; null where no console was built.</summary>
    public ConsoleFile? Page => Find("/index.html");

    public ConsoleFile? Find(string path) => _files.GetValueOrDefault(path);

    public static ConsoleFiles Load(string folder)
    {
        if (!Directory.Exists(folder)) return new(FrozenDictionary<string, ConsoleFile>.Empty);
        var types = new FileExtensionContentTypeProvider();
        var files = new Dictionary<string, ConsoleFile>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var name = "/" + Path.GetRelativePath(folder, path).Replace('\\', '/');
            if (name.EndsWith(".br", StringComparison.Ordinal) || name.EndsWith(".gz", StringComparison.Ordinal) || name.StartsWith("/.", StringComparison.Ordinal)) continue;
            files[name] = Describe(path, name, types);
        }

        return new(files.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private static ConsoleFile Describe(string path, string name, FileExtensionContentTypeProvider types)
    {
        var info = new FileInfo(path);
        var type = types.TryGetContentType(name, out var known) ? known : "application/octet-stream";
        if (type.StartsWith("text/", StringComparison.Ordinal)) type += "; charset=utf-8";
        var etag = string.Create(CultureInfo.InvariantCulture, $"\"{info.LastWriteTimeUtc.Ticks:x}-{info.Length:x}\"");
        var encodings = new List<KeyValuePair<string, string>>();
        if (File.Exists(path + ".br")) encodings.Add(new("br", path + ".br"));
        if (File.Exists(path + ".gz")) encodings.Add(new("gzip", path + ".gz"));
        return new(path, type, etag, name.StartsWith("/assets/", StringComparison.Ordinal), encodings);
    }
}
