using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Kpanda.Sandbox.Containers.Shell;

/// <summary>Replaces what stands for something else in words: variables, outputs of commands, numbers, patterns of file names.</summary>
internal sealed class WordExpansion(ShellState state, Func<ShellCommand, Task<string>> outputOf)
{
    /// <summary>The words that words become: none, one or several each.</summary>
    public async Task<List<string>> AllAsync(IEnumerable<ShellWord> words)
    {
        var all = new List<string>();
        foreach (var word in words) all.AddRange(await SeveralAsync(word));
        return all;
    }

    /// <summary>The one word that a word becomes.</summary>
    public async Task<string> OneAsync(ShellWord word)
    {
        var text = new StringBuilder();
        foreach (var part in word.Parts) text.Append(await TextAsync(part));
        return Home(word, text.ToString());
    }

    private async Task<List<string>> SeveralAsync(ShellWord word)
    {
        if (word.Parts is [VariablePart { Name: "@", Operator: "" }]) return [.. state.Parameters];
        List<StringBuilder> words = [];
        var pattern = false;
        var open = false;
        foreach (var part in word.Parts)
        {
            var text = await TextAsync(part);
            if (part.Quoted || part is TextPart)
            {
                pattern |= !part.Quoted && text.AsSpan().IndexOfAny('*', '?') >= 0;
                if (!open) words.Add(new StringBuilder());
                open = true;
                words[^1].Append(text);
                continue;
            }

            // What is not quoted is split where there is white space.
            var pieces = text.Split((char[])[' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
            if (text.Length > 0 && char.IsWhiteSpace(text[0])) open = false;
            foreach (var piece in pieces)
            {
                if (!open) words.Add(new StringBuilder());
                words[^1].Append(piece);
                open = false;
            }

            open = pieces.Length > 0 && !char.IsWhiteSpace(text[^1]);
        }

        var all = words.Select(piece => piece.ToString()).ToList();
        if (all is [var one]) all = [Home(word, one)];
        return pattern ? [.. all.SelectMany(Matches)] : all;
    }

    private static string Home(ShellWord word, string text) =>
        word.Parts[0] is TextPart { Quoted: false } && (text == "~" || text.StartsWith("~/", StringComparison.Ordinal)) ? "/root" + text[1..] : text;

    private async Task<string> TextAsync(WordPart part) => part switch
    {
        TextPart text => text.Text,
        OutputPart output => (await outputOf(output.Command)).TrimEnd('\n'),
        ArithmeticPart sum => Arithmetic.Evaluate(sum.Expression, name => state.Variables.GetValueOrDefault(name) ?? "").ToString(CultureInfo.InvariantCulture),
        VariablePart variable => Variable(variable),
        _ => "",
    };

    private string Variable(VariablePart part)
    {
        var value = Value(part.Name);
        var empty = string.IsNullOrEmpty(value);
        switch (part.Operator)
        {
            case "#": return (value ?? "").Length.ToString(CultureInfo.InvariantCulture);
            case ":-" or "-": return empty ? Inner(part.Operand) : value!;
            case ":+" or "+": return empty ? "" : Inner(part.Operand);
            case ":=" or "=":
                if (empty) state.Variables[part.Name] = value = Inner(part.Operand);
                return value!;
            case "%" or "%%" when part.Operand.Length > 0: return Cut(value ?? "", part.Operand, fromEnd: true, longest: part.Operator == "%%");
            case "##" when part.Operand.Length > 0: return Cut(value ?? "", part.Operand, fromEnd: false, longest: true);
            default: return value ?? "";
        }
    }

    private string Inner(string operand) => operand.StartsWith('$') ? Value(operand[1..].Trim('{', '}')) ?? "" : operand.Trim('"', '\'');

    private static string Cut(string value, string pattern, bool fromEnd, bool longest)
    {
        var form = new Regex("^" + Regexp(pattern) + "$", RegexOptions.Singleline | RegexOptions.NonBacktracking);
        for (var i = 0; i <= value.Length; i++)
        {
            var length = longest ? value.Length - i : i;
            if (fromEnd && form.IsMatch(value[^length..])) return value[..^length];
            if (!fromEnd && form.IsMatch(value[..length])) return value[length..];
        }

        return value;
    }

    private string? Value(string name) => name switch
    {
        "?" => state.Code.ToString(CultureInfo.InvariantCulture),
        "$" => state.Id.ToString(CultureInfo.InvariantCulture),
        "#" => state.Parameters.Count.ToString(CultureInfo.InvariantCulture),
        "@" or "*" => string.Join(' ', state.Parameters),
        "0" => state.Name,
        [>= '1' and <= '9'] => state.Parameters.ElementAtOrDefault(name[0] - '1'),
        _ => state.Variables.GetValueOrDefault(name),
    };

    // The files that a pattern names, or the pattern itself where it names none.
    private IEnumerable<string> Matches(string pattern)
    {
        if (pattern.AsSpan().IndexOfAny('*', '?') < 0) return [pattern];
        var found = new List<string> { pattern.StartsWith('/') ? "/" : "" };
        foreach (var part in pattern.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var form = new Regex("^" + Regexp(part) + "$", RegexOptions.Singleline | RegexOptions.NonBacktracking);
            found = [.. found.SelectMany(at => Names(at).Where(name => part == name || (form.IsMatch(name) && (name[0] != '.' || part[0] == '.'))).Select(name => at.Length == 0 || at.EndsWith('/') ? at + name : at + "/" + name))];
        }

        return found.Count > 0 ? found : [pattern];
    }

    private IEnumerable<string> Names(string path) =>
        state.Container.Files.Find(state.Directory, path) is { IsDirectory: true } ? state.Container.Files.List(state.Directory, path).Select(child => child.Name) : [];

    private static string Regexp(string pattern) => Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal);
}
