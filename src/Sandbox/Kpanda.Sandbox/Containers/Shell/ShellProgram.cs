using System.Text;
using Kpanda.Sandbox.Containers.Programs;

namespace Kpanda.Sandbox.Containers.Shell;

/// <summary>The program <c>sh</c>: a script from its words, a file or its input, or a person at a terminal.</summary>
internal static class ShellProgram
{
    public static async Task<int> RunAsync(ProgramContext context)
    {
        var words = context.Words.Skip(1).ToList();
        var state = new ShellState(context.Container, context.Directory, context.Environment) { Name = context.Name.Split('/')[^1], Id = context.Id };
        state.Variables["PWD"] = context.Directory;
        var options = words.TakeWhile(word => word.Length > 1 && word[0] is '-' or '+').ToList();
        words.RemoveRange(0, options.Count);
        if (options.Any(option => option[0] == '-' && option[1] != '-' && option.Contains('e', StringComparison.Ordinal))) state.StopsOnFailure = true;
        var streams = new ShellStreams(context.Input, context.Output, context.Error, context.Terminal);
        if (options.Any(option => option[0] == '-' && option[1] != '-' && option.Contains('c', StringComparison.Ordinal)))
        {
            if (words.Count == 0) return await context.FailAsync("-c requires an argument", 2);
            if (words.Count > 1) state.Name = words[1];
            state.Parameters = [.. words.Skip(2)];
            return await ScriptAsync(state, words[0], streams, context);
        }

        if (words.Count > 0)
        {
            state.Parameters = [.. words.Skip(1)];
            return await ScriptAsync(state, Encoding.UTF8.GetString(context.Files.Read(context.Directory, words[0])), streams, context);
        }

        return context.Terminal is null ? await LinesAsync(state, streams, context) : await InteractiveAsync(state, streams, context.Terminal, context);
    }

    private static async Task<int> ScriptAsync(ShellState state, string script, ShellStreams streams, ProgramContext context)
    {
        try
        {
            return await new Interpreter(state, streams, context.Cancel).RunAsync(ShellParser.Parse(script), streams);
        }
        catch (ShellSyntaxException wrong)
        {
            return await context.FailAsync(wrong.Message, 2);
        }
        catch (ShellExit exit)
        {
            return exit.Code;
        }
        catch (LoopJump)
        {
            return 0;
        }
    }

    // Each command as soon as its last line has come, as scripts that are piped in expect.
    private static async Task<int> LinesAsync(ShellState state, ShellStreams streams, ProgramContext context)
    {
        var text = "";
        while (await LineReading.ReadLineAsync(streams.Input, context.Cancel) is { } line)
        {
            text = text.Length == 0 ? line : $"{text}\n{line}";
            try
            {
                var command = ShellParser.Parse(text);
                text = "";
                await new Interpreter(state, streams, context.Cancel).RunAsync(command, streams);
            }
            catch (ShellSyntaxException wrong) when (wrong.Unfinished)
            {
                // More is to come.
            }
            catch (ShellSyntaxException wrong)
            {
                return await context.FailAsync(wrong.Message, 2);
            }
            catch (ShellExit exit)
            {
                return exit.Code;
            }
            catch (LoopJump)
            {
                // There is no loop to leave.
            }
        }

        return text.Length == 0 ? state.Code : await context.FailAsync("syntax error: unexpected end of file", 2);
    }

    // The terminal is the shell's also between reading a line and starting its program: what is typed in that moment is for the program.
    private static async Task<int> InteractiveAsync(ShellState state, ShellStreams streams, Terminal terminal, ProgramContext context)
    {
        terminal.BeginKeys();
        try
        {
            return await LinesOfPersonAsync(state, streams, terminal, context);
        }
        finally
        {
            terminal.EndKeys();
        }
    }

    private static async Task<int> LinesOfPersonAsync(ShellState state, ShellStreams streams, Terminal terminal, ProgramContext context)
    {
        var editor = new LineEditor(terminal, typed => Completions(state, typed));
        var text = "";
        while (await editor.ReadAsync(text.Length == 0 ? Prompt(state) : "> ", context.Cancel) is { } line)
        {
            text = text.Length == 0 ? line : $"{text}\n{line}";
            if (line.Length == 0) text = "";
            ShellCommand command;
            try
            {
                command = ShellParser.Parse(text);
            }
            catch (ShellSyntaxException wrong) when (wrong.Unfinished)
            {
                continue;
            }
            catch (ShellSyntaxException wrong)
            {
                text = "";
                state.Code = await context.FailAsync(wrong.Message, 2);
                continue;
            }

            text = "";
            try
            {
                await InJobAsync(state, command, streams, terminal, context.Cancel);
            }
            catch (ShellExit exit)
            {
                return exit.Code;
            }
        }

        return state.Code;
    }

    private static async Task InJobAsync(ShellState state, ShellCommand command, ShellStreams streams, Terminal terminal, CancellationToken cancel)
    {
        using var job = terminal.StartJob(cancel);
        var within = streams with { Input = job.Input };
        try
        {
            await new Interpreter(state, within, job.Cancel).RunAsync(command, within);
        }
        catch (OperationCanceledException) when (job.Interrupted && !cancel.IsCancellationRequested)
        {
            state.Code = 130;
        }
        catch (LoopJump)
        {
            // There is no loop to leave.
        }
        catch (ShellSyntaxException wrong)
        {
            await streams.Error(Encoding.UTF8.GetBytes($"{state.Name}: {wrong.Message}\n"), cancel);
            state.Code = 2;
        }
    }

    private static string Prompt(ShellState state) => state.Name == "bash" ? $"root@{state.Container.HostName}:{state.Directory}# " : $"{state.Directory} # ";

    private static IReadOnlyList<string> Completions(ShellState state, string typed)
    {
        var word = typed[(typed.LastIndexOf(' ') + 1)..];
        if (typed == word && !word.Contains('/', StringComparison.Ordinal))
            return [.. ProgramTable.Names.Where(name => word.Length > 0 && name.StartsWith(word, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        var slash = word.LastIndexOf('/') + 1;
        var directory = slash == 0 ? "." : word[..slash];
        if (state.Container.Files.Find(state.Directory, directory) is not { IsDirectory: true }) return [];
        return
        [
            .. state.Container.Files.List(state.Directory, directory)
                .Where(child => child.Name.StartsWith(word[slash..], StringComparison.Ordinal))
                .Select(child => word[..slash] + child.Name + (child.Node.IsDirectory ? "/" : "")),
        ];
    }
}
