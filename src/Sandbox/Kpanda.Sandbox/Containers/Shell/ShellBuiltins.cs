using System.Globalization;
using System.Text;
using Kpanda.Sandbox.Containers.Programs;

namespace Kpanda.Sandbox.Containers.Shell;

/// <summary>The words that the shell follows itself, because they change it.</summary>
internal static class ShellBuiltins
{
    /// <summary>Names of the words, for <c>command -v</c> and <c>type</c>.</summary>
    private static readonly HashSet<string> Names =
        [":", ".", "source", "cd", "pwd", "exit", "export", "unset", "set", "shift", "read", "eval", "exec", "command", "type", "wait", "break", "continue", "alias", "ulimit", "umask", "trap"];

    /// <summary>The exit code; null where the word is a program's.</summary>
    public static async Task<int?> TryRunAsync(ShellState state, IReadOnlyList<string> words, ShellStreams streams, Interpreter shell, CancellationToken cancel)
    {
        switch (words[0])
        {
            case ":" or "trap" or "umask" or "ulimit" or "alias":
                return 0;
            case "cd":
                return await ChangeDirectoryAsync(state, words, streams, cancel);
            case "pwd":
                return await PrintAsync(state.Directory);
            case "exit":
                throw new ShellExit(words.Count > 1 && int.TryParse(words[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code) ? code : state.Code);
            case "break" or "continue":
                throw new LoopJump(words[0] == "break");
            case "export":
                return await ExportAsync(state, words, PrintAsync);
            case "unset":
                foreach (var name in words.Skip(1)) state.Variables.Remove(name);
                return 0;
            case "set":
                Set(state, words);
                return 0;
            case "shift":
                state.Parameters = [.. state.Parameters.Skip(1)];
                return 0;
            case "read":
                return await ReadAsync(state, words, streams, cancel);
            case "wait":
                await Task.WhenAll(state.Background).WaitAsync(cancel);
                state.Background.Clear();
                return 0;
            case "eval":
                return await shell.RunAsync(ShellParser.Parse(string.Join(' ', words.Skip(1))), streams);
            case "." or "source" when words.Count > 1:
                return await shell.RunAsync(ShellParser.Parse(Encoding.UTF8.GetString(state.Container.Files.Read(state.Directory, words[1]))), streams);
            case "exec" when words.Count > 1:
                throw new ShellExit(await RunProgramAsync(words.Skip(1)));
            case "exec":
                return 0;
            case "command" when words is [_, not ("-v" or "-V"), ..]:
                return await RunProgramAsync(words.Skip(1));
            case "command" or "type":
                return await WhereAsync(words, PrintAsync);
            default:
                return null;
        }

        async Task<int> PrintAsync(string line)
        {
            await streams.Output(Encoding.UTF8.GetBytes(line + "\n"), cancel);
            return 0;
        }

        async Task<int> RunProgramAsync(IEnumerable<string> program)
        {
            IReadOnlyList<string> named = [.. program];
            if (await ProgramTable.RunAsync(state.Container, named, state.Directory, state.Environment, streams, cancel) is { } ended) return ended;
            await streams.Error(Encoding.UTF8.GetBytes($"{state.Name}: {named[0]}: not found\n"), cancel);
            return 127;
        }
    }

    private static async Task<int> WhereAsync(IReadOnlyList<string> words, Func<string, Task<int>> print)
    {
        var code = 0;
        foreach (var name in words.Skip(1).Where(word => word[0] != '-'))
        {
            var program = ProgramTable.Has(name.Split('/')[^1]);
            if (Names.Contains(name)) await print(words[0] == "type" ? $"{name} is a shell builtin" : name);
            else if (program) await print(words[0] == "type" ? $"{name} is /bin/{name}" : "/bin/" + name);
            else if (words[0] == "type") code = 1 + await print($"{name}: not found");
            else code = 127;
        }

        return code;
    }

    private static async Task<int> ChangeDirectoryAsync(ShellState state, IReadOnlyList<string> words, ShellStreams streams, CancellationToken cancel)
    {
        var target = words.Count < 2 ? state.Variables.GetValueOrDefault("HOME") ?? "/" : words[1] == "-" ? state.Variables.GetValueOrDefault("OLDPWD") ?? "/" : words[1];
        var found = state.Container.Files.Find(state.Directory, target);
        if (found is not { IsDirectory: true })
        {
            var why = found is null ? "No such file or directory" : "Not a directory";
            await streams.Error(Encoding.UTF8.GetBytes($"{state.Name}: cd: can't cd to {target}: {why}\n"), cancel);
            return 1;
        }

        state.Variables["OLDPWD"] = state.Directory;
        state.Directory = Files.ContainerFiles.Resolve(state.Directory, target);
        state.Variables["PWD"] = state.Directory;
        return 0;
    }

    private static async Task<int> ExportAsync(ShellState state, IReadOnlyList<string> words, Func<string, Task<int>> print)
    {
        foreach (var word in words.Skip(1).Where(word => word != "-p"))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? word : word[..equals];
            if (equals >= 0) state.Variables[name] = word[(equals + 1)..];
            state.Exported.Add(name);
        }

        if (words.Count > 1 && words[1] != "-p") return 0;
        foreach (var (name, value) in state.Environment.OrderBy(pair => pair.Key, StringComparer.Ordinal)) await print($"export {name}='{value}'");
        return 0;
    }

    private static void Set(ShellState state, IReadOnlyList<string> words)
    {
        if (words is [_, "--", ..]) state.Parameters = [.. words.Skip(2)];
        foreach (var word in words.Skip(1).TakeWhile(word => word != "--"))
        {
            if (word is ['-', ..] && word.Contains('e', StringComparison.Ordinal)) state.StopsOnFailure = true;
            if (word is ['+', ..] && word.Contains('e', StringComparison.Ordinal)) state.StopsOnFailure = false;
        }
    }

    // One line, split over the names; the last one gets what is left.
    private static async Task<int> ReadAsync(ShellState state, IReadOnlyList<string> words, ShellStreams streams, CancellationToken cancel)
    {
        if (await LineReading.ReadLineAsync(streams.Input, cancel) is not { } line) return 1;
        string[] names = [.. words.Skip(1).Where(word => word[0] != '-').DefaultIfEmpty("REPLY")];
        var parts = line.Split((char[])[' ', '\t'], names.Length, StringSplitOptions.RemoveEmptyEntries);
        foreach (var (name, i) in names.Select((name, i) => (name, i))) state.Variables[name] = parts.ElementAtOrDefault(i)?.Trim() ?? "";
        return 0;
    }
}
