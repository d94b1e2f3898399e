using System.Text.Json;
using Kpanda.KubeModel;

namespace Kpanda.Gateway.Logs;

/// <summary>What is known of a pod and its containers: enough to tell when there is something to read.</summary>
/// <param name="Uid">A pod of the same name that is made later is another one.</param>
/// <param name="Name">Its name.</param>
/// <param name="Containers">Those of all three lists, in the order of the specification, init containers first.</param>
internal sealed record LogPod(string Uid, string Name, IReadOnlyList<LogContainer> Containers)
{
    private static readonly (string Spec, string Status)[] Lists =
        [("initContainers", "initContainerStatuses"), ("containers", "containerStatuses"), ("ephemeralContainers", "ephemeralContainerStatuses")];

    /// <summary>Reads it from a pod's JSON.</summary>
    public static LogPod Of(JsonElement pod)
    {
        var metadata = pod.GetProperty("metadata");
        var containers = new List<LogContainer>();
        foreach (var (spec, status) in Lists)
        {
            var states = Items(pod, "status", status).ToDictionary(one => Text(one, "name"), StringComparer.Ordinal);
            containers.AddRange(Items(pod, "spec", spec).Select(one => ContainerOf(Text(one, "name"), states)));
        }

        return new LogPod(Text(metadata, "uid"), Text(metadata, "name"), containers);
    }

    private static LogContainer ContainerOf(string name, Dictionary<string, JsonElement> states)
    {
        if (!states.TryGetValue(name, out var status)) return new LogContainer(name, 0, false, "");
        var restarts = status.TryGetProperty("restartCount", out var count) && count.TryGetInt32(out var number) ? number : 0;
        var state = At(status, "state");
        if (At(state, "running") is { ValueKind: JsonValueKind.Object } running) return new LogContainer(name, restarts, true, Text(running, "startedAt"));
        var ended = At(state, "terminated") is { ValueKind: JsonValueKind.Object } terminated ? terminated : At(At(status, "lastState"), "terminated");
        return new LogContainer(name, restarts, false, Text(ended, "startedAt"));
    }

    private static IEnumerable<JsonElement> Items(JsonElement pod, string part, string list) =>
        At(At(pod, part), list) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];

    private static JsonElement At(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static string Text(JsonElement element, string name) => At(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
}

/// <summary>How a container stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Restarts">How often it was started anew.</param>
/// <param name="IsRunning">Whether it runs.</param>
/// <param name="Started">When its present run, or its last, began, as the member says it; empty where it has not run yet.</param>
internal sealed record LogContainer(string Name, int Restarts, bool IsRunning, string Started)
{
    /// <summary>Whether a log can be there.</summary>
    public bool HasLog => Started.Length > 0;

    /// <summary>Whether it is another run than this.</summary>
    public bool IsOtherRunThan(LogContainer before) => Restarts != before.Restarts || (HasLog && before.HasLog && Started != before.Started);
}
