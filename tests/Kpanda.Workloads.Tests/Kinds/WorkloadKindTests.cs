using Kpanda.Resources.Tests;
using Kpanda.Search.Kinds;
using Kpanda.Workloads.Kinds;
using static Kpanda.Search.Kinds.StatusSeverity;

namespace Kpanda.Workloads.Tests.Kinds;

public sealed class WorkloadKindTests
{
    [Theory]
    [InlineData("deployments", """{"spec":{"replicas":4},"status":{"replicas":5,"readyReplicas":3,"updatedReplicas":2,"availableReplicas":1}}""", 750, 5, 2, 1)]
    [InlineData("deployments", """{"spec":{"replicas":0},"status":{}}""", 1000, 0, 0, 0)]
    [InlineData("daemonsets", """{"status":{"desiredNumberScheduled":8,"currentNumberScheduled":7,"numberReady":2,"updatedNumberScheduled":6,"numberAvailable":1}}""", 250, 7, 6, 1)]
    public void Lists_AreSortedByTheCountsThatTheyShow(string resource, string json, long ready, long current, long updated, long available)
    {
        using var obj = System.Text.Json.JsonDocument.Parse(json);
        var values = resource == "daemonsets" ? new DaemonSetKind().SortedValues : new DeploymentKind().SortedValues;
        new[] { "ready", "current", "updated", "available" }.Select(name => values[name].Key(obj.RootElement))
            .ShouldBe(new[] { ready, current, updated, available }.Select(number => SortedValue.Number(_ => number).Key(obj.RootElement)));
    }

    [Theory]
    [InlineData("running", "Running", Healthy, "")]
    [InlineData("rolling-out", "Waiting", Progressing, "workload.rollingOut")]
    [InlineData("replacing", "Waiting", Progressing, "workload.replacing")]
    [InlineData("new", "Waiting", Progressing, "workload.rollingOut")]
    [InlineData("unobserved", "Waiting", Progressing, "workload.unobserved")]
    [InlineData("deadline", "Not_Ready", Failing, "deployment.deadline")]
    [InlineData("partly-down", "Not_Ready", Warning, "workload.unavailable")]
    [InlineData("down", "Not_Ready", Failing, "workload.unavailable")]
    [InlineData("quota", "Not_Ready", Failing, "workload.podsRefused")]
    [InlineData("stopped", "Stopped", Idle, "")]
    [InlineData("stopping", "Waiting", Progressing, "workload.scalingDown")]
    [InlineData("paused", "Waiting", Idle, "deployment.paused")]
    [InlineData("deleting", "Deleting", Progressing, "workload.deleting")]
    public void Deployment_SaysHowItIsAndWhy(string fixture, string state, StatusSeverity severity, string reason) =>
        Check(new DeploymentKind(), $"deployment/{fixture}", state, severity, reason);

    [Theory]
    [InlineData("running", "Running", Healthy, "")]
    [InlineData("rolling-out", "Waiting", Progressing, "workload.rollingOut")]
    [InlineData("partition", "Running", Healthy, "")]
    [InlineData("on-delete", "Running", Healthy, "")]
    [InlineData("starting", "Waiting", Progressing, "workload.starting")]
    [InlineData("never-started", "Not_Ready", Failing, "workload.unavailable")]
    [InlineData("partly-down", "Not_Ready", Warning, "workload.unavailable")]
    [InlineData("stopped", "Stopped", Idle, "")]
    [InlineData("scaling-down", "Waiting", Progressing, "workload.scalingDown")]
    [InlineData("deleting", "Deleting", Progressing, "workload.deleting")]
    public void StatefulSet_SaysHowItIsAndWhy(string fixture, string state, StatusSeverity severity, string reason) =>
        Check(new StatefulSetKind(), $"statefulset/{fixture}", state, severity, reason);

    [Theory]
    [InlineData("running", "Running", Healthy, "")]
    [InlineData("rolling-out", "Waiting", Progressing, "workload.rollingOut")]
    [InlineData("no-nodes", "Stopped", Idle, "daemonSet.noNodes")]
    [InlineData("partly-down", "Not_Ready", Warning, "workload.unavailable")]
    [InlineData("down", "Not_Ready", Failing, "workload.unavailable")]
    [InlineData("starting", "Waiting", Progressing, "workload.starting")]
    public void DaemonSet_SaysHowItIsAndWhy(string fixture, string state, StatusSeverity severity, string reason) =>
        Check(new DaemonSetKind(), $"daemonset/{fixture}", state, severity, reason);

    [Theory]
    [InlineData("running", "Running", Healthy, "")]
    [InlineData("old", "Stopped", Idle, "")]
    [InlineData("scaling-down", "Waiting", Progressing, "workload.scalingDown")]
    [InlineData("down", "Not_Ready", Failing, "workload.unavailable")]
    [InlineData("starting", "Waiting", Progressing, "workload.starting")]
    [InlineData("quota", "Not_Ready", Failing, "workload.podsRefused")]
    public void ReplicaSet_SaysHowItIsAndWhy(string fixture, string state, StatusSeverity severity, string reason) =>
        Check(new ReplicaSetKind(), $"replicaset/{fixture}", state, severity, reason);

    [Theory]
    [InlineData("running", "Running", Healthy, "")]
    [InlineData("waiting", "Waiting", Progressing, "job.waiting")]
    [InlineData("retrying", "Running", Warning, "job.retrying")]
    [InlineData("suspended", "Waiting", Idle, "job.suspended")]
    [InlineData("completed", "Completed", Idle, "")]
    [InlineData("failed", "Failed", Failing, "job.failed")]
    [InlineData("deadline", "Failed", Failing, "job.deadline")]
    [InlineData("deleting", "Deleting", Progressing, "workload.deleting")]
    public void Job_SaysHowItIsAndWhy(string fixture, string state, StatusSeverity severity, string reason) =>
        Check(new JobKind(), $"job/{fixture}", state, severity, reason);

    [Theory]
    [InlineData("waiting", "Waiting_CronJob", Healthy, "")]
    [InlineData("active", "Activated_CronJob", Healthy, "")]
    [InlineData("suspended", "Stopped_CronJob", Idle, "cronJob.suspended")]
    [InlineData("deleting", "Deleting_CronJob", Progressing, "workload.deleting")]
    public void CronJob_SaysHowItIsAndWhy(string fixture, string state, StatusSeverity severity, string reason) =>
        Check(new CronJobKind(), $"cronjob/{fixture}", state, severity, reason);

    [Fact]
    public void Deployment_IsPublished()
    {
        var deployment = Fixture.Published(new DeploymentKind(), "deployment/full");

        deployment.GetProperty("revision").GetString().ShouldBe("7");
        deployment.GetProperty("status").GetProperty("state").GetString().ShouldBe("Running");
        deployment.GetProperty("status").GetProperty("conditions")[0].GetProperty("lastUpdateTime").GetString().ShouldBe("2026-11-21T08:01:00Z");
        var spec = deployment.GetProperty("spec");
        spec.GetProperty("strategy").GetProperty("rollingUpdate").ToString().ShouldBe("""{"maxSurge":"25%","maxUnavailable":"1"}""");
        spec.GetProperty("paused").GetBoolean().ShouldBeFalse();
        spec.GetProperty("template").GetProperty("spec").GetProperty("containers")[0].GetProperty("image").GetString().ShouldBe("registry.local/cart:1.4");
    }

    [Fact]
    public void StatefulSet_IsPublishedWithItsClaims()
    {
        var set = Fixture.Published(new StatefulSetKind(), "statefulset/full");

        var claim = set.GetProperty("spec").GetProperty("volumeClaimTemplates")[0];
        claim.GetProperty("metadata").GetProperty("name").GetString().ShouldBe("data");
        claim.GetProperty("spec").GetProperty("resources").GetProperty("requests").GetProperty("storage").GetString().ShouldBe("10Gi");
        set.GetProperty("status").GetProperty("state").GetString().ShouldBe("Running");
    }

    [Fact]
    public void Job_IsPublished()
    {
        var job = Fixture.Published(new JobKind(), "job/completed");

        job.GetProperty("status").GetProperty("succeed").GetInt32().ShouldBe(1);
        job.GetProperty("status").GetProperty("phase").GetString().ShouldBe("Completed");
        job.GetProperty("executionTimestamp").GetString().ShouldBe("1795260600000");
    }

    [Fact]
    public void CronJob_IsPublished()
    {
        var cronJob = Fixture.Published(new CronJobKind(), "cronjob/active");

        cronJob.GetProperty("spec").GetProperty("schedule").GetString().ShouldBe("0 * * * *");
        cronJob.GetProperty("images")[0].GetString().ShouldBe("registry.local/dump:3");
        cronJob.GetProperty("availed").GetInt32().ShouldBe(1);
        cronJob.GetProperty("executionTimestamp").GetString().ShouldBe("1795258820000");
    }

    [Fact]
    public void ReplicaSet_HasTheRevisionOfItsDeployment() =>
        Fixture.Published(new ReplicaSetKind(), "replicaset/running").GetProperty("spec").GetProperty("revision").GetString().ShouldBe("4");

    private static void Check(KindDescriptor kind, string fixture, string state, StatusSeverity severity, string reason)
    {
        var status = kind.Status(Fixture.Body(fixture), Fixture.Now);

        status.ShouldSay(state, severity, reason);
        kind.States.ShouldContain(state);
    }
}
