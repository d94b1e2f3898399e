using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Kpanda.Sandbox.Containers.Files;

namespace Kpanda.Sandbox.Containers.Programs;

/// <summary>The program <c>stat</c>, with <c>-c FORMAT</c> and <c>-L</c>.</summary>
internal static class StatProgram
{
    private const int Directory = 0x4000;
    private const int Regular = 0x8000;
    private const int Link = 0xA000;

    public static async Task<int> RunAsync(ProgramContext context)
    {
        var (form, follow, paths) = ("%n: %s bytes", false, new List<string>());
        var words = new Queue<string>(context.Words.Skip(1));
        while (words.TryDequeue(out var word))
        {
            if (word == "-c") form = words.TryDequeue(out var given) ? given : form;
            else if (word == "-L") follow = true;
            else if (word != "--") paths.Add(word);
        }

        if (paths.Count == 0) return await context.FailAsync("missing operand");
        var code = 0;
        foreach (var path in paths)
        {
            if (context.Files.Find(context.Directory, path, follow) is { } node) await context.LineAsync(Fill(form, path, node));
            else code = await context.FailAsync($"cannot stat '{path}': No such file or directory");
        }

        return code;
    }

    private static string Fill(string form, string path, FileNode node)
    {
        var type = node.IsDirectory ? Directory : node.Target is not null ? Link : Regular;
        return Regex.Replace(form, "%(.)", match => match.Groups[1].Value switch
        {
            "f" => (type | (int)node.Mode).ToString("x", CultureInfo.InvariantCulture),
            "a" => Convert.ToString((int)node.Mode, 8),
            "s" => node.Size.ToString(CultureInfo.InvariantCulture),
            "Y" => node.Modified.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            "i" => RuntimeHelpers.GetHashCode(node).ToString(CultureInfo.InvariantCulture),
            "u" or "g" => "0",
            "U" or "G" => "root",
            "n" => path,
            "F" => node.IsDirectory ? "directory" : node.Target is not null ? "symbolic link" : "regular file",
            var other => other,
        });
    }
}
