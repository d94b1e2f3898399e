using System.Text.Json.Nodes;
using Kpanda.Sandbox.Containers;
using Kpanda.Sandbox.Controllers;

namespace Kpanda.Sandbox.Logs;

/// <summary>One run of a container: from when to when, and how it ended.</summary>
internal sealed record ContainerRun(DateTimeOffset Started, DateTimeOffset? Ended, int ExitCode, int Number)
{
    /// <summary>The present run of a container, or the one before; null when there is none.</summary>
    public static ContainerRun? Find(JsonObject pod, string container, bool previous)
    {
        var status = ContainerRuntime.StatusOf(pod, container);
        var number = status.IntAt("restartCount") ?? 0;
        if (previous)
            return Terminated(status.ObjectAt("lastState", "terminated"), number - 1);
        if (status.TimeAt("state", "running", "startedAt") is { } started)
            return new(started, null, 0, number);
        // Between two runs the log of the one that ended is the present one.
        return Terminated(status.ObjectAt("state", "terminated") ?? status.ObjectAt("lastState", "terminated"), number);
    }

    private static ContainerRun? Terminated(JsonObject? state, int number) =>
        state.TimeAt("startedAt") is { } started && state.TimeAt("finishedAt") is { } ended ? new(started, ended, state.IntAt("exitCode") ?? 0, Math.Max(0, number)) : null;
}
