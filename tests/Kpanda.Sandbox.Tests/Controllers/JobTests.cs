using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Controllers.Jobs;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Tests.Controllers;

public sealed class JobTests : IDisposable
{
    private readonly SteppedCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void Job_RunsAsManyAtOnceAsItMay_UntilEnoughAreDone()
    {
        Create("busybox", "completions: 5", "parallelism: 2");
        for (var i = 0; i < 100; i++)
        {
            _cluster.Pods().Count(pod => pod.IsActive()).ShouldBeLessThanOrEqualTo(2);
            _cluster.Pass(0.5);
        }
        Status.IntAt("succeeded").ShouldBe(5);
        Conditions.IsTrue(Status, "Complete").ShouldBeTrue();
        Status.IntAt("active").ShouldBeNull();
        _cluster.Pods().Select(pod => pod.ArrayAt("metadata", "finalizers")).ShouldAllBe(list => list == null);
        _cluster.EventsOf("work").ShouldContain("Completed: Job completed");
    }

    [Fact]
    public void FailingJob_TriesAgainLaterAndLater_ThenGivesUp()
    {
        Create("sandbox/fail:1", "backoffLimit: 2", "completions: 1");
        _cluster.Pass(12);
        Status.IntAt("failed").ShouldBe(1);
        _cluster.Pass(200);
        Status.IntAt("failed").ShouldBe(3);
        Conditions.Find(Status, "Failed").TextAt("reason").ShouldBe("BackoffLimitExceeded");
        _cluster.Pods().Count.ShouldBe(3);
    }

    [Fact]
    public void IndexedJob_GivesEachIndexItsPod()
    {
        Create("busybox", "completions: 3", "parallelism: 3", "completionMode: Indexed");
        _cluster.Pods().Select(JobPods.IndexOf).Order().ShouldBe([0, 1, 2]);
        _cluster.Pass(30);
        Status.TextAt("completedIndexes").ShouldBe("0-2");
    }

    [Fact]
    public void SuspendedJob_StopsItsPods_AndGoesOnWhenResumed()
    {
        Create("busybox", "completions: 1", "suspend: true");
        _cluster.Pods().ShouldBeEmpty();
        Conditions.IsTrue(Status, "Suspended").ShouldBeTrue();
        _cluster.Change(BuiltIn.Jobs, "work", job => job["spec"]!["suspend"] = false);
        _cluster.Pass(20);
        Conditions.IsTrue(Status, "Complete").ShouldBeTrue();
    }

    [Fact]
    public void FinishedJob_IsForgottenAfterItsTime_WithItsPods()
    {
        Create("busybox", "completions: 1", "ttlSecondsAfterFinished: 30");
        _cluster.Pass(20);
        Conditions.IsTrue(Status, "Complete").ShouldBeTrue();
        _cluster.Pass(40);
        _cluster.Store.Get(BuiltIn.Jobs, "default", "work").ShouldBeNull();
        _cluster.Pods().ShouldBeEmpty();
    }

    [Fact]
    public void SlowJob_EndsAtItsDeadline()
    {
        Create("sandbox/slow:1", "completions: 1", "activeDeadlineSeconds: 10");
        _cluster.Pass(30);
        Conditions.Find(Status, "Failed").TextAt("reason").ShouldBe("DeadlineExceeded");
        _cluster.Pods().ShouldBeEmpty();
    }

    [Fact]
    public void CronJob_StartsJobsOnTime_AndKeepsTheLastThree()
    {
        _cluster.Apply(BuiltIn.CronJobs, """
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: tick}
            spec:
              schedule: "*/10 * * * *"
              successfulJobsHistoryLimit: 3
              jobTemplate:
                spec:
                  completions: 1
                  template:
                    spec:
                      restartPolicy: Never
                      containers: [{name: c, image: busybox}]
            """);
        _cluster.Store.Count(BuiltIn.Jobs).ShouldBe(0);
        _cluster.Pass(3600);
        _cluster.Store.List(BuiltIn.Jobs).Count.ShouldBe(3);
        var status = _cluster.Get(BuiltIn.CronJobs, "tick").ObjectAt("status");
        status.TextAt("lastScheduleTime").ShouldBe("2026-03-02T11:00:00Z");
        status.TimeAt("lastSuccessfulTime").ShouldNotBeNull();
        _cluster.Pods().Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("*/15 * * * *", "2026-03-02T10:07:00Z", "2026-03-02T10:15:00Z")]
    [InlineData("0 2 * * *", "2026-03-02T10:07:00Z", "2026-03-03T02:00:00Z")]
    [InlineData("30 8 1 jan *", "2026-03-02T10:07:00Z", "2027-01-01T08:30:00Z")]
    [InlineData("0 0 13 * fri", "2026-03-02T10:07:00Z", "2026-03-06T00:00:00Z")]
    [InlineData("0 12 * * 7", "2026-03-02T10:07:00Z", "2026-03-08T12:00:00Z")]
    [InlineData("5-10/5,50 * 29 2 *", "2026-03-02T10:07:00Z", "2028-02-29T00:05:00Z")]
    [InlineData("@hourly", "2026-03-02T10:00:00Z", "2026-03-02T11:00:00Z")]
    public void Schedule_NamesTheNextTime(string schedule, string from, string next)
    {
        var parsed = CronSchedule.Parse(schedule).ShouldNotBeNull();
        parsed.After(DateTimeOffset.Parse(from, System.Globalization.CultureInfo.InvariantCulture), TimeZoneInfo.Utc)
            .ShouldBe(DateTimeOffset.Parse(next, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("* * * *")]
    [InlineData("60 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("5-1 * * * *")]
    [InlineData("monday * * * *")]
    public void NoSchedule_IsRefused(string schedule) => CronSchedule.Parse(schedule).ShouldBeNull();

    [Theory]
    [InlineData("0-2,4,6,7", new[] { 0, 1, 2, 4, 6, 7 })]
    [InlineData("", new int[0])]
    public void Indexes_AreWrittenAsRanges(string text, int[] indexes)
    {
        IndexSet.Parse(text).ShouldBe(indexes);
        IndexSet.Write(indexes).ShouldBe(text);
    }

    private JsonObject Status => _cluster.Get(BuiltIn.Jobs, "work").ObjectAt("status")!;

    private void Create(string image, params string[] more) => _cluster.Apply(BuiltIn.Jobs, $"""
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: work
        spec:
          {string.Join("\n  ", more)}
          template:
            spec:
              restartPolicy: Never
              containers:
              - name: main
                image: {image}
        """);
}
