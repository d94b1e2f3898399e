using System.Globalization;
using System.Text;
using Kpanda.Sandbox.Containers.Files;

namespace Kpanda.Sandbox.Containers.Programs;

/// <summary>Programs about files and directories.</summary>
internal static class FilePrograms
{
    public static readonly KeyValuePair<string, Func<ProgramContext, Task<int>>>[] All =
    [
        new("ls", ListAsync),
        new("mkdir", MakeDirectoriesAsync),
        new("rmdir", context => EachAsync(context, (path, _) => context.Files.Remove(context.Directory, path, recursive: false))),
        new("rm", RemoveAsync),
        new("touch", context => EachAsync(context, (path, _) => context.Files.Append(context.Directory, path, default))),
        new("cp", CopyAsync),
        new("mv", MoveAsync),
        new("ln", LinkAsync),
        new("chmod", ChangeModeAsync),
        new("chown", context => EachAsync(context, (path, position) => Require(context, path, position > 0))),
        new("find", FindProgram.RunAsync),
        new("stat", StatProgram.RunAsync),
        new("truncate", TruncateAsync),
        new("du", UsageAsync),
        new("df", FreeAsync),
        new("readlink", async context => { await context.LineAsync(ContainerFiles.Resolve(context.Directory, context.Options().Others.FirstOrDefault() ?? ".")); return 0; }),
    ];

    private static async Task<int> ListAsync(ProgramContext context)
    {
        var (letters, paths) = context.Options();
        var code = 0;
        foreach (var path in paths.Count == 0 ? ["."] : paths)
        {
            if (context.Files.Find(context.Directory, path) is not { } node)
            {
                code = await context.FailAsync($"{path}: No such file or directory");
                continue;
            }

            if (paths.Count > 1 && node.IsDirectory) await context.LineAsync($"{(path == paths[0] ? "" : "\n")}{path}:");
            var found = node.IsDirectory && !letters.Contains('d', StringComparison.Ordinal) ? context.Files.List(context.Directory, path) : [(path, node)];
            var shown = found.Where(child => letters.Contains('a', StringComparison.Ordinal) || letters.Contains('A', StringComparison.Ordinal) || child.Name[0] != '.' || child.Name == path).ToList();
            if (letters.Contains('l', StringComparison.Ordinal)) await LongAsync(context, shown, letters.Contains('h', StringComparison.Ordinal));
            else await ShortAsync(context, shown.Select(child => child.Name).ToList(), letters.Contains('1', StringComparison.Ordinal));
        }

        return code;
    }

    private static async Task ShortAsync(ProgramContext context, List<string> names, bool oneEach)
    {
        if (names.Count == 0) return;
        if (context.Terminal is not { } terminal || oneEach)
        {
            await context.LineAsync(string.Join('\n', names));
            return;
        }

        // Columns that fit the terminal.
        var width = names.Max(name => name.Length) + 2;
        var columns = Math.Max(1, terminal.Size.Width / width);
        foreach (var row in names.Chunk(columns)) await context.LineAsync(string.Concat(row.Select(name => name.PadRight(width))).TrimEnd());
    }

    private static async Task LongAsync(ProgramContext context, List<(string Name, FileNode Node)> found, bool readable)
    {
        var text = new StringBuilder();
        foreach (var (name, node) in found)
        {
            var kind = node.IsDirectory ? 'd' : node.Target is not null ? 'l' : '-';
            var size = readable ? Readable(node.Size) : node.Size.ToString(CultureInfo.InvariantCulture);
            var when = node.Modified.UtcDateTime.ToString("MMM dd HH:mm", CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{kind}{Bits(node.Mode)} {1,4} root     root     {size,9} {when} {name}{(node.Target is { } target ? " -> " + target : "")}\n");
        }

        await context.PrintAsync(text.ToString());
    }

    private static string Bits(UnixFileMode mode) => string.Concat("rwxrwxrwx".Select((letter, i) => ((int)mode & (256 >> i)) != 0 ? letter : '-'));

    private static string Readable(long size) => size < 1024 ? $"{size}" : size < 1024 * 1024 ? $"{size / 1024.0:0.0}K" : $"{size / 1024.0 / 1024:0.0}M";

    private static async Task<int> MakeDirectoriesAsync(ProgramContext context)
    {
        var parents = context.Options().Letters.Contains('p', StringComparison.Ordinal);
        return await EachAsync(context, (path, _) => context.Files.MakeDirectory(context.Directory, path, parents));
    }

    private static async Task<int> RemoveAsync(ProgramContext context)
    {
        var letters = context.Options().Letters;
        var (recursive, force) = (letters.Contains('r', StringComparison.Ordinal) || letters.Contains('R', StringComparison.Ordinal), letters.Contains('f', StringComparison.Ordinal));
        return await EachAsync(context, (path, _) =>
        {
            var node = context.Files.Find(context.Directory, path, follow: false);
            if (node is null && force) return;
            if (node is { IsDirectory: true } && !recursive) throw FileProblem.IsDirectory(path);
            context.Files.Remove(context.Directory, path, recursive);
        });
    }

    private static async Task<int> CopyAsync(ProgramContext context)
    {
        var (letters, paths) = context.Options();
        if (paths.Count < 2) return await context.FailAsync("missing file operand");
        foreach (var path in paths.SkipLast(1))
        {
            var node = context.Files.Find(context.Directory, path) ?? throw FileProblem.Missing(path);
            if (node.IsDirectory && letters.AsSpan().IndexOfAny('r', 'R', 'a') < 0) return await context.FailAsync($"-r not specified; omitting directory '{path}'");
            Copy(context, ContainerFiles.Resolve(context.Directory, path), Target(context, path, paths[^1]));
        }

        return 0;
    }

    private static void Copy(ProgramContext context, string from, string to)
    {
        if (context.Files.Find("/", from) is not { IsDirectory: true })
        {
            context.Files.Create("/", to);
            context.Files.Append("/", to, context.Files.Read("/", from));
            return;
        }

        // What is copied into itself would never end.
        if (to == from || to.StartsWith(from + "/", StringComparison.Ordinal)) throw new FileProblem(to, "cannot copy a directory into itself");
        context.Files.MakeDirectory("/", to, parents: true);
        foreach (var (name, _) in context.Files.List("/", from)) Copy(context, $"{from}/{name}", $"{to}/{name}");
    }

    // In a directory the name stays.
    private static string Target(ProgramContext context, string from, string to) =>
        context.Files.Find(context.Directory, to) is { IsDirectory: true }
            ? ContainerFiles.Resolve(context.Directory, to + "/" + ContainerFiles.Last(ContainerFiles.Resolve(context.Directory, from)))
            : ContainerFiles.Resolve(context.Directory, to);

    private static async Task<int> MoveAsync(ProgramContext context)
    {
        var paths = context.Options().Others;
        if (paths.Count < 2) return await context.FailAsync("missing file operand");
        foreach (var path in paths.SkipLast(1)) context.Files.Move(context.Directory, path, paths[^1]);
        return 0;
    }

    private static async Task<int> LinkAsync(ProgramContext context)
    {
        if (context.Options() is not ({ } letters, [var target, var path]) || !letters.Contains('s', StringComparison.Ordinal)) return await context.FailAsync("only 'ln -s TARGET LINK' is known");
        context.Files.Link(context.Directory, path, target);
        return 0;
    }

    private static Task<int> ChangeModeAsync(ProgramContext context)
    {
        var mode = context.Words.ElementAtOrDefault(1) ?? "";
        return EachAsync(context, (path, position) =>
        {
            if (position == 0) return;
            var node = context.Files.Find(context.Directory, path) ?? throw FileProblem.Missing(path);
            if (node.ReadOnly) throw FileProblem.ReadOnly(path);
            node.Mode = Changed(node.Mode, mode);
        });
    }

    private static UnixFileMode Changed(UnixFileMode before, string mode)
    {
        if (mode.Length is 3 or 4 && mode.All(digit => digit is >= '0' and <= '7')) return (UnixFileMode)Convert.ToInt32(mode, 8);
        var at = mode.AsSpan().IndexOfAny('+', '-');
        if (at < 0) throw new FileProblem(mode, "invalid mode");
        var bits = 0;
        foreach (var letter in mode[(at + 1)..]) bits |= letter switch { 'r' => 0b100_100_100, 'w' => 0b010_010_010, 'x' => 0b001_001_001, _ => 0 };
        return mode[at] == '+' ? before | (UnixFileMode)bits : before & ~(UnixFileMode)bits;
    }

    private static void Require(ProgramContext context, string path, bool needed)
    {
        if (needed && context.Files.Find(context.Directory, path) is null) throw FileProblem.Missing(path);
    }

    /// <summary>A path and everything below it, the paths as they would be named from it.</summary>
    public static IEnumerable<(string Path, FileNode Node, int Depth)> Below(ProgramContext context, string path, int most = int.MaxValue) => Below(context, path, 0, most);

    private static IEnumerable<(string Path, FileNode Node, int Depth)> Below(ProgramContext context, string path, int depth, int most)
    {
        var node = context.Files.Find(context.Directory, path, follow: path.EndsWith('/')) ?? throw FileProblem.Missing(path);
        yield return (path, node, depth);
        if (!node.IsDirectory || depth >= most) yield break;
        foreach (var (name, _) in context.Files.List(context.Directory, path))
        {
            foreach (var inside in Below(context, path.EndsWith('/') ? path + name : $"{path}/{name}", depth + 1, most)) yield return inside;
        }
    }

    // truncate -s 10G FILE: what is added is zeros, which take no space.
    private static async Task<int> TruncateAsync(ProgramContext context)
    {
        if (context.Words.ToArray() is not [_, "-s", { Length: > 0 } size, .. { Length: > 0 } paths]) return await context.FailAsync("only 'truncate -s SIZE FILE' is known");
        var unit = "KMGT".IndexOf(size[^1]);
        if (!long.TryParse(unit < 0 ? size : size[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return await context.FailAsync($"Invalid number: '{size}'");
        foreach (var path in paths) context.Files.Resize(context.Directory, path, number << (10 * (unit + 1)));
        return 0;
    }

    private static async Task<int> UsageAsync(ProgramContext context)
    {
        foreach (var path in context.Options().Others.DefaultIfEmpty("."))
            await context.LineAsync($"{(Below(context, path).Sum(found => found.Node.Size) + 1023) / 1024}\t{path}");
        return 0;
    }

    private static async Task<int> FreeAsync(ProgramContext context)
    {
        var (all, used) = (ContainerFiles.Capacity / 1024, context.Files.Used / 1024);
        await context.LineAsync("Filesystem           1K-blocks      Used Available Use% Mounted on");
        await context.LineAsync($"{"overlay",-20} {all,9} {used,9} {all - used,9} {used * 100 / all,3}% /");
        return 0;
    }

    private static async Task<int> EachAsync(ProgramContext context, Action<string, int> change)
    {
        var paths = context.Options().Others;
        if (paths.Count == 0) return await context.FailAsync("missing operand");
        var code = 0;
        for (var i = 0; i < paths.Count; i++)
        {
            try
            {
                change(paths[i], i);
            }
            catch (FileProblem problem)
            {
                code = await context.FailAsync(problem.Message);
            }
        }

        return code;
    }
}
