using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.Jobs;

/// <summary>Starts the Jobs of a CronJob when their time has come, and forgets old ones.</summary>
internal sealed class CronJobController(ControlPlane plane) : IController
{
    private const string Component = "cronjob-controller";
    private const string ScheduledAt = "batch.kubernetes.io/cronjob-scheduled-timestamp";

    public IReadOnlyList<GroupResource>? Watched { get; } = [BuiltIn.CronJobs, BuiltIn.Jobs];

    public void Observe(StoreEvent change, Action<ObjectKey> enqueue)
    {
        if (change.Object.Resource == BuiltIn.CronJobs)
            enqueue(change.Object.Key);
        else if (ControlPlane.ControllerOf(change.Object, "CronJob") is { } owner)
            enqueue(owner);
    }

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (plane.Get(BuiltIn.CronJobs, key) is not { } cron || cron.IsDeleting())
            return null;
        var jobs = plane.Owned(BuiltIn.Jobs, cron);
        var status = cron.ObjectAt("status").Copy() ?? [];
        CleanUp(cron, jobs);
        var wait = StartDue(cron, jobs, status);
        WriteActive(cron, status);
        plane.WriteStatus(BuiltIn.CronJobs, key, status);
        return wait;
    }

    private TimeSpan? StartDue(JsonObject cron, List<JsonObject> jobs, JsonObject status)
    {
        if (cron.BoolAt("spec", "suspend") == true || CronSchedule.Parse(cron.TextAt("spec", "schedule") ?? "") is not { } schedule || ZoneOf(cron) is not { } zone)
            return null;
        var now = plane.Now;
        var last = status.TimeAt("lastScheduleTime") ?? cron.Created();
        // Only the latest of the missed times counts; a cluster that slept for long does not run them all.
        DateTimeOffset? due = null;
        var from = now - last > TimeSpan.FromDays(1) ? now - TimeSpan.FromDays(1) : last;
        var next = schedule.After(from, zone);
        while (next is { } time && time <= now)
        {
            due = time;
            next = schedule.After(time, zone);
        }
        if (due is { } start && !IsTooLate(cron, start, now))
            Start(cron, jobs, status, start);
        return next - now;
    }

    private static bool IsTooLate(JsonObject cron, DateTimeOffset due, DateTimeOffset now) =>
        cron.LongAt("spec", "startingDeadlineSeconds") is { } limit && due.AddSeconds(limit) < now;

    private void Start(JsonObject cron, List<JsonObject> jobs, JsonObject status, DateTimeOffset due)
    {
        var active = jobs.Where(job => !JobStatus.IsFinished(job) && !job.IsDeleting()).ToList();
        var policy = cron.TextAt("spec", "concurrencyPolicy");
        if (policy == "Forbid" && active.Count > 0)
        {
            plane.Events.Record(cron, "Normal", "JobAlreadyActive", "Not starting job because prior execution is running and concurrency policy is Forbid", Component);
            return;
        }
        if (policy == "Replace")
        {
            foreach (var old in active)
                plane.Store.Delete(BuiltIn.Jobs, old.Namespace(), old.Name());
        }
        var job = Make(cron, due);
        var name = job.Name();
        if (plane.Store.Create(BuiltIn.Jobs, job).Outcome == StoreOutcome.Written)
            plane.Events.Record(cron, "Normal", "SuccessfulCreate", $"Created job {name}", Component);
        status["lastScheduleTime"] = KubeJson.Timestamp(due);
    }

    /// <summary>The Job of one scheduled time.</summary>
    public static JsonObject Make(JsonObject cron, DateTimeOffset due)
    {
        var template = cron.ObjectAt("spec", "jobTemplate");
        var annotations = template.ObjectAt("metadata", "annotations").Copy() ?? [];
        annotations[ScheduledAt] = KubeJson.Timestamp(due);
        var meta = new JsonObject
        {
            ["name"] = $"{cron.Name()}-{(due.ToUnixTimeSeconds() / 60).ToString(CultureInfo.InvariantCulture)}",
            ["namespace"] = cron.Namespace(),
            ["annotations"] = annotations,
            ["ownerReferences"] = new JsonArray(cron.ControllerReference()),
        };
        if (template.ObjectAt("metadata", "labels") is { } labels)
            meta["labels"] = labels.DeepClone();
        return new JsonObject { ["kind"] = "Job", ["apiVersion"] = "batch/v1", ["metadata"] = meta, ["spec"] = template.ObjectAt("spec").Copy() ?? [] };
    }

    private void WriteActive(JsonObject cron, JsonObject status)
    {
        var jobs = plane.Owned(BuiltIn.Jobs, cron);
        var active = jobs.Where(job => !JobStatus.IsFinished(job)).Select(job => (JsonNode)new JsonObject
        {
            ["kind"] = "Job",
            ["namespace"] = job.Namespace(),
            ["name"] = job.Name(),
            ["uid"] = job.Uid(),
            ["apiVersion"] = "batch/v1",
            ["resourceVersion"] = job.TextAt("metadata", "resourceVersion"),
        }).ToArray();
        // The version that was seen first stays: it is only there to find the Job.
        if (status.ArrayAt("active") is { } old && old.Select(item => item.TextAt("uid")).SequenceEqual(active.Select(item => item.TextAt("uid"))))
            active = [.. old.Select(item => item!.DeepClone())];
        if (active.Length > 0)
            status["active"] = new JsonArray(active);
        else
            status.Remove("active");
        var done = jobs.Where(job => Conditions.IsTrue(job.ObjectAt("status"), "Complete")).Select(job => job.TimeAt("status", "completionTime")).Max();
        if (done is { } time && (status.TimeAt("lastSuccessfulTime") is not { } known || known < time))
            status["lastSuccessfulTime"] = KubeJson.Timestamp(time);
    }

    private void CleanUp(JsonObject cron, List<JsonObject> jobs)
    {
        Keep(jobs.Where(job => Conditions.IsTrue(job.ObjectAt("status"), "Complete")), cron.IntAt("spec", "successfulJobsHistoryLimit") ?? 3);
        Keep(jobs.Where(job => Conditions.IsTrue(job.ObjectAt("status"), "Failed")), cron.IntAt("spec", "failedJobsHistoryLimit") ?? 1);
    }

    private void Keep(IEnumerable<JsonObject> finished, int count)
    {
        foreach (var job in finished.OrderByDescending(job => job.Created()).ThenByDescending(job => job.Name(), StringComparer.Ordinal).Skip(count))
            plane.Store.Delete(BuiltIn.Jobs, job.Namespace(), job.Name());
    }

    private static TimeZoneInfo? ZoneOf(JsonObject cron)
    {
        if (cron.TextAt("spec", "timeZone") is not { Length: > 0 } name)
            return TimeZoneInfo.Utc;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
    }
}
