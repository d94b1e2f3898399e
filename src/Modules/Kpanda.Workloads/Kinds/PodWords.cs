using System.Globalization;
using System.Text.Json;
using Kpanda.Resources.Shapes;

namespace Kpanda.Workloads.Kinds;

/// <summary>The word that <c>kubectl get pods</c> prints under STATUS, and the numbers beside it.</summary>
internal static class PodWords
{
    /// <summary>A pure function of the pod.</summary>
    public static string Of(JsonElement pod)
    {
        var phase = pod.Text("status", "phase");
        var words = pod.Text("status", "reason") is { Length: > 0 } reason ? reason : phase;
        if (pod.Condition("PodScheduled").Text("reason") == "SchedulingGated") words = "SchedulingGated";

        var initializing = Initializing(pod);
        if (initializing is not null) words = initializing;
        if (initializing is null || pod.Condition("Initialized").Text("status") == "True") words = Running(pod, words);

        if (!pod.IsDeleting()) return words;
        if (pod.Text("status", "reason") == "NodeLost") return "Unknown";
        return phase is "Succeeded" or "Failed" ? words : "Terminating";
    }

    /// <summary>The word of the first init container that is not done; null when all are.</summary>
    private static string? Initializing(JsonElement pod)
    {
        var sidecars = Sidecars(pod);
        var index = 0;
        foreach (var status in pod.Items("status", "initContainerStatuses"))
        {
            var state = status.At("state");
            var terminated = state.At("terminated");
            var done = terminated.ValueKind == JsonValueKind.Object
                ? terminated.Number(-1, "exitCode") == 0
                : sidecars.Contains(status.Text("name")) && status.Flag("started");
            if (!done) return $"Init:{InitWord(state, index, pod.Count("spec", "initContainers"))}";
            index++;
        }

        return null;
    }

    private static string InitWord(JsonElement state, int index, int count)
    {
        if (state.At("terminated") is { ValueKind: JsonValueKind.Object } terminated) return Ended(terminated);
        var waiting = state.Text("waiting", "reason");
        return waiting is "" or "PodInitializing" ? $"{index}/{count}" : waiting;
    }

    /// <summary>What the containers say. The first container has the last word.</summary>
    private static string Running(JsonElement pod, string words)
    {
        var anyRuns = false;
        foreach (var status in pod.Items("status", "containerStatuses").Reverse())
        {
            var state = status.At("state");
            if (state.Text("waiting", "reason") is { Length: > 0 } waiting) words = waiting;
            else if (state.At("terminated") is { ValueKind: JsonValueKind.Object } terminated) words = Ended(terminated);
            else if (status.Flag("ready") && state.At("running").ValueKind == JsonValueKind.Object) anyRuns = true;
        }

        if (words != "Completed" || !anyRuns) return words;
        return pod.Condition("Ready").Text("status") == "True" ? "Running" : "NotReady";
    }

    private static string Ended(JsonElement terminated)
    {
        if (terminated.Text("reason") is { Length: > 0 } reason) return reason;
        var signal = terminated.Number(0, "signal");
        return signal != 0
            ? string.Create(CultureInfo.InvariantCulture, $"Signal:{signal}")
            : string.Create(CultureInfo.InvariantCulture, $"ExitCode:{terminated.Number(0, "exitCode")}");
    }

    private static HashSet<string> Sidecars(JsonElement pod)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var container in pod.Items("spec", "initContainers"))
        {
            if (container.Text("restartPolicy") == "Always") names.Add(container.Text("name"));
        }

        return names;
    }
}
