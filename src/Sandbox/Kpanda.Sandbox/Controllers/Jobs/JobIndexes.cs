using System.Globalization;
using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Controllers.Jobs;

/// <summary>Which indexes of a Job are done, have failed for good, or are to be tried (again), and when.</summary>
internal sealed class JobIndexes
{
    private const string Failures = "batch.kubernetes.io/job-index-failure-count";

    private readonly JsonObject _job;
    private readonly Dictionary<int, (int Count, DateTimeOffset? At)> _tries = [];

    public JobIndexes(JsonObject job, JsonObject status, IReadOnlyList<JsonObject> pods)
    {
        _job = job;
        Completed = [.. IndexSet.Parse(status.TextAt("completedIndexes"))];
        Failed = [.. IndexSet.Parse(status.TextAt("failedIndexes"))];
        foreach (var pod in pods.Where(pod => pod.TextAt("status", "phase") == "Failed"))
        {
            var index = JobPods.IndexOf(pod);
            var count = FailuresOf(pod) + (JobPolicies.OnFailure(job, pod).Action == "Ignore" ? 0 : 1);
            if (!_tries.TryGetValue(index, out var known) || known.Count <= count)
                _tries[index] = (count, JobPods.EndOf(pod));
        }
    }

    public HashSet<int> Completed { get; }

    public HashSet<int> Failed { get; }

    /// <summary>How often each index may fail; null where only failures of the whole Job are counted.</summary>
    private int? Limit => _job.IntAt("spec", "backoffLimitPerIndex");

    public bool CountsByIndex => Limit is not null;

    /// <summary>Whether every index is done or has failed.</summary>
    public bool AreDecided => Completed.Count + Failed.Count >= (_job.IntAt("spec", "completions") ?? 0);

    /// <summary>The number of failures that the annotation of a pod tells: those of its index before it.</summary>
    public static int FailuresOf(JsonObject pod) => int.TryParse(pod.Annotation(Failures), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;

    /// <summary>Whether the failure of a pod was the last that its index may have.</summary>
    public bool IsLastFailure(JsonObject pod, string action) => Limit is { } limit && (action == "FailIndex" || (action != "Ignore" && FailuresOf(pod) >= limit));

    /// <summary>How often an index has failed.</summary>
    public int TriesOf(int index) => _tries.GetValueOrDefault(index).Count;

    /// <summary>When an index may be tried again: ten seconds after its first failure, doubled by each further one, up to ten minutes.</summary>
    public DateTimeOffset? RetryAt(int index) =>
        CountsByIndex && _tries.TryGetValue(index, out var tries) && tries.Count > 0 ? tries.At + TimeSpan.FromSeconds(Math.Min(600, 10 * Math.Pow(2, tries.Count - 1))) : null;

    /// <summary>The indexes that want a pod: the lowest first.</summary>
    public IEnumerable<int> Wanted(IEnumerable<JsonObject> taken)
    {
        var busy = taken.Select(JobPods.IndexOf).ToHashSet();
        return Enumerable.Range(0, _job.IntAt("spec", "completions") ?? 0).Where(index => !busy.Contains(index) && !Completed.Contains(index) && !Failed.Contains(index));
    }

    /// <summary>Tells a new pod how often its index has failed.</summary>
    public void Mark(JsonObject pod, int index)
    {
        if (CountsByIndex)
            pod.SetAnnotation(Failures, TriesOf(index).ToString(CultureInfo.InvariantCulture));
    }
}
