using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Controllers.Jobs;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Tests.Controllers;

/// <summary>Policies of Jobs. The words are those of a 1.36.2 controller.</summary>
public sealed class JobPolicyTests : IDisposable
{
    private readonly SteppedCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void ExitCodeOfAFailJobRule_EndsTheJobAtOnce()
    {
        Create("completions: 2", "parallelism: 2", "backoffLimit: 3", "podFailurePolicy: {rules: [{action: FailJob, onExitCodes: {containerName: main, operator: In, values: [42]}}]}");
        var pod = _cluster.Pods()[0].Name();
        End(pod, 42);
        _cluster.Pass(10);
        Condition("Failed").ShouldBe($"PodFailurePolicy: Container main for pod default/{pod} failed with exit code 42 matching FailJob rule at index 0");
        Condition("FailureTarget").ShouldStartWith("PodFailurePolicy: ");
        Status.IntAt("failed").ShouldBe(2);
        _cluster.Pods().ShouldHaveSingleItem().Name().ShouldBe(pod);
    }

    [Fact]
    public void Job_HasFailedOnlyWhenItsPodsHaveStopped()
    {
        Create("completions: 2", "parallelism: 2", "backoffLimit: 0");
        _cluster.Pass(5);
        var slow = _cluster.Pods()[1].Name();
        _cluster.Change(BuiltIn.Pods, slow, pod => pod.SetAnnotation("sandbox.kpanda.io/stop-seconds", "20"));
        End(_cluster.Pods()[0].Name(), 1);
        _cluster.Pass(5);
        Condition("FailureTarget").ShouldBe("BackoffLimitExceeded: Job has reached the specified backoff limit");
        Conditions.Find(Status, "Failed").ShouldBeNull();
        (Status.IntAt("failed"), Status.IntAt("active"), Status.IntAt("terminating")).ShouldBe((2, null, 1));
        _cluster.EventsOf("work").ShouldNotContain(told => told.StartsWith("BackoffLimitExceeded", StringComparison.Ordinal));
        _cluster.Pass(30);
        Condition("Failed").ShouldBe("BackoffLimitExceeded: Job has reached the specified backoff limit");
        (Status.IntAt("failed"), Status.IntAt("terminating")).ShouldBe((2, 0));
        _cluster.EventsOf("work").ShouldContain("BackoffLimitExceeded: Job has reached the specified backoff limit");
    }

    [Fact]
    public void Job_MeetsItsCriteriaBeforeItIsComplete()
    {
        Create("completions: 1");
        List<string> told = [];
        using var _ = _cluster.Store.Subscribe(BuiltIn.Jobs, change => told.Add(string.Join(',', change.Object.ToNode().ObjectsAt("status", "conditions").Select(condition => condition.TextAt("type")))));
        End(_cluster.Pods()[0].Name(), 0);
        _cluster.Pass(10);
        told.Where(conditions => conditions.Length > 0).Distinct().ShouldBe(["SuccessCriteriaMet", "SuccessCriteriaMet,Complete"]);
        Condition("Complete").ShouldBe("CompletionsReached: Reached expected number of succeeded pods");
    }

    [Fact]
    public void Job_OfAnOlderCluster_EndsInOneStep()
    {
        using var older = new SteppedCluster(version: "v1.28.15");
        older.Apply(BuiltIn.Jobs, """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: work}
            spec:
              completions: 1
              backoffLimit: 0
              template:
                metadata: {annotations: {sandbox.kpanda.io/run-seconds: "1"}}
                spec: {restartPolicy: Never, containers: [{name: main, image: busybox}]}
            """);
        older.Pass(10);
        var condition = older.Get(BuiltIn.Jobs, "work").ObjectsAt("status", "conditions").ShouldHaveSingleItem();
        condition.TextAt("type").ShouldBe("Complete");
        (condition.TextAt("reason"), condition.TextAt("message")).ShouldBe((null, null));
    }

    [Fact]
    public void IgnoredFailure_IsNotCounted_AndThePodReplaced()
    {
        Create("completions: 1", "backoffLimit: 0", "podFailurePolicy: {rules: [{action: Ignore, onExitCodes: {operator: NotIn, values: [1]}}]}");
        End(_cluster.Pods()[0].Name(), 7);
        _cluster.Pass(10);
        Status.IntAt("failed").ShouldBeNull();
        Conditions.Find(Status, "Failed").ShouldBeNull();
        _cluster.Pods().Count.ShouldBe(2);
    }

    [Fact]
    public void IndexThatFailsTooOften_IsGivenUp_AndTheJobFailsWhenTheOthersAreDone()
    {
        Create("completions: 3", "parallelism: 3", "completionMode: Indexed", "backoffLimitPerIndex: 1");
        End(Index(0).Name(), 1);
        End(Index(1).Name(), 0);
        _cluster.Pass(8);
        Status.TextAt("completedIndexes").ShouldBe("1");
        Status.TextAt("failedIndexes").ShouldBe("");
        _cluster.Pass(10);
        var again = Index(0);
        again.Annotation("batch.kubernetes.io/job-index-failure-count").ShouldBe("1");
        End(again.Name(), 1);
        _cluster.Pass(30);
        Status.TextAt("failedIndexes").ShouldBe("0");
        Conditions.Find(Status, "Failed").ShouldBeNull();
        End(Index(2).Name(), 0);
        _cluster.Pass(10);
        Condition("Failed").ShouldBe("FailedIndexes: Job has failed indexes");
        Status.TextAt("completedIndexes").ShouldBe("1,2");
        Status.IntAt("failed").ShouldBe(2);
    }

    [Fact]
    public void MoreFailedIndexesThanAllowed_EndTheJob()
    {
        Create("completions: 4", "parallelism: 4", "completionMode: Indexed", "backoffLimitPerIndex: 0", "maxFailedIndexes: 1");
        End(Index(0).Name(), 1);
        _cluster.Pass(10);
        Conditions.Find(Status, "Failed").ShouldBeNull();
        End(Index(1).Name(), 1);
        _cluster.Pass(10);
        Condition("Failed").ShouldBe("MaxFailedIndexesExceeded: Job has exceeded the specified maximal number of failed indexes");
        Status.TextAt("failedIndexes").ShouldBe("0,1");
        Status.IntAt("failed").ShouldBe(4);
        _cluster.Pods().Count.ShouldBe(2);
    }

    [Fact]
    public void FailIndexRule_GivesTheIndexUpAtOnce()
    {
        Create("completions: 2", "parallelism: 2", "completionMode: Indexed", "backoffLimitPerIndex: 3", "podFailurePolicy: {rules: [{action: FailIndex, onExitCodes: {operator: In, values: [42]}}]}");
        End(Index(0).Name(), 42);
        _cluster.Pass(10);
        Status.TextAt("failedIndexes").ShouldBe("0");
    }

    [Fact]
    public void SuccessPolicy_EndsTheJobWhenTheLeaderIsDone()
    {
        Create("completions: 3", "parallelism: 3", "completionMode: Indexed", "successPolicy: {rules: [{succeededIndexes: '0', succeededCount: 1}]}");
        End(Index(0).Name(), 0);
        _cluster.Pass(10);
        Condition("SuccessCriteriaMet").ShouldBe("SuccessPolicy: Matched rules at index 0");
        Condition("Complete").ShouldBe("SuccessPolicy: Matched rules at index 0");
        Status.IntAt("succeeded").ShouldBe(1);
        Status.IntAt("failed").ShouldBeNull();
        _cluster.Pods().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("TerminatingOrFailed", 2)]
    [InlineData("Failed", 1)]
    public void DeletedPod_IsReplacedAtOnceOrWhenItHasStopped(string policy, int whileItStops)
    {
        Create("completions: 1", $"podReplacementPolicy: {policy}");
        _cluster.Pass(5);
        // One that must be killed, and so has failed.
        _cluster.Change(BuiltIn.Pods, _cluster.Pods()[0].Name(), pod => pod.SetAnnotation("sandbox.kpanda.io/stop-seconds", "60"));
        _cluster.Store.Delete(BuiltIn.Pods, "default", _cluster.Pods()[0].Name());
        _cluster.Settle();
        _cluster.Pods().Count.ShouldBe(whileItStops);
        Status.IntAt("terminating").ShouldBe(1);
        _cluster.Pass(60);
        _cluster.Pods().Count(pod => pod.IsActive()).ShouldBe(1);
    }

    [Fact]
    public void SuspendingAndResuming_IsTold()
    {
        Create("completions: 1");
        _cluster.Change(BuiltIn.Jobs, "work", job => job["spec"]!["suspend"] = true);
        _cluster.Pass(5);
        _cluster.Pods().ShouldBeEmpty();
        _cluster.EventsOf("work").ShouldContain("Suspended: Job suspended");
        _cluster.Change(BuiltIn.Jobs, "work", job => job["spec"]!["suspend"] = false);
        _cluster.EventsOf("work").ShouldContain("Resumed: Job resumed");
        _cluster.Pods().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("Forbid", 1, 0)]
    [InlineData("Allow", 3, 0)]
    [InlineData("Replace", 1, 2)]
    public void CronJob_WhoseLastJobStillRuns_FollowsItsPolicy(string policy, int running, int first)
    {
        Cron("*/1 * * * *", $"concurrencyPolicy: {policy}");
        // From 10:07:13: the times are 10:08, 10:09 and 10:10.
        _cluster.Pass(175);
        var jobs = _cluster.Store.List(BuiltIn.Jobs, "default").Where(job => !job.Deleting).Select(job => job.Key.Name).ToList();
        jobs.Count.ShouldBe(running, string.Join(',', jobs));
        var minutes = DateTimeOffset.Parse("2026-03-02T10:08:00Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeSeconds() / 60;
        jobs[0].ShouldBe($"slow-{minutes + first}");
    }

    [Fact]
    public void CronJob_GoesByTheClockOfItsZone_AndMissesWhatIsTooLate()
    {
        Cron("0 19 * * *", "timeZone: Asia/Shanghai");
        _cluster.Pass(3600);
        _cluster.Get(BuiltIn.CronJobs, "slow").TextAt("status", "lastScheduleTime").ShouldBe("2026-03-02T11:00:00Z");
    }

    [Fact]
    public void SuspendedCronJob_StartsNothing()
    {
        Cron("*/1 * * * *", "suspend: true");
        _cluster.Pass(300);
        _cluster.Store.Count(BuiltIn.Jobs).ShouldBe(0);
    }

    [Fact]
    public void CronJob_ForgetsFailedJobsToo()
    {
        Cron("*/1 * * * *", "failedJobsHistoryLimit: 2", "sandbox/fail:1", "backoffLimit: 0");
        _cluster.Pass(600);
        _cluster.Store.List(BuiltIn.Jobs, "default").Count(job => Conditions.IsTrue(job.ToNode().ObjectAt("status"), "Failed")).ShouldBe(2);
    }

    [Theory]
    [InlineData("0,1", new[] { 0, 1 })]
    [InlineData("0-2,5,7,8", new[] { 0, 1, 2, 5, 7, 8 })]
    public void TwoIndexesInARow_AreNoRange(string text, int[] indexes)
    {
        IndexSet.Write(indexes).ShouldBe(text);
        IndexSet.Parse(text).ShouldBe(indexes);
    }

    private JsonObject Status => _cluster.Get(BuiltIn.Jobs, "work").ObjectAt("status")!;

    private string Condition(string type)
    {
        var condition = Conditions.Find(Status, type);
        condition.TextAt("status").ShouldBe("True");
        return $"{condition.TextAt("reason")}: {condition.TextAt("message")}";
    }

    private JsonObject Index(int index) => _cluster.Pods().Single(pod => pod.IsActive() && JobPods.IndexOf(pod) == index);

    // Lets a pod end with a code.
    private void End(string pod, int code) => _cluster.Change(BuiltIn.Pods, pod, item =>
    {
        item.SetAnnotation("sandbox.kpanda.io/run-seconds", "1");
        item.SetAnnotation("sandbox.kpanda.io/exit-code", $"{code}");
    });

    private void Create(params string[] more) => _cluster.Apply(BuiltIn.Jobs, $$"""
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: work
        spec:
          {{string.Join("\n  ", more)}}
          template:
            metadata:
              annotations: {sandbox.kpanda.io/run-seconds: "3600"}
            spec:
              restartPolicy: Never
              containers:
              - name: main
                image: busybox
        """);

    private void Cron(string schedule, string more, string image = "sandbox/slow:1", string job = "backoffLimit: 1") => _cluster.Apply(BuiltIn.CronJobs, $$"""
        apiVersion: batch/v1
        kind: CronJob
        metadata:
          name: slow
        spec:
          schedule: "{{schedule}}"
          {{more}}
          jobTemplate:
            spec:
              {{job}}
              template:
                metadata:
                  annotations: { {{(image == "sandbox/slow:1" ? "sandbox.kpanda.io/run-seconds: \"3600\"" : "a: b")}} }
                spec:
                  restartPolicy: Never
                  containers: [{name: c, image: "{{image}}"}]
        """);
}
