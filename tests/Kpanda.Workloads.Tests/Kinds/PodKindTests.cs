using System.Text.Json;
using Kpanda.Resources.Tests;
using Kpanda.Search.Kinds;
using Kpanda.Workloads.Kinds;
using static Kpanda.Search.Kinds.StatusSeverity;

namespace Kpanda.Workloads.Tests.Kinds;

public sealed class PodKindTests
{
    [Theory]
    [InlineData("""{"spec":{"containers":[{},{}]},"status":{"containerStatuses":[{"ready":true,"restartCount":3},{"ready":false,"restartCount":9}]}}""", 500, 12)]
    [InlineData("""{"spec":{"containers":[{}]},"status":{}}""", 0, 0)]
    [InlineData("""{"spec":{"containers":[{}]},"status":{"containerStatuses":[{"ready":true,"restartCount":0}]}}""", 1000, 0)]
    public void Lists_AreSortedByReadyContainersAndRestarts(string json, long ready, long restarts)
    {
        using var pod = JsonDocument.Parse(json);
        var values = new PodKind().SortedValues;
        (values["ready"].Key(pod.RootElement), values["restarts"].Key(pod.RootElement)).ShouldBe((Sorted(ready), Sorted(restarts)));

        string Sorted(long number) => SortedValue.Number(_ => number).Key(pod.RootElement);
    }

    [Theory]
    [InlineData("running", "Running", "Running", Healthy, "")]
    [InlineData("sidecar", "Running", "Running", Healthy, "")]
    [InlineData("one-done", "Running", "Running", Healthy, "")]
    [InlineData("completed", "Completed", "Succeeded", Idle, "")]
    [InlineData("creating", "ContainerCreating", "Pending", Progressing, "pod.starting")]
    [InlineData("init-second", "Init:1/2", "Pending", Progressing, "pod.starting")]
    [InlineData("starting", "Running", "Running", Progressing, "pod.starting")]
    [InlineData("terminating", "Terminating", "Running", Progressing, "pod.terminating")]
    [InlineData("gated", "SchedulingGated", "Pending", Idle, "pod.schedulingGated")]
    [InlineData("not-ready", "Running", "Running", Warning, "pod.notReady")]
    [InlineData("readiness-gate", "Running", "Running", Warning, "pod.gateNotReady")]
    [InlineData("crash-loop", "CrashLoopBackOff", "Running", Failing, "pod.crashLoop")]
    [InlineData("init-crash", "Init:CrashLoopBackOff", "Pending", Failing, "pod.crashLoop")]
    [InlineData("oom-loop", "CrashLoopBackOff", "Running", Failing, "pod.oomKilled")]
    [InlineData("oom-now", "OOMKilled", "Running", Failing, "pod.oomKilled")]
    [InlineData("signal", "Signal:9", "Running", Failing, "pod.failed")]
    [InlineData("image-pull", "ImagePullBackOff", "Pending", Failing, "pod.imagePull")]
    [InlineData("init-image-pull", "Init:ErrImagePull", "Pending", Failing, "pod.imagePull")]
    [InlineData("config-error", "CreateContainerConfigError", "Pending", Failing, "pod.containerConfig")]
    [InlineData("unschedulable", "Pending", "Pending", Failing, "pod.unschedulable")]
    [InlineData("evicted", "Evicted", "Failed", Failing, "pod.evicted")]
    [InlineData("failed", "Error", "Failed", Failing, "pod.failed")]
    [InlineData("deadline", "DeadlineExceeded", "Failed", Failing, "pod.failedWithout")]
    [InlineData("node-lost", "NodeLost", "Unknown", Failing, "pod.nodeLost")]
    [InlineData("node-lost-deleted", "Unknown", "Running", Progressing, "pod.terminating")]
    [InlineData("odd", "", "Pending", Progressing, "pod.starting")]
    public void Pod_SaysHowItIsAndWhy(string fixture, string words, string state, StatusSeverity severity, string reason)
    {
        var pod = Fixture.Body($"pod/{fixture}");

        PodWords.Of(pod).ShouldBe(words);
        new PodKind().Status(pod, Fixture.Now).ShouldSay(state, severity, reason);
    }

    [Fact]
    public void CrashLoop_NamesContainerExitCodeAndTime()
    {
        var status = new PodKind().Status(Fixture.Body("pod/crash-loop"), Fixture.Now);

        status.Parameters["container"].ShouldBe("app");
        status.Parameters["exitCode"].ShouldBe("1");
        status.Parameters["restarts"].ShouldBe("12");
        status.Parameters["since"].ShouldBe("2026-11-21T11:58:00Z");
    }

    [Fact]
    public void Pod_IsPublished()
    {
        var pod = Fixture.Published(new PodKind(), "pod/full");

        var metadata = pod.GetProperty("metadata");
        metadata.GetProperty("cluster").GetString().ShouldBe("prod");
        metadata.GetProperty("creationTimestamp").GetString().ShouldBe("1795258800000");
        metadata.GetProperty("ownerReferences")[0].GetProperty("name").GetString().ShouldBe("cart-6d4b75cb6d");
        var status = pod.GetProperty("status");
        status.GetProperty("podStatus").GetString().ShouldBe("Running");
        status.GetProperty("podFilterStatus").GetString().ShouldBe("FILTER_POD_STATUS_RUNNING");
        status.GetProperty("ownedBy").ToString().ShouldBe("""{"kind":"DEPLOYMENT","name":"cart"}""");
        status.GetProperty("cpuRequest").GetString().ShouldBe("300");
        status.GetProperty("cpuLimit").GetString().ShouldBe("0");
        status.GetProperty("memoryRequest").GetString().ShouldBe("167772160");
        status.GetProperty("restartCount").GetInt32().ShouldBe(3);
        status.GetProperty("containerTotalCount").GetInt32().ShouldBe(2);
        status.GetProperty("containerReadyCount").GetInt32().ShouldBe(2);
        status.GetProperty("startTime").GetString().ShouldBe("1795258801000");
        status.GetProperty("containerStatuses")[0].GetProperty("phase").GetString().ShouldBe("Running");
        status.GetProperty("conditions")[0].GetProperty("lastTransitionTime").GetString().ShouldBe("2026-11-21T11:01:00Z");
    }

    [Fact]
    public void PodSpec_HasThePublishedSpellingAndTypes()
    {
        var spec = Fixture.Published(new PodKind(), "pod/full").GetProperty("spec");

        var app = spec.GetProperty("containers")[0];
        app.GetProperty("resources").GetProperty("limits").ToString()
            .ShouldBe("""{"cpu":"1","memory":"256Mi","storage":"","resources":{"nvidia.com/gpu":"2"}}""");
        app.GetProperty("env")[0].GetProperty("valueFrom").GetProperty("ConfigMapKeyRef").GetProperty("key").GetString().ShouldBe("colour");
        app.GetProperty("livenessProbe").GetProperty("httpGet").GetProperty("port").GetString().ShouldBe("http");
        app.GetProperty("readinessProbe").GetProperty("tcpSocket").GetProperty("port").GetInt32().ShouldBe(8080);
        app.GetProperty("lifecycle").GetProperty("PostStart").GetProperty("exec").GetProperty("command")[0].GetString().ShouldBe("warm");
        app.GetProperty("lifecycle").GetProperty("preStop").GetProperty("TCPSocket").GetProperty("port").GetInt32().ShouldBe(0);
        app.GetProperty("securityContext").GetProperty("runAsUser").GetString().ShouldBe("1000");
        spec.GetProperty("tolerations")[0].GetProperty("tolerationSeconds").GetString().ShouldBe("300");
        spec.GetProperty("volumes")[0].GetProperty("emptyDir").GetProperty("sizeLimit").GetString().ShouldBe("1073741824");
        spec.GetProperty("volumes")[1].GetProperty("downwardAPI").GetProperty("DefaultMode").GetInt32().ShouldBe(420);
        spec.GetProperty("ephemeralContainers")[0].GetProperty("ephemeralContainerCommon").GetProperty("image").GetString().ShouldBe("busybox");
        spec.GetProperty("ephemeralContainers")[0].GetProperty("targetContainerName").GetString().ShouldBe("app");
    }
}
