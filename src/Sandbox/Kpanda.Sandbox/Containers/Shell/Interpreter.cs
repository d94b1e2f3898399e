using System.IO.Pipelines;
using System.Text;
using Kpanda.Sandbox.Containers.Files;
using Kpanda.Sandbox.Containers.Programs;

namespace Kpanda.Sandbox.Containers.Shell;

/// <summary>Runs commands of the shell: gives programs their words and streams, and follows the shell's own words.</summary>
internal sealed class Interpreter
{
    private static readonly PipeOptions Pipes = new(pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024, useSynchronizationContext: false);

    private readonly ShellState _state;
    private readonly WordExpansion _words;
    private readonly CancellationToken _cancel;
    private ShellStreams _current;

    public Interpreter(ShellState state, ShellStreams streams, CancellationToken cancel)
    {
        (_state, _current, _cancel) = (state, streams, cancel);
        _words = new WordExpansion(state, OutputOfAsync);
    }

    /// <summary>Runs a command to its end and gives its exit code.</summary>
    public async Task<int> RunAsync(ShellCommand command, ShellStreams streams)
    {
        _cancel.ThrowIfCancellationRequested();
        return _state.Code = command switch
        {
            SimpleCommand simple => await Simple(simple, streams),
            PipelineCommand pipeline => await Pipeline(pipeline, streams),
            LogicalCommand logical => await Logical(logical, streams),
            ListCommand list => await List(list, streams),
            BackgroundCommand background => Background(background, streams),
            GroupCommand group => await Redirected(group.Redirections, streams, inner => group.Subshell ? Subshell(group.Body, inner) : RunAsync(group.Body, inner)),
            IfCommand choice => await Redirected(choice.Redirections, streams, inner => If(choice, inner)),
            WhileCommand loop => await Redirected(loop.Redirections, streams, inner => While(loop, inner)),
            ForCommand loop => await Redirected(loop.Redirections, streams, inner => For(loop, inner)),
            _ => throw new InvalidOperationException($"No such command: {command.GetType().Name}."),
        };
    }

    private async Task<int> List(ListCommand list, ShellStreams streams)
    {
        var code = 0;
        foreach (var part in list.Parts)
        {
            code = await RunAsync(part, streams);
            if (code != 0 && _state.StopsOnFailure && part is SimpleCommand or PipelineCommand) throw new ShellExit(code);
        }

        return code;
    }

    private async Task<int> Logical(LogicalCommand logical, ShellStreams streams)
    {
        var code = await RunAsync(logical.Left, streams);
        return code == 0 == logical.And ? await RunAsync(logical.Right, streams) : code;
    }

    private async Task<int> If(IfCommand choice, ShellStreams streams)
    {
        if (await Condition(choice.Condition, streams)) return await RunAsync(choice.Then, streams);
        return choice.Else is null ? 0 : await RunAsync(choice.Else, streams);
    }

    private async Task<int> While(WhileCommand loop, ShellStreams streams)
    {
        var code = 0;
        while (await Condition(loop.Condition, streams) != loop.Until)
        {
            try
            {
                code = await RunAsync(loop.Body, streams);
            }
            catch (LoopJump jump)
            {
                if (jump.Break) break;
            }

            // A loop that never waits must not keep the thread from others.
            await Task.Yield();
        }

        return code;
    }

    private async Task<int> For(ForCommand loop, ShellStreams streams)
    {
        var code = 0;
        foreach (var word in loop.Words is null ? [.. _state.Parameters] : await _words.AllAsync(loop.Words))
        {
            _state.Variables[loop.Name] = word;
            try
            {
                code = await RunAsync(loop.Body, streams);
            }
            catch (LoopJump jump)
            {
                if (jump.Break) break;
            }
        }

        return code;
    }

    private async Task<bool> Condition(ShellCommand command, ShellStreams streams)
    {
        var strict = _state.StopsOnFailure;
        _state.StopsOnFailure = false;
        var code = await RunAsync(command, streams);
        _state.StopsOnFailure = strict;
        return code == 0;
    }

    private int Background(BackgroundCommand command, ShellStreams streams)
    {
        _state.Background.Add(Subshell(command.Body, streams with { Input = Stream.Null, Terminal = null }));
        return 0;
    }

    private async Task<int> Subshell(ShellCommand body, ShellStreams streams)
    {
        try
        {
            return await new Interpreter(_state.Fork(), streams, _cancel).RunAsync(body, streams);
        }
        catch (ShellExit exit)
        {
            return exit.Code;
        }
        catch (BrokenPipeException)
        {
            return 141;
        }
    }

    private async Task<int> Pipeline(PipelineCommand pipeline, ShellStreams streams)
    {
        int code;
        if (pipeline.Parts.Count == 1)
        {
            code = await RunAsync(pipeline.Parts[0], streams);
        }
        else
        {
            var running = new List<Task<int>>();
            var input = streams.Input;
            foreach (var (part, last) in pipeline.Parts.Select((part, i) => (part, i == pipeline.Parts.Count - 1)))
            {
                var pipe = last ? null : new Pipe(Pipes);
                running.Add(Stage(part, streams with { Input = input, Output = pipe is null ? streams.Output : To(pipe.Writer) }, pipe?.Writer, ReferenceEquals(input, streams.Input) ? null : input));
                input = pipe?.Reader.AsStream() ?? Stream.Null;
            }

            code = (await Task.WhenAll(running))[^1];
        }

        return pipeline.Negated ? (code == 0 ? 1 : 0) : code;
    }

    private async Task<int> Stage(ShellCommand part, ShellStreams streams, PipeWriter? writer, Stream? input)
    {
        await Task.Yield();
        try
        {
            return await Subshell(part, streams);
        }
        finally
        {
            if (writer is not null) await writer.CompleteAsync();
            if (input is not null) await input.DisposeAsync();
        }
    }

    private static Sink To(PipeWriter writer) => async (bytes, cancel) =>
    {
        if ((await writer.WriteAsync(bytes, cancel)).IsCompleted) throw new BrokenPipeException();
    };

    private async Task<string> OutputOfAsync(ShellCommand command)
    {
        using var output = new MemoryStream();
        await Subshell(command, _current with { Output = Into(output) });
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static Sink Into(MemoryStream memory) => (bytes, _) =>
    {
        if (memory.Length + bytes.Length > ContainerFiles.Capacity) throw new FileProblem("command substitution", "Cannot allocate memory");
        memory.Write(bytes.Span);
        return Task.CompletedTask;
    };

    private async Task<int> Simple(SimpleCommand command, ShellStreams streams)
    {
        _current = streams;
        var words = await _words.AllAsync(command.Words);
        var assigned = new List<(string Name, string Value)>();
        foreach (var (name, value) in command.Assignments) assigned.Add((name, await _words.OneAsync(value)));
        return await Redirected(command.Redirections, streams, async inner =>
        {
            if (words.Count == 0)
            {
                foreach (var (name, value) in assigned) _state.Variables[name] = value;
                return 0;
            }

            if (await ShellBuiltins.TryRunAsync(_state, words, inner, this, _cancel) is { } code) return code;
            var environment = new Dictionary<string, string>(_state.Environment, StringComparer.Ordinal);
            foreach (var (name, value) in assigned) environment[name] = value;
            return await ProgramTable.RunAsync(_state.Container, words, _state.Directory, environment, inner, _cancel) ?? await NotFound(words[0], inner);
        });
    }

    private async Task<int> NotFound(string name, ShellStreams streams)
    {
        await streams.Error(Encoding.UTF8.GetBytes($"{_state.Name}: {name}: not found\n"), _cancel);
        return 127;
    }

    private async Task<int> Redirected(IReadOnlyList<Redirection> redirections, ShellStreams streams, Func<ShellStreams, Task<int>> run)
    {
        try
        {
            foreach (var redirection in redirections) streams = await Redirect(redirection, streams);
            return await run(streams);
        }
        catch (FileProblem problem)
        {
            await streams.Error(Encoding.UTF8.GetBytes($"{_state.Name}: {problem.Message}\n"), _cancel);
            return 1;
        }
    }

    private async Task<ShellStreams> Redirect(Redirection redirection, ShellStreams streams)
    {
        var target = await _words.OneAsync(redirection.Target);
        switch (redirection.Operator)
        {
            case "<":
                return streams with { Input = target == "/dev/null" ? Stream.Null : new MemoryStream(_state.Container.Files.Read(_state.Directory, target)) };
            case "<&":
                return streams;
            case ">&" when target is "1" or "2":
                var chosen = target == "1" ? streams.Output : streams.Error;
                return redirection.Descriptor == 2 ? streams with { Error = chosen } : streams with { Output = chosen };
            default:
                var sink = File(target, append: redirection.Operator == ">>", streams);
                return redirection.Descriptor switch
                {
                    1 => streams with { Output = sink },
                    2 => streams with { Error = sink },
                    _ => streams with { Output = sink, Error = sink },
                };
        }
    }

    private Sink File(string path, bool append, ShellStreams streams)
    {
        switch (path)
        {
            case "/dev/null": return (_, _) => Task.CompletedTask;
            case "/dev/stdout" or "/dev/tty": return streams.Output;
            case "/dev/stderr": return streams.Error;
        }

        var (files, directory) = (_state.Container.Files, _state.Directory);
        if (!append) files.Create(directory, path);
        else files.Append(directory, path, default);
        return (bytes, _) =>
        {
            files.Append(directory, path, bytes.Span);
            return Task.CompletedTask;
        };
    }
}
