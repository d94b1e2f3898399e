using Kpanda.Sandbox.Containers.Files;
using Kpanda.Sandbox.Containers.Shell;

namespace Kpanda.Sandbox.Containers.Programs;

/// <summary>The programs that every container has.</summary>
internal static class ProgramTable
{
    private static readonly Dictionary<string, Func<ProgramContext, Task<int>>> Programs = new(
        [.. FilePrograms.All, .. TextPrograms.All, .. SystemPrograms.All, .. TerminalPrograms.All, new("tar", TarProgram.RunAsync), new("sh", ShellProgram.RunAsync), new("ash", ShellProgram.RunAsync), new("bash", ShellProgram.RunAsync), new("test", TestProgram.RunAsync), new("[", TestProgram.RunAsync), new("wget", FetchPrograms.WgetAsync), new("curl", FetchPrograms.CurlAsync)],
        StringComparer.Ordinal);

    /// <summary>What they are called.</summary>
    public static IReadOnlyCollection<string> Names => Programs.Keys;

    /// <summary>Whether there is a program of that name.</summary>
    public static bool Has(string name) => Programs.ContainsKey(name);

    /// <summary>
    /// Runs a program as a process of the container and gives its exit code: 130 and 143 where it was interrupted or killed; null where there is no such program.
    /// </summary>
    public static async Task<int?> RunAsync(
        Container container, IReadOnlyList<string> words, string directory, IReadOnlyDictionary<string, string> environment, ShellStreams streams, CancellationToken cancel)
    {
        if (Find(container, words, directory) is not { } program) return null;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var id = container.Processes.Start(words, end.Cancel);
        var context = new ProgramContext(container, words, end.Token)
        {
            Directory = directory,
            Environment = environment,
            Input = streams.Input,
            Output = streams.Output,
            Error = streams.Error,
            Terminal = streams.Terminal,
            Id = id,
        };
        try
        {
            return await program(context);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return 143;
        }
        catch (BrokenPipeException)
        {
            return 141;
        }
        catch (FileProblem problem)
        {
            return await context.FailAsync(problem.Message);
        }
        finally
        {
            container.Processes.End(id);
        }
    }

    // By name on the path, by the path of one of them, or a script that may be run.
    private static Func<ProgramContext, Task<int>>? Find(Container container, IReadOnlyList<string> words, string directory)
    {
        var name = words[0];
        if (!container.HasPrograms) return null;
        if (!name.Contains('/', StringComparison.Ordinal)) return name == "bash" && !container.HasBash ? null : Programs.GetValueOrDefault(name);
        if (container.Files.Find(directory, name) is not { IsDirectory: false } file)
            return ContainerFiles.Resolve(directory, name).Split('/') is ["", .., "bin" or "sbin", var last] && (last != "bash" || container.HasBash) ? Programs.GetValueOrDefault(last) : null;
        if (file is { Made: not null, ReadOnly: true } && (file.Mode & UnixFileMode.UserExecute) != 0) return Programs.GetValueOrDefault(name.Split('/')[^1]);
        return (file.Mode & UnixFileMode.UserExecute) != 0 ? context => ShellProgram.RunAsync(context with { Words = ["sh", .. words] }) : null;
    }
}
