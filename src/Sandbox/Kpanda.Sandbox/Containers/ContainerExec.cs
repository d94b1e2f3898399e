using Kpanda.KubeModel;
using Kpanda.Sandbox.Containers.Programs;
using Kpanda.Sandbox.Containers.Shell;
using Kpanda.Sandbox.Streams.RemoteCommand;

namespace Kpanda.Sandbox.Containers;

/// <summary>Runs a command in a container for a client, and says how it ended in the words of a kubelet.</summary>
internal static class ContainerExec
{
    public static async Task<KubeStatus> RunAsync(Container container, IReadOnlyList<string> words, bool tty, CommandStreams streams, CancellationToken cancel)
    {
        var code = tty ? await OnTerminalAsync(container, words, streams, cancel) : await PlainAsync(container, words, streams, cancel);
        return code is { } ended ? Ended(ended) : NoProgram(words[0]);
    }

    /// <summary>How a process that ended with a code is reported.</summary>
    public static KubeStatus Ended(int code) => code == 0
        ? new KubeStatus { Status = "Success" }
        : new KubeStatus
        {
            Status = "Failure",
            Reason = "NonZeroExitCode",
            Message = $"command terminated with non-zero exit code: exit status {code}",
            Details = new() { Causes = [new("ExitCode", $"{code}", null)] },
        };

    private static KubeStatus NoProgram(string name) => new()
    {
        Status = "Failure",
        Reason = "InternalError",
        Code = 500,
        Message = "Internal error occurred: error executing command in container: failed to exec in container: failed to start exec: OCI runtime exec failed: exec failed: "
            + $"unable to start container process: exec: \"{name}\": {(name.Contains('/', StringComparison.Ordinal) ? $"stat {name}: no such file or directory" : "executable file not found in $PATH")}: unknown",
    };

    private static async Task<int?> PlainAsync(Container container, IReadOnlyList<string> words, CommandStreams streams, CancellationToken cancel)
    {
        var io = new ShellStreams(streams.Input.AsStream(leaveOpen: true), (bytes, stop) => streams.WriteAsync(error: false, bytes, stop), (bytes, stop) => streams.WriteAsync(error: true, bytes, stop), null);
        return await ProgramTable.RunAsync(container, words, container.WorkingDirectory, container.Environment, io, cancel);
    }

    private static async Task<int?> OnTerminalAsync(Container container, IReadOnlyList<string> words, CommandStreams streams, CancellationToken cancel)
    {
        var terminal = new Terminal((bytes, stop) => streams.WriteAsync(error: false, bytes, stop), streams.Size);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var keys = terminal.RunAsync(streams.Input, end.Token);
        try
        {
            var environment = new Dictionary<string, string>(container.Environment, StringComparer.Ordinal) { ["TERM"] = "xterm" };
            using var job = terminal.StartJob(cancel);
            return await InJobAsync(container, words, environment, terminal, job, cancel);
        }
        finally
        {
            await end.CancelAsync();
            await keys;
        }
    }

    private static async Task<int?> InJobAsync(
        Container container, IReadOnlyList<string> words, IReadOnlyDictionary<string, string> environment, Terminal terminal, TerminalJob job, CancellationToken cancel)
    {
        try
        {
            return await ProgramTable.RunAsync(container, words, container.WorkingDirectory, environment, new ShellStreams(job.Input, terminal.WriteAsync, terminal.WriteAsync, terminal), job.Cancel);
        }
        catch (OperationCanceledException) when (job.Interrupted && !cancel.IsCancellationRequested)
        {
            return 130;
        }
    }
}
