using System.Text.Json.Nodes;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers;

/// <summary>Status conditions: found by type, and their transition time moves only when their status does.</summary>
internal static class Conditions
{
    public static JsonObject? Find(JsonObject? status, string type) => status.ObjectsAt("conditions").FirstOrDefault(condition => condition.TextAt("type") == type);

    public static bool IsTrue(JsonObject? status, string type) => Find(status, type).TextAt("status") == "True";

    /// <summary>Sets a condition as most kinds write it. Returns whether anything changed.</summary>
    public static bool Set(JsonObject status, string type, bool value, string? reason, string? message, DateTimeOffset now) =>
        Set(status, type, value ? "True" : "False", reason, message, now, stamp: null);

    /// <summary>
    /// Sets a condition. <paramref name="stamp"/> names a second time that moves with every change of words: <c>lastUpdateTime</c> on Deployments,
    /// <c>lastProbeTime</c> on Jobs (where null is written for a pod).
    /// </summary>
    public static bool Set(JsonObject status, string type, string value, string? reason, string? message, DateTimeOffset now, string? stamp)
    {
        var found = Find(status, type);
        if (found is not null && found.TextAt("status") == value && found.TextAt("reason") == reason && found.TextAt("message") == message)
            return false;
        var since = found?.TextAt("status") == value ? found.TextAt("lastTransitionTime") : null;
        var condition = new JsonObject { ["type"] = type, ["status"] = value };
        if (stamp is not null)
            condition[stamp] = KubeJson.Timestamp(now);
        condition["lastTransitionTime"] = since ?? KubeJson.Timestamp(now);
        if (reason is not null)
            condition["reason"] = reason;
        if (message is not null)
            condition["message"] = message;
        Put(status, found, condition);
        return true;
    }

    public static bool Remove(JsonObject status, string type) => Find(status, type) is { } found && status.ArrayAt("conditions")!.Remove(found);

    private static void Put(JsonObject status, JsonObject? found, JsonObject condition)
    {
        if (status["conditions"] is not JsonArray list)
            status["conditions"] = list = [];
        if (found is null)
            list.Add(condition);
        else
            list[list.IndexOf(found)] = condition;
    }
}
