using System.Globalization;

namespace Kpanda.Sandbox.Containers.Programs;

/// <summary>The program <c>test</c>, also called <c>[</c>: 0 for true, 1 for false, 2 for what it cannot read.</summary>
internal static class TestProgram
{
    public static async Task<int> RunAsync(ProgramContext context)
    {
        var words = context.Words.Skip(1).ToList();
        if (context.Name == "[")
        {
            if (words.Count == 0 || words[^1] != "]") return await context.FailAsync("missing ]", 2);
            words.RemoveAt(words.Count - 1);
        }

        return Truth(context, words) switch
        {
            true => 0,
            false => 1,
            null => await context.FailAsync($"{words.FirstOrDefault()}: unknown operand", 2),
        };
    }

    private static bool? Truth(ProgramContext context, List<string> words)
    {
        foreach (var (word, and) in (ReadOnlySpan<(string, bool)>)[("-o", false), ("-a", true)])
        {
            if (words.IndexOf(word) is not (> 0 and var at) || words.Count <= 3) continue;
            var (left, right) = (Truth(context, words[..at]), Truth(context, words[(at + 1)..]));
            return left is null || right is null ? null : and ? left & right : left | right;
        }

        return words switch
        {
            [] => false,
            ["!", .. var rest] => !Truth(context, rest),
            [var word] => word.Length > 0,
            [var operation, var operand] => One(context, operation, operand),
            [var left, var operation, var right] => Two(left, operation, right),
            _ => null,
        };
    }

    private static bool? One(ProgramContext context, string operation, string operand)
    {
        if (operation == "-n") return operand.Length > 0;
        if (operation == "-z") return operand.Length == 0;
        if (operation == "-t") return context.Terminal is not null;
        var node = context.Files.Find(context.Directory, operand, follow: operation is not ("-L" or "-h"));
        return operation switch
        {
            "-e" => node is not null,
            "-f" => node is { IsDirectory: false },
            "-d" => node is { IsDirectory: true },
            "-s" => node is { Length: > 0 },
            "-L" or "-h" => node?.Target is not null,
            "-r" => node is not null,
            "-w" => node is { ReadOnly: false },
            "-x" => node is not null && (node.Mode & UnixFileMode.UserExecute) != 0,
            _ => null,
        };
    }

    private static bool? Two(string left, string operation, string right)
    {
        if (operation is "=" or "==") return left == right;
        if (operation == "!=") return left != right;
        if (!long.TryParse(left, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var a) || !long.TryParse(right, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var b)) return null;
        return operation switch
        {
            "-eq" => a == b,
            "-ne" => a != b,
            "-lt" => a < b,
            "-le" => a <= b,
            "-gt" => a > b,
            "-ge" => a >= b,
            _ => null,
        };
    }
}
