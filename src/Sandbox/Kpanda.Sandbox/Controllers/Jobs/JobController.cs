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
        var fatal = Count(job, pods, status);
        var decided = JobStatus.Decision(status) is not null;
        TimeSpan? wait = null;
        if (decided)
            Stop(job, pods);
        else
            wait = Advance(job, status, pods, fatal);
        CountActive(job, status);
        plane.WriteStatus(BuiltIn.Jobs, key, status);
        // Once it is decided how a Job ends, whatever its pods come to is counted already.
        var ends = JobStatus.Decision(status) is not null;
        Release(pods.Where(pod => ends || pod.HasEnded() || pod.LongAt("metadata", "deletionGracePeriodSeconds") == 0));
        if (ends && !JobStatus.IsFinished(new JsonObject { ["status"] = status.DeepClone() }))
            End(job, key, status);
        return wait;
    }

    // The second step: no pod stops any more.
    private void End(JsonObject job, ObjectKey key, JsonObject status)
    {
        CountActive(job, status);
        if (JobStatus.Decision(status) is not var (interim, final) || status.IntAt("terminating") > 0)
            return;
        Conclude(job, status, final, interim.TextAt("reason"), interim.TextAt("message"));
        plane.WriteStatus(BuiltIn.Jobs, key, status);
    }

    // Nobody counts the pods of a Job that is gone, or whose name another has now.
    private void ReleaseOrphans(ObjectKey key, string? uid) =>
        Release([.. plane.Store.List(BuiltIn.Pods, key.Namespace)
            .Where(pod => pod.Deleting && ControlPlane.ControllerOf(pod, "Job") == key && (uid is null || !pod.OwnerUids.Contains(uid))).Select(pod => pod.ToNode())]);

    private TimeSpan? Advance(JsonObject job, JsonObject status, List<JsonObject> pods, string? fatal)
    {
        var now = plane.Now;
        if (job.BoolAt("spec", "suspend") == true)
        {
            Suspend(job, status, pods);
            return null;
        }
        status["startTime"] ??= KubeJson.Timestamp(now);
        if (Conditions.IsTrue(status, "Suspended"))
        {
            JobStatus.Set(status, "Suspended", false, "JobResumed", "Job resumed", now);
            plane.Events.Record(job, "Normal", "Resumed", "Job resumed", Component);
            status["startTime"] = KubeJson.Timestamp(now);
        }
        if (fatal is not null)
            return Fail(job, status, pods, "PodFailurePolicy", fatal);
        var indexes = new JobIndexes(job, status, pods);
        if (job.IntAt("spec", "maxFailedIndexes") is { } most && indexes.Failed.Count > most)
            return Fail(job, status, pods, "MaxFailedIndexesExceeded", "Job has exceeded the specified maximal number of failed indexes");
        var failed = status.IntAt("failed") ?? 0;
        if (!indexes.CountsByIndex && failed > (job.IntAt("spec", "backoffLimit") ?? 6))
            return Fail(job, status, pods, "BackoffLimitExceeded", "Job has reached the specified backoff limit");
        var deadline = job.LongAt("spec", "activeDeadlineSeconds") is { } seconds ? (status.TimeAt("startTime") ?? now).AddSeconds(seconds) : (DateTimeOffset?)null;
        if (deadline <= now)
            return Fail(job, status, pods, "DeadlineExceeded", "Job was active longer than specified deadline");
        if (JobPolicies.OnSuccess(job, indexes.Completed) is { } met)
        {
            Stop(job, pods);
            return Complete(job, status, "SuccessPolicy", met);
        }
        if (IsComplete(job, status, pods))
            return Complete(job, status, "CompletionsReached", "Reached expected number of succeeded pods");
        if (indexes.Failed.Count > 0 && indexes.AreDecided)
            return Fail(job, status, pods, "FailedIndexes", "Job has failed indexes");
        var wait = Start(job, status, pods, indexes);
        return deadline - now is { } left && (wait is null || left < wait) ? left : wait;
    }

    private static bool IsComplete(JsonObject job, JsonObject status, List<JsonObject> pods)
    {
        var succeeded = status.IntAt("succeeded") ?? 0;
        // Without a number of completions, the first success ends the work once no pod runs any more.
        return job.IntAt("spec", "completions") is { } wanted ? succeeded >= wanted : succeeded > 0 && pods.All(pod => !pod.IsActive());
    }

    private TimeSpan? Start(JsonObject job, JsonObject status, List<JsonObject> pods, JobIndexes indexes)
    {
        // A pod that stops still has its place where it is replaced only when it has failed.
        var late = job.TextAt("spec", "podReplacementPolicy") == "Failed";
        var taken = pods.Where(pod => pod.IsActive() || (late && !pod.HasEnded())).ToList();
        var succeeded = status.IntAt("succeeded") ?? 0;
        var parallelism = job.IntAt("spec", "parallelism") ?? 1;
        var wanted = job.IntAt("spec", "completions") is { } completions ? Math.Min(parallelism, completions - succeeded - indexes.Failed.Count) : succeeded > 0 ? 0 : parallelism;
        Stop(job, pods.Where(pod => pod.IsActive()).Skip(Math.Max(0, wanted)));
        if (taken.Count >= wanted)
            return null;
        if (!indexes.CountsByIndex && RetryAt(status, pods) is { } retry && retry > plane.Now)
            return retry - plane.Now;
        TimeSpan? wait = null;
        IEnumerable<int?> places = JobPods.IsIndexed(job) ? indexes.Wanted(taken).Select(index => (int?)index) : Enumerable.Repeat<int?>(null, wanted - taken.Count);
        var room = wanted - taken.Count;
        foreach (var index in places)
        {
            if (room == 0)
                break;
            if (index is { } number && indexes.RetryAt(number) is { } due && due > plane.Now)
            {
                wait = wait is null || due - plane.Now < wait ? due - plane.Now : wait;
                continue;
            }
            var pod = JobPods.Make(job, index, plane.Random);
            if (index is { } place)
                indexes.Mark(pod, place);
            if (plane.CreatePod(job, pod, Component, index is null ? "" : pod.Annotation(JobPods.IndexAnnotation) ?? "") is not null)
                return ControlPlane.AfterRefusal;
            room--;
        }
        return wait;
    }

    private void Stop(JsonObject job, IEnumerable<JsonObject> pods)
    {
        foreach (var pod in pods.Where(pod => pod.IsActive()).ToList())
        {
            plane.Store.Delete(BuiltIn.Pods, pod.Namespace(), pod.Name());
            plane.Events.Record(job, "Normal", "SuccessfulDelete", $"Deleted pod: {pod.Name()}", Component);
        }
    }

    /// <summary>Ten seconds after the first failure, doubled by each further one, up to ten minutes.</summary>
    private static DateTimeOffset? RetryAt(JsonObject status, List<JsonObject> pods)
    {
        var failed = status.IntAt("failed") ?? 0;
        var last = pods.Where(pod => pod.TextAt("status", "phase") == "Failed").Select(JobPods.EndOf).Max();
        return failed == 0 || last is null ? null : last + TimeSpan.FromSeconds(Math.Min(600, 10 * Math.Pow(2, failed - 1)));
    }

    /// <summary>Counts the pods that ended since the last look. Returns why the Job has failed by its policy for pods, or null.</summary>
    private static string? Count(JsonObject job, List<JsonObject> pods, JsonObject status)
    {
        var fresh = pods.Where(pod => pod.HasEnded() && IsTracked(pod)).ToList();
        var judged = fresh.Where(pod => pod.TextAt("status", "phase") == "Failed").Select(pod => (Pod: pod, Verdict: JobPolicies.OnFailure(job, pod))).ToList();
        status.SetOrOmit("failed", (status.IntAt("failed") ?? 0) + judged.Count(item => item.Verdict.Action != "Ignore"));
        var good = fresh.Where(pod => pod.TextAt("status", "phase") == "Succeeded").ToList();
        var fatal = judged.FirstOrDefault(item => item.Verdict.Action == "FailJob").Verdict.Message;
        if (!JobPods.IsIndexed(job))
        {
            status.SetOrOmit("succeeded", (status.IntAt("succeeded") ?? 0) + good.Count);
            return fatal;
        }
        var indexes = new JobIndexes(job, status, pods);
        indexes.Completed.UnionWith(good.Select(JobPods.IndexOf).Where(index => index >= 0));
        indexes.Failed.UnionWith(judged.Where(item => indexes.IsLastFailure(item.Pod, item.Verdict.Action)).Select(item => JobPods.IndexOf(item.Pod)));
        status.SetOrOmit("succeeded", indexes.Completed.Count);
        status["completedIndexes"] = IndexSet.Write(indexes.Completed);
        if (indexes.CountsByIndex)
            status["failedIndexes"] = IndexSet.Write(indexes.Failed);
        return fatal;
    }

    private void CountActive(JsonObject job, JsonObject status)
    {
        var pods = JobStatus.IsFinished(new JsonObject { ["status"] = status.DeepClone() }) ? [] : plane.Owned(BuiltIn.Pods, job).Where(pod => pod.IsActive()).ToList();
        status.SetOrOmit("active", pods.Count);
        status["ready"] = pods.Count(pod => pod.IsReady());
        status["terminating"] = plane.Owned(BuiltIn.Pods, job).Count(pod => pod.IsDeleting() && !pod.HasEnded());
        status["uncountedTerminatedPods"] = new JsonObject();
    }

    private TimeSpan? Complete(JsonObject job, JsonObject status, string reason, string message)
    {
        if (EndsInTwoSteps)
            JobStatus.Set(status, "SuccessCriteriaMet", true, reason, message, plane.Now);
        else
            Conclude(job, status, "Complete", null, null);
        return null;
    }

    private TimeSpan? Fail(JsonObject job, JsonObject status, List<JsonObject> pods, string reason, string message)
    {
        // Those that are stopped have failed as well.
        status.SetOrOmit("failed", (status.IntAt("failed") ?? 0) + pods.Count(pod => pod.IsActive()));
        Stop(job, pods);
        if (EndsInTwoSteps || (reason == "PodFailurePolicy" && plane.Cluster.Minor >= ClusterVersion.PodFailurePolicies))
            JobStatus.Set(status, "FailureTarget", true, reason, message, plane.Now);
        if (!EndsInTwoSteps)
            Conclude(job, status, "Failed", reason, message);
        return null;
    }

    private bool EndsInTwoSteps => plane.Cluster.Minor >= ClusterVersion.JobsEndInTwoSteps;

    private void Conclude(JsonObject job, JsonObject status, string type, string? reason, string? message)
    {
        JobStatus.Set(status, type, true, reason, message, plane.Now);
        if (type == "Complete")
        {
            status["completionTime"] = KubeJson.Timestamp(plane.Now);
            plane.Events.Record(job, "Normal", "Completed", "Job completed", Component);
        }
        else
        {
            plane.Events.Record(job, "Warning", reason!, message!, Component);
        }
    }

    private void Suspend(JsonObject job, JsonObject status, List<JsonObject> pods)
    {
        Stop(job, pods);
        status.Remove("startTime");
        if (!Conditions.IsTrue(status, "Suspended"))
            plane.Events.Record(job, "Normal", "Suspended", "Job suspended", Component);
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
