using System.Globalization;
using System.Text.RegularExpressions;
using Kpanda.Sandbox.Containers.Files;
using Kpanda.Sandbox.Containers.Shell;

namespace Kpanda.Sandbox.Containers.Programs;

/// <summary>The program <c>find</c>: by name, type and depth; <c>-exec … {} +</c> runs a program with what is found.</summary>
internal static class FindProgram
{
    private const int AtOnce = 1000;

    public static async Task<int> RunAsync(ProgramContext context)
    {
        var words = context.Words.Skip(1).ToList();
        var roots = words.TakeWhile(word => word[0] != '-').DefaultIfEmpty(".").ToList();
        var type = After("-type");
        var (least, most) = (Number("-mindepth", 0), Number("-maxdepth", int.MaxValue));
        var form = After("-name") is { } name
            ? new Regex("^" + Regex.Escape(name).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "$", RegexOptions.NonBacktracking | RegexOptions.Singleline)
            : null;
        var found = roots.SelectMany(root => FilePrograms.Below(context, root, most))
            .Where(entry => entry.Depth >= least && form?.IsMatch(ContainerFiles.Last(entry.Path)) != false && (type is null || type == TypeOf(entry.Node)))
            .Select(entry => entry.Path);
        var from = words.IndexOf("-exec");
        if (from < 0)
        {
            foreach (var path in found) await context.LineAsync(path);
            return 0;
        }

        var command = words[(from + 1)..];
        if (command is not [.., "{}", "+"]) return await context.FailAsync("only '-exec PROGRAM … {} +' is known");
        var code = 0;
        var streams = new ShellStreams(Stream.Null, context.Output, context.Error, null);
        foreach (var chunk in found.Chunk(AtOnce))
        {
            var ended = await ProgramTable.RunAsync(context.Container, [.. command[..^2], .. chunk], context.Directory, context.Environment, streams, context.Cancel);
            if (ended is null) return await context.FailAsync($"{command[0]}: No such file or directory");
            if (ended != 0) code = 1;
        }

        return code;

        string? After(string option) => words.IndexOf(option) is >= 0 and var at ? words.ElementAtOrDefault(at + 1) : null;

        int Number(string option, int otherwise) => int.TryParse(After(option), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
    }

    private static string TypeOf(FileNode node) => node.IsDirectory ? "d" : node.Target is not null ? "l" : "f";
}
