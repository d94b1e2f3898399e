using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Controllers.Jobs;

/// <summary>What a Job's policies say of a pod that failed and of the indexes that succeeded.</summary>
internal static class JobPolicies
{
    /// <summary>
    /// The action of the first rule of <c>spec.podFailurePolicy</c> that a failed pod meets (<c>FailJob</c>, <c>FailIndex</c>, <c>Ignore</c>), <c>Count</c> where
    /// none is met, and how Kubernetes tells of it.
    /// </summary>
    public static (string Action, string Message) OnFailure(JsonObject job, JsonObject pod)
    {
        var rules = job.ObjectsAt("spec", "podFailurePolicy", "rules").ToList();
        for (var i = 0; i < rules.Count; i++)
        {
            var action = rules[i].TextAt("action") ?? "Count";
            if (rules[i].ObjectAt("onExitCodes") is { } codes)
            {
                if (Exited(pod, codes) is var (container, code))
                    return (action, $"Container {container} for pod {pod.Key()} failed with exit code {code} matching {action} rule at index {i}");
            }
            else if (rules[i].ObjectsAt("onPodConditions").FirstOrDefault(pattern => HasCondition(pod, pattern)) is { } met)
            {
                return (action, $"Pod {pod.Key()} has condition {met.TextAt("type")} matching {action} rule at index {i}");
            }
        }
        return ("Count", "");
    }

    /// <summary>The rule of <c>spec.successPolicy</c> that these indexes meet, in words; null where none is.</summary>
    public static string? OnSuccess(JsonObject job, IReadOnlySet<int> completed)
    {
        var rules = job.ObjectsAt("spec", "successPolicy", "rules").ToList();
        for (var i = 0; i < rules.Count; i++)
        {
            var wanted = rules[i].TextAt("succeededIndexes") is { Length: > 0 } text ? IndexSet.Parse(text).ToHashSet() : null;
            var done = wanted is null ? completed.Count : completed.Count(wanted.Contains);
            if (done >= (rules[i].IntAt("succeededCount") ?? wanted?.Count ?? int.MaxValue))
                return $"Matched rules at index {i}";
        }
        return null;
    }

    private static (string Container, int Code)? Exited(JsonObject pod, JsonObject codes)
    {
        var values = (codes.ArrayAt("values") ?? []).Select(value => value?.GetValue<int>()).ToHashSet();
        foreach (var status in pod.ObjectsAt("status", "initContainerStatuses").Concat(pod.ObjectsAt("status", "containerStatuses")))
        {
            var name = status.TextAt("name") ?? "";
            if (codes.TextAt("containerName") is { Length: > 0 } asked && asked != name)
                continue;
            if (status.IntAt("state", "terminated", "exitCode") is { } code and not 0 && values.Contains(code) == (codes.TextAt("operator") == "In"))
                return (name, code);
        }
        return null;
    }

    private static bool HasCondition(JsonObject pod, JsonObject pattern) =>
        Conditions.Find(pod.ObjectAt("status"), pattern.TextAt("type") ?? "").TextAt("status") == (pattern.TextAt("status") ?? "True");
}
