using System.Text;
using Kpanda.Clusters.Errors;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Kube;
using Kpanda.Kube.Exec;

namespace Kpanda.Gateway.Terminals;

/// <summary>Opens the best shell that an image has. Only trying tells: a member says that a program is missing after it said that it runs.</summary>
internal static class ShellFinder
{
    private static readonly string[] Shells = ["bash", "sh", "ash"];
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    /// <summary>The shell, or the member's refusal, or <c>terminal.no.shell</c>.</summary>
    public static async Task<Result<OpenShell>> OpenAsync(KubeClient client, TerminalTarget target, int columns, int rows, TimeProvider time, CancellationToken cancellationToken)
    {
        foreach (var shell in Shells)
        {
            var asked = new ExecRequest(target.Key, target.Container) { Command = [shell], Tty = true, Input = true };
            if (!(await client.ExecAsync(asked, cancellationToken)).TryGet(out var exec, out var failure)) return failure.ToError(target.Cluster);
            var keep = false;
            try
            {
                await exec.ResizeAsync(columns, rows, cancellationToken);
                if (await TryAsync(shell, exec, time, cancellationToken) is not { } open) continue;
                keep = true;
                return open;
            }
            finally
            {
                if (!keep) await exec.DisposeAsync();
            }
        }

        return Error.Of(ErrorCode.FailedPrecondition, "terminal.no.shell", ("container", target.Container), ("pod", target.Pod));
    }

    private static async Task<OpenShell?> TryAsync(string shell, KubeExec exec, TimeProvider time, CancellationToken cancellationToken)
    {
        var buffer = new byte[32 * 1024];
        var first = exec.ReadAsync(buffer, cancellationToken).AsTask();
        // A shell that shows no prompt is one all the same.
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(first, Task.Delay(Silence, time, silence.Token));
        await silence.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        if (!first.IsCompleted) return new OpenShell(shell, exec, buffer, first);

        var (channel, count) = await first;
        // Some runtimes show the words of the failure as if the program had said them.
        if (channel != ExecChannel.Status && new ExecEnd(null, Encoding.UTF8.GetString(buffer, 0, count)).IsMissingProgram) (channel, count) = await exec.ReadAsync(buffer, cancellationToken);
        return channel == ExecChannel.Status && exec.End is { IsMissingProgram: true } ? null : new OpenShell(shell, exec, buffer, Task.FromResult((channel, count)));
    }
}
