using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.Printing;

/// <summary>The one word that kubectl shows for a pod, and how often its containers restarted.</summary>
internal sealed class PodCells
{
    private readonly JsonObject pod;
    private readonly DateTimeOffset now;
    private long restarts;
    private string? lastRestart;

    private PodCells(JsonObject pod, DateTimeOffset now)
    {
        this.pod = pod;
        this.now = now;
    }

    public static JsonNode?[] Row(JsonObject pod, DateTimeOffset now) => new PodCells(pod, now).Row();

    private JsonNode?[] Row()
    {
        var spec = pod.Child("spec");
        var status = pod.Child("status");
        var total = Cells.List(spec, "containers").Count() + Cells.List(spec, "initContainers").Count(IsSidecar);
        var (reason, ready) = Reason(spec, status);
        var ago = restarts > 0 && lastRestart is not null ? $"{restarts} ({HumanDuration.Since(now, lastRestart)} ago)" : restarts.ToString(CultureInfo.InvariantCulture);
        return
        [
            Cells.Name(pod), $"{ready}/{total}", reason, ago, HumanDuration.Age(now, pod), status.Text("podIP") ?? Cells.None,
            spec.Text("nodeName") is { Length: > 0 } node ? node : Cells.None, status.Text("nominatedNodeName") is { Length: > 0 } nominated ? nominated : Cells.None, Gates(spec),
        ];
    }

    private (string Reason, int Ready) Reason(JsonObject? spec, JsonObject? status)
    {
        var reason = status.Text("reason") is { Length: > 0 } given ? given : status.Text("phase") ?? "";
        if (Cells.Condition(pod, "PodScheduled").Text("reason") == "SchedulingGated") reason = "SchedulingGated";
        var (initReason, ready) = Initialising(spec, status);
        reason = initReason ?? reason;
        if (initReason is null || Cells.Condition(pod, "Initialized").Text("status") == "True") (reason, ready) = Running(status, reason, ready);
        if (pod.Child("metadata")?["deletionTimestamp"] is null) return (reason, ready);
        if (status.Text("reason") == "NodeLost") return ("Unknown", ready);
        return (status.Text("phase") is "Succeeded" or "Failed" ? reason : "Terminating", ready);
    }

    private (string? Reason, int Ready) Initialising(JsonObject? spec, JsonObject? status)
    {
        var declared = Cells.List(spec, "initContainers").ToList();
        var ready = 0;
        var at = 0;
        foreach (var container in Cells.List(status, "initContainerStatuses"))
        {
            CountRestarts(container);
            var sidecar = declared.Exists(d => d.Text("name") == container.Text("name") && IsSidecar(d));
            var ended = container.Child("state", "terminated");
            if (ended is not null && ended.Number("exitCode") == 0 && !sidecar)
            {
                at++;
                continue;
            }

            if (sidecar && Truth(container, "started"))
            {
                if (Truth(container, "ready")) ready++;
                at++;
                continue;
            }

            if (ended is not null) return ("Init:" + (ended.Text("reason") ?? Exit(ended)), ready);
            var waiting = container.Child("state", "waiting").Text("reason");
            return (waiting is { Length: > 0 } and not "PodInitializing" ? "Init:" + waiting : $"Init:{at}/{declared.Count}", ready);
        }

        return (null, ready);
    }

    private (string Reason, int Ready) Running(JsonObject? status, string reason, int ready)
    {
        restarts = 0;
        lastRestart = null;
        var running = false;
        foreach (var container in Cells.List(status, "containerStatuses").Reverse())
        {
            CountRestarts(container);
            if (container.Child("state", "waiting").Text("reason") is { Length: > 0 } waiting) reason = waiting;
            else if (container.Child("state", "terminated") is { } ended) reason = ended.Text("reason") is { Length: > 0 } word ? word : Exit(ended);
            else if (Truth(container, "ready") && container.Child("state", "running") is not null)
            {
                running = true;
                ready++;
            }
        }

        if (reason == "Completed" && running) reason = Cells.Condition(pod, "Ready").Text("status") == "True" ? "Running" : "NotReady";
        return (reason, ready);
    }

    private void CountRestarts(JsonObject container)
    {
        restarts += container.Number("restartCount") ?? 0;
        if (container.Child("lastState", "terminated").Text("finishedAt") is { } finished && string.CompareOrdinal(finished, lastRestart) > 0) lastRestart = finished;
    }

    private static string Exit(JsonObject ended) => ended.Number("signal") is { } signal and > 0 ? $"Signal:{signal}" : $"ExitCode:{ended.Number("exitCode")}";

    private static bool IsSidecar(JsonObject container) => container.Text("restartPolicy") == "Always";

    private static bool Truth(JsonObject obj, string field) => obj[field] is JsonValue value && value.TryGetValue<bool>(out var truth) && truth;

    private string Gates(JsonObject? spec)
    {
        var gates = Cells.List(spec, "readinessGates").ToList();
        if (gates.Count == 0) return Cells.None;
        var met = gates.Count(g => Cells.Condition(pod, g.Text("conditionType") ?? "").Text("status") == "True");
        return $"{met}/{gates.Count}";
    }
}
