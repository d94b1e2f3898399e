using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.Jobs;

/// <summary>
/// Runs pods until enough have succeeded. A pod that ended is counted once: its tracking finalizer is taken off when the status holds it.
/// </summary>
internal sealed class JobController(ControlPlane plane) : IController
{
    private const string Component = "job-controller";
    private const string Tracking = "batch.kubernetes.io/job-tracking";

    public IReadOnlyList<GroupResource>? Watched { get; } = [BuiltIn.Jobs, BuiltIn.Pods];

    public void Observe(StoreEvent change, Action<ObjectKey> enqueue)
    {
        if (change.Object.Resource == BuiltIn.Jobs)
            enqueue(change.Object.Key);
        else if (ControlPlane.ControllerOf(change.Object, "Job") is { } owner)
            enqueue(owner);
    }

    public TimeSpan? Reconcile(ObjectKey key)
    {
        var found = plane.Get(BuiltIn.Jobs, key);
        ReleaseOrphans(key, found?.Uid());
        if (found is not { } job)
            return null;
        var pods = plane.Owned(BuiltIn.Pods, job);
        if (job.IsDeleting())
            return Release(pods);
        if (JobStatus.IsFinished(job))
        {
            Release(pods);
            return Expire(job, key);
        }
        var status = job.ObjectAt("status").Copy() ?? [];
        Count(job, pods, status);
        var wait = Advance(job, status, pods);
        CountActive(job, status);
        plane.WriteStatus(BuiltIn.Jobs, key, status);
        Release(pods.Where(pod => pod.HasEnded() || pod.LongAt("metadata", "deletionGracePeriodSeconds") == 0));
        return wait;
    }

    // Nobody counts the pods of a Job that is gone, or whose name another has now.
    private void ReleaseOrphans(ObjectKey key, string? uid) =>
        Release([.. plane.Store.List(BuiltIn.Pods, key.Namespace)
            .Where(pod => pod.Deleting && ControlPlane.ControllerOf(pod, "Job") == key && (uid is null || !pod.OwnerUids.Contains(uid))).Select(pod => pod.ToNode())]);

    private TimeSpan? Advance(JsonObject job, JsonObject status, List<JsonObject> pods)
    {
        var now = plane.Now;
        if (job.BoolAt("spec", "suspend") == true)
        {
            Suspend(status, pods);
            return null;
        }
        status["startTime"] ??= KubeJson.Timestamp(now);
        if (Conditions.IsTrue(status, "Suspended"))
        {
            JobStatus.Set(status, "Suspended", false, "JobResumed", "Job resumed", now);
            status["startTime"] = KubeJson.Timestamp(now);
        }
        var failed = status.IntAt("failed") ?? 0;
        if (failed > (job.IntAt("spec", "backoffLimit") ?? 6))
            return Fail(job, status, pods, "BackoffLimitExceeded", "Job has reached the specified backoff limit");
        var deadline = job.LongAt("spec", "activeDeadlineSeconds") is { } seconds ? (status.TimeAt("startTime") ?? now).AddSeconds(seconds) : (DateTimeOffset?)null;
        if (deadline <= now)
            return Fail(job, status, pods, "DeadlineExceeded", "Job was active longer than specified deadline");
        if (IsComplete(job, status, pods))
            return Complete(job, status);
        var wait = Start(job, status, pods);
        return deadline - now is { } left && (wait is null || left < wait) ? left : wait;
    }

    private static bool IsComplete(JsonObject job, JsonObject status, List<JsonObject> pods)
    {
        var succeeded = status.IntAt("succeeded") ?? 0;
        // Without a number of completions, the first success ends the work once no pod runs any more.
        return job.IntAt("spec", "completions") is { } wanted ? succeeded >= wanted : succeeded > 0 && pods.All(pod => !pod.IsActive());
    }

    private TimeSpan? Start(JsonObject job, JsonObject status, List<JsonObject> pods)
    {
        var active = pods.Count(pod => pod.IsActive());
        var succeeded = status.IntAt("succeeded") ?? 0;
        var parallelism = job.IntAt("spec", "parallelism") ?? 1;
        var wanted = job.IntAt("spec", "completions") is { } completions ? Math.Min(parallelism, completions - succeeded) : succeeded > 0 ? 0 : parallelism;
        foreach (var extra in pods.Where(pod => pod.IsActive()).Skip(Math.Max(0, wanted)))
            plane.Store.Delete(BuiltIn.Pods, extra.Namespace(), extra.Name());
        if (active >= wanted)
            return null;
        if (RetryAt(status, pods) is { } retry && retry > plane.Now)
            return retry - plane.Now;
        foreach (var index in NextIndexes(job, status, pods, wanted - active))
        {
            if (plane.CreatePod(job, JobPods.Make(job, index, plane.Random), Component) is not null)
                return ControlPlane.AfterRefusal;
        }
        return null;
    }

    /// <summary>Ten seconds after the first failure, doubled by each further one, up to ten minutes.</summary>
    private static DateTimeOffset? RetryAt(JsonObject status, List<JsonObject> pods)
    {
        var failed = status.IntAt("failed") ?? 0;
        var last = pods.Where(pod => pod.TextAt("status", "phase") == "Failed")
            .SelectMany(pod => pod.ObjectsAt("status", "containerStatuses"))
            .Select(entry => entry.TimeAt("state", "terminated", "finishedAt")).Max();
        return failed == 0 || last is null ? null : last + TimeSpan.FromSeconds(Math.Min(600, 10 * Math.Pow(2, failed - 1)));
    }

    private static IEnumerable<int?> NextIndexes(JsonObject job, JsonObject status, List<JsonObject> pods, int count)
    {
        if (!JobPods.IsIndexed(job))
            return Enumerable.Repeat<int?>(null, count);
        var done = IndexSet.Parse(status.TextAt("completedIndexes"));
        var taken = pods.Where(pod => pod.IsActive()).Select(JobPods.IndexOf).Concat(done).ToHashSet();
        return Enumerable.Range(0, job.IntAt("spec", "completions") ?? 0).Where(index => !taken.Contains(index)).Take(count).Select(index => (int?)index);
    }

    private static void Count(JsonObject job, List<JsonObject> pods, JsonObject status)
    {
        var fresh = pods.Where(pod => pod.HasEnded() && IsTracked(pod)).ToList();
        status.SetOrOmit("failed", (status.IntAt("failed") ?? 0) + fresh.Count(pod => pod.TextAt("status", "phase") == "Failed"));
        var good = fresh.Where(pod => pod.TextAt("status", "phase") == "Succeeded").ToList();
        if (!JobPods.IsIndexed(job))
        {
            status.SetOrOmit("succeeded", (status.IntAt("succeeded") ?? 0) + good.Count);
            return;
        }
        var done = IndexSet.Parse(status.TextAt("completedIndexes")).Concat(good.Select(JobPods.IndexOf)).Where(index => index >= 0).ToHashSet();
        status.SetOrOmit("succeeded", done.Count);
        status["completedIndexes"] = IndexSet.Write(done);
    }

    private void CountActive(JsonObject job, JsonObject status)
    {
        var pods = JobStatus.IsFinished(new JsonObject { ["status"] = status.DeepClone() }) ? [] : plane.Owned(BuiltIn.Pods, job).Where(pod => pod.IsActive()).ToList();
        status.SetOrOmit("active", pods.Count);
        status["ready"] = pods.Count(pod => pod.IsReady());
        status["terminating"] = 0;
        status["uncountedTerminatedPods"] = new JsonObject();
    }

    private TimeSpan? Complete(JsonObject job, JsonObject status)
    {
        const string Message = "Reached expected number of succeeded pods";
        status["completionTime"] = KubeJson.Timestamp(plane.Now);
        JobStatus.Set(status, "SuccessCriteriaMet", true, "CompletionsReached", Message, plane.Now);
        JobStatus.Set(status, "Complete", true, "CompletionsReached", Message, plane.Now);
        plane.Events.Record(job, "Normal", "Completed", "Job completed", Component);
        return null;
    }

    private TimeSpan? Fail(JsonObject job, JsonObject status, List<JsonObject> pods, string reason, string message)
    {
        foreach (var pod in pods.Where(pod => pod.IsActive()))
            plane.Store.Delete(BuiltIn.Pods, pod.Namespace(), pod.Name());
        JobStatus.Set(status, "FailureTarget", true, reason, message, plane.Now);
        JobStatus.Set(status, "Failed", true, reason, message, plane.Now);
        plane.Events.Record(job, "Warning", reason, message, Component);
        return null;
    }

    private void Suspend(JsonObject status, List<JsonObject> pods)
    {
        foreach (var pod in pods.Where(pod => pod.IsActive()))
            plane.Store.Delete(BuiltIn.Pods, pod.Namespace(), pod.Name());
        status.Remove("startTime");
        JobStatus.Set(status, "Suspended", true, "JobSuspended", "Job suspended", plane.Now);
    }

    private TimeSpan? Expire(JsonObject job, ObjectKey key)
    {
        if (job.LongAt("spec", "ttlSecondsAfterFinished") is not { } life)
            return null;
        var finished = job.ObjectsAt("status", "conditions").Where(condition => condition.TextAt("type") is "Complete" or "Failed").Select(condition => condition.TimeAt("lastTransitionTime")).Max() ?? plane.Now;
        var left = finished.AddSeconds(life) - plane.Now;
        if (left > TimeSpan.Zero)
            return left;
        plane.Store.Delete(BuiltIn.Jobs, key.Namespace, key.Name);
        return null;
    }

    private static bool IsTracked(JsonObject pod) => pod.ArrayAt("metadata", "finalizers").Texts().Contains(Tracking);

    private TimeSpan? Release(IEnumerable<JsonObject> pods)
    {
        foreach (var pod in pods.Where(IsTracked))
            plane.RemoveFinalizer(BuiltIn.Pods, pod.Key(), Tracking);
        return null;
    }
}
