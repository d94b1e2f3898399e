using System.Text.Json;
using static Kpanda.Search.Kinds.JsonPath;

namespace Kpanda.Search.Kinds;

/// <summary>
/// The status of kinds without a rule of their own, from what most controllers write: conditions, and how far they have looked. States are those of the
/// published <c>ResourcePhase</c>.
/// </summary>
public static class ConditionRule
{
    // What a controller says when all is well, the most telling first.
    private static readonly string[] Good = ["Ready", "Healthy", "Available", "Established", "Programmed", "Accepted", "Synced"];

    private static readonly string[] Done = ["Complete", "Completed", "Succeeded"];

    private static readonly string[] Bad = ["Stalled", "Failed", "Degraded"];

    private static readonly string[] Moving = ["Reconciling", "Progressing"];

    /// <summary>A pure function of the object.</summary>
    public static KindStatus Of(JsonElement obj)
    {
        if (Text(obj, "metadata", "deletionTimestamp") is { Length: > 0 } since)
            return KindStatus.Of("Terminating", StatusSeverity.Progressing, "object.terminating", ("since", since));
        if (At(obj, "status", "conditions") is not { ValueKind: JsonValueKind.Array } conditions) return KindStatus.None;

        if (Find(conditions, Bad, "True") is { } bad) return Told("Failed", StatusSeverity.Failing, "object.failed", bad);
        if (Find(conditions, Done, "True") is not null) return KindStatus.Of("Current", StatusSeverity.Idle);
        foreach (var type in Good)
        {
            if (Find(conditions, [type], null) is not { } found) continue;
            return Text(found, "status") switch
            {
                "True" => KindStatus.Of("Current", StatusSeverity.Healthy),
                "False" when Find(conditions, Moving, "True") is null => Told("Failed", StatusSeverity.Warning, "object.notReady", found),
                _ => Told("InProgress", StatusSeverity.Progressing, "object.notReady", found),
            };
        }

        return Find(conditions, Moving, "True") is { } moving ? Told("InProgress", StatusSeverity.Progressing, "object.notReady", moving) : KindStatus.None;
    }

    private static KindStatus Told(string state, StatusSeverity severity, string reason, JsonElement condition) => KindStatus.Of(
        state,
        severity,
        reason,
        ("condition", Text(condition, "type")),
        ("message", Text(condition, "message") is { Length: > 0 } message ? message : Text(condition, "reason")),
        ("since", Text(condition, "lastTransitionTime")));

    private static JsonElement? Find(JsonElement conditions, string[] types, string? status)
    {
        foreach (var condition in conditions.EnumerateArray())
        {
            if (types.Contains(Text(condition, "type")) && (status is null || Text(condition, "status") == status)) return condition;
        }

        return null;
    }
}
