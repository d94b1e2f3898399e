using System.Globalization;
using System.Text;
using Kpanda.Gateway.Terminals;
using Kpanda.Hosting;
using Kpanda.Kube;

namespace Kpanda.Gateway.Files;

/// <summary>Lists a directory of a container.</summary>
internal sealed class ListFiles(GatewayOptions options)
{
    /// <summary>How many entries are told; a directory of more is no place to look around.</summary>
    public const int Most = 10_000;

    private const int MostBytes = 4 * 1024 * 1024;

    // The types of st_mode.
    private const int TypeMask = 0xF000;
    private const int Directory = 0x4000;
    private const int Regular = 0x8000;
    private const int Link = 0xA000;

    private sealed record Stat(byte[] Name, int Mode, long Size, DateTimeOffset? Modified, string Owner);

    /// <summary>The entries, or why there are none.</summary>
    public async Task<Result<FileListing>> RunAsync(KubeClient client, TerminalTarget target, FilePath path, CancellationToken cancellationToken)
    {
        if (!(await ContainerProgram.StartAsync(client, target, FileScripts.List, [path.Argument], input: false, cancellationToken)).TryGet(out var program, out var error)) return error;
        await using (program)
        {
            using var output = new MemoryStream();
            var buffer = new byte[32 * 1024];
            while (output.Length < MostBytes && await program.ReadAsync(buffer, cancellationToken) is > 0 and var count) output.Write(buffer, 0, count);
            var isCut = output.Length >= MostBytes;
            var items = Entries(path, output.GetBuffer().AsSpan(0, (int)output.Length));
            // What goes while it is listed is no failure; where nothing was told, something is.
            if (!isCut && program.End is not { ExitCode: 0 } && items.Count == 0) return FileErrors.Of(program, target, path);
            return new FileListing(path.Text, items.Count > Most ? items[..Most] : items, isCut || items.Count > Most, options.UploadLimit);
        }
    }

    /// <summary>The entries that <see cref="FileScripts.List"/> tells of a directory, directories first, then by name.</summary>
    public static List<FileEntry> Entries(FilePath directory, ReadOnlySpan<byte> output)
    {
        var (entries, links) = Parse(output);
        return [.. entries.Select(entry => ToEntry(directory, entry, links)).OrderBy(entry => entry.Type != "directory").ThenBy(entry => entry.Name, StringComparer.Ordinal)];
    }

    /// <summary>Reads what <see cref="FileScripts.List"/> writes.</summary>
    private static (List<Stat> Entries, Dictionary<string, int> Links) Parse(ReadOnlySpan<byte> output)
    {
        var entries = new List<Stat>();
        var links = new Dictionary<string, int>(StringComparer.Ordinal);
        var isBehind = false;
        while (!output.IsEmpty)
        {
            if (output.StartsWith("//\n"u8))
            {
                isBehind = true;
                output = output[3..];
                continue;
            }

            if (ReadOne(ref output) is not { } entry) break;
            if (isBehind) links[Convert.ToHexString(entry.Name)] = entry.Mode;
            else entries.Add(entry);
        }

        return (entries, links);
    }

    // mode size mtime owner group ./name/⏎ ; null where it is not whole.
    private static Stat? ReadOne(ref ReadOnlySpan<byte> output)
    {
        var start = output.IndexOf(" ./"u8);
        if (start < 0) return null;
        var fields = Encoding.UTF8.GetString(output[..start]).Split(' ');
        var rest = output[(start + 3)..];
        var end = rest.IndexOf("/\n"u8);
        if (end < 0 || fields.Length < 5 || ModeOf(fields[0]) is not { } mode || !long.TryParse(fields[1], out var size)) return null;
        output = rest[(end + 2)..];
        return new Stat(rest[..end].ToArray(), mode, size, TimeOf(fields[2]), FilePath.Show(Encoding.UTF8.GetBytes($"{fields[3]}:{fields[4]}")));
    }

    // Of stat in hexadecimal digits, of ls in letters, perhaps with a sign for more rights behind them.
    private static int? ModeOf(string field)
    {
        if (int.TryParse(field, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var mode)) return mode;
        if (field.Length < 10) return null;
        int? type = field[0] switch { '-' => Regular, 'd' => Directory, 'l' => Link, 'c' => 0x2000, 'b' => 0x6000, 'p' => 0x1000, 's' => 0xC000, _ => null };
        for (var at = 0; at < 9; at++) type |= field[at + 1] is '-' or 'S' or 'T' ? 0 : 256 >> at;
        return type;
    }

    // Of stat in seconds, of ls a date, or nothing.
    private static DateTimeOffset? TimeOf(string field)
    {
        if (long.TryParse(field, CultureInfo.InvariantCulture, out var seconds)) return DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, 0, 253402300799));
        return DateTimeOffset.TryParse(field, CultureInfo.InvariantCulture, out var time) ? time.ToUniversalTime() : null;
    }

    private static FileEntry ToEntry(FilePath directory, Stat stat, Dictionary<string, int> links)
    {
        var isLink = (stat.Mode & TypeMask) == Link;
        var mode = isLink ? links.GetValueOrDefault(Convert.ToHexString(stat.Name)) : stat.Mode;
        var type = (mode & TypeMask) switch { Directory => "directory", Regular => "file", _ => "other" };
        return new FileEntry(FilePath.Show(stat.Name), directory.Child(stat.Name).Text, type, isLink, stat.Size, Bits(stat.Mode), stat.Owner, stat.Modified);
    }

    private static string Bits(int mode)
    {
        var kind = (mode & TypeMask) switch { Directory => 'd', Link => 'l', 0x2000 => 'c', 0x6000 => 'b', 0x1000 => 'p', 0xC000 => 's', _ => '-' };
        return kind + string.Concat("rwxrwxrwx".Select((letter, at) => (mode & (256 >> at)) != 0 ? letter : '-'));
    }
}
