using System.Text.Json;
using Kpanda.Clusters.Errors;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Kube;
using Kpanda.Kube.Exec;
using Kpanda.KubeModel;

namespace Kpanda.Gateway.Terminals;

/// <summary>Waits until a container that was made for a terminal runs, and attaches to the shell in it.</summary>
internal sealed class ContainerStart(GatewayOptions options, TimeProvider time)
{
    private static readonly GroupVersionResource Pods = new("", "v1", "pods");
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);

    /// <summary>The shell, or the member's refusal, or why the container does not start.</summary>
    /// <param name="client">The member, as the person.</param>
    /// <param name="cluster">Its name.</param>
    /// <param name="pod">The pod.</param>
    /// <param name="container">The container.</param>
    /// <param name="first">What is typed first. The prompt was shown before anybody was there to see it: a line end brings another.</param>
    /// <param name="columns">Width in characters.</param>
    /// <param name="rows">Height in characters.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Result<OpenShell>> AttachAsync(
        KubeClient client, string cluster, ObjectKey pod, string container, ReadOnlyMemory<byte> first, int columns, int rows, CancellationToken cancellationToken)
    {
        if (await WaitAsync(client, cluster, pod, container, cancellationToken) is { } error) return error;
        if (!(await client.ExecAsync(new ExecRequest(pod, container) { Tty = true, Input = true }, cancellationToken)).TryGet(out var exec, out var failure)) return failure.ToError(cluster);
        var keep = false;
        try
        {
            await exec.ResizeAsync(columns, rows, cancellationToken);
            await exec.WriteAsync(first, cancellationToken);
            var buffer = new byte[32 * 1024];
            keep = true;
            return new OpenShell("sh", exec, buffer, exec.ReadAsync(buffer, cancellationToken).AsTask());
        }
        finally
        {
            if (!keep) await exec.DisposeAsync();
        }
    }

    private async Task<Error?> WaitAsync(KubeClient client, string cluster, ObjectKey key, string container, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var why = "";
        while (time.GetElapsedTime(began) < options.DebugWait)
        {
            if (!(await client.GetAsync(Pods, key, cancellationToken)).TryGet(out var pod, out var failure)) return failure.ToError(cluster);
            using (var document = pod.Parse())
            {
                var (isRunning, isOver, words) = StateOf(document.RootElement, container);
                if (isRunning) return null;
                why = words;
                if (isOver) break;
            }

            await Task.Delay(Between, time, cancellationToken);
        }

        return Error.Of(ErrorCode.FailedPrecondition, "terminal.debug.late", ("image", options.DebugImage), ("why", why));
    }

    private static (bool IsRunning, bool IsOver, string Why) StateOf(JsonElement pod, string container)
    {
        if (!pod.TryGetProperty("status", out var status)) return default;
        foreach (var list in (ReadOnlySpan<string>)["containerStatuses", "ephemeralContainerStatuses"])
        {
            if (!status.TryGetProperty(list, out var all)) continue;
            foreach (var one in all.EnumerateArray())
            {
                if (one.GetProperty("name").GetString() != container || !one.TryGetProperty("state", out var state)) continue;
                if (state.TryGetProperty("running", out _)) return (true, false, "");
                var isOver = state.TryGetProperty("terminated", out var told);
                if (isOver || state.TryGetProperty("waiting", out told)) return (false, isOver, $"{Text(told, "reason")} {Text(told, "message")}".Trim());
            }
        }

        // A pod that no node takes says so in a condition.
        return status.TryGetProperty("conditions", out var conditions) && conditions.EnumerateArray().FirstOrDefault(one => Text(one, "reason") == "Unschedulable") is { ValueKind: JsonValueKind.Object } unplaced
            ? (false, false, Text(unplaced, "message"))
            : default;
    }

    private static string Text(JsonElement state, string name) => state.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";
}
