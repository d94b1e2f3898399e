using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Controllers.Jobs;

/// <summary>What is asked about the state of a Job.</summary>
internal static class JobStatus
{
    public static bool IsFinished(JsonObject job) =>
        Conditions.IsTrue(job.ObjectAt("status"), "Complete") || Conditions.IsTrue(job.ObjectAt("status"), "Failed");

    /// <summary>The condition by which a Job says that it will end while its pods still stop, and the one that follows; null where it goes on.</summary>
    public static (JsonObject Interim, string Final)? Decision(JsonObject status)
    {
        if (Conditions.IsTrue(status, "SuccessCriteriaMet"))
            return (Conditions.Find(status, "SuccessCriteriaMet")!, "Complete");
        return Conditions.IsTrue(status, "FailureTarget") ? (Conditions.Find(status, "FailureTarget")!, "Failed") : null;
    }

    /// <summary>Sets a condition; those of Jobs carry the time of the last look.</summary>
    public static void Set(JsonObject status, string type, bool value, string? reason, string? message, DateTimeOffset now) =>
        Conditions.Set(status, type, value ? "True" : "False", reason, message, now, stamp: "lastProbeTime");
}
