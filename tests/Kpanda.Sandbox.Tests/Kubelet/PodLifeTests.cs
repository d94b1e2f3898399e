using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Tests.Kubelet;

public sealed class PodLifeTests : IDisposable
{
    private readonly SteppedCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void OrdinaryPod_IsCreatedPulledStartedAndReady()
    {
        Run("nginx:1.27", "readinessProbe: { initialDelaySeconds: 5, tcpSocket: { port: 80 } }");
        Status.TextAt("phase").ShouldBe("Pending");
        Entry.TextAt("state", "waiting", "reason").ShouldBe("ContainerCreating");
        Conditions.IsTrue(Status, "PodScheduled").ShouldBeTrue();

        _cluster.Pass(3);
        Status.TextAt("phase").ShouldBe("Running");
        Entry.TextAt("image").ShouldBe("docker.io/library/nginx:1.27");
        Entry.TextAt("containerID").ShouldStartWith("containerd://");
        Status.TextAt("podIP").ShouldStartWith("10.244.");
        Entry.BoolAt("ready").ShouldBe(false);
        Conditions.Find(Status, "Ready").TextAt("message").ShouldBe("containers with unready status: [main]");

        _cluster.Pass(8);
        Conditions.IsTrue(Status, "Ready").ShouldBeTrue();
        _cluster.EventsOf("one").Select(text => text.Split(':')[0]).ShouldBe(["Scheduled", "Pulling", "Pulled", "Created", "Started"], ignoreOrder: true);
    }

    [Fact]
    public void MissingTag_EndsInImagePullBackOff_UntilTheImageIsCorrected()
    {
        Run("nginx:does-not-exist");
        _cluster.Pass(20);
        Entry.TextAt("state", "waiting", "reason").ShouldBe("ImagePullBackOff");
        Status.TextAt("phase").ShouldBe("Pending");
        _cluster.EventsOf("one").ShouldContain("BackOff: Back-off pulling image \"nginx:does-not-exist\"");

        _cluster.Change(BuiltIn.Pods, "one", pod => pod["spec"]!["containers"]![0]!["image"] = "nginx:1.27");
        _cluster.Pass(5);
        Status.TextAt("phase").ShouldBe("Running");
    }

    [Fact]
    public void CrashingContainer_IsRestartedEverMoreSlowly()
    {
        Run("sandbox/crash:1");
        _cluster.Pass(60);
        var early = Entry.IntAt("restartCount")!.Value;
        early.ShouldBeInRange(2, 4);
        Entry.TextAt("lastState", "terminated", "reason").ShouldBe("Error");
        _cluster.Pass(3600);
        var hour = Entry.IntAt("restartCount")!.Value;
        hour.ShouldBeInRange(12, 18);
        Status.TextAt("phase").ShouldBe("Running");
        _cluster.EventsOf("one").ShouldContain(text => text.StartsWith("BackOff: Back-off restarting failed container main", StringComparison.Ordinal));
    }

    [Fact]
    public void ContainerOutOfMemory_SaysSo()
    {
        Run("sandbox/oom:1");
        _cluster.Pass(30);
        Entry.TextAt("lastState", "terminated", "reason").ShouldBe("OOMKilled");
        Entry.IntAt("lastState", "terminated", "exitCode").ShouldBe(137);
    }

    [Fact]
    public void NeverReadyImage_RunsAndStaysUnready()
    {
        Run("sandbox/never-ready:1", "readinessProbe: { tcpSocket: { port: 80 } }");
        _cluster.Pass(600);
        Status.TextAt("phase").ShouldBe("Running");
        Conditions.IsTrue(Status, "Ready").ShouldBeFalse();
        _cluster.EventsOf("one").ShouldContain(text => text.StartsWith("Unhealthy: Readiness probe failed", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("command: [sh, -c, sleep 5]", "Succeeded", 0)]
    [InlineData("command: [sh, -c, sleep 2; exit 3]", "Failed", 3)]
    public void CommandThatEnds_DecidesThePhase(string command, string phase, int exitCode)
    {
        Run("busybox", command, "restartPolicy: Never");
        _cluster.Pass(20);
        Status.TextAt("phase").ShouldBe(phase);
        Entry.IntAt("state", "terminated", "exitCode").ShouldBe(exitCode);
        Conditions.IsTrue(Status, "Ready").ShouldBeFalse();
    }

    [Fact]
    public void InitContainers_RunOneAfterAnother_BeforeTheRest()
    {
        Run("nginx:1.27", "imagePullPolicy: IfNotPresent", "initContainers: [{name: first, image: busybox, command: [sleep 3]}, {name: second, image: busybox, command: [sleep 3]}]");
        _cluster.Pass(4);
        Status.TextAt("phase").ShouldBe("Pending");
        Entry.TextAt("state", "waiting", "reason").ShouldBe("PodInitializing");
        Conditions.Find(Status, "Initialized").TextAt("reason").ShouldBe("ContainersNotInitialized");
        _cluster.Pass(12);
        Status.TextAt("phase").ShouldBe("Running");
        Status.ObjectsAt("initContainerStatuses").Select(entry => entry.TextAt("state", "terminated", "reason")).ShouldBe(["Completed", "Completed"]);
    }

    [Fact]
    public void DeletedPod_StopsWithinItsGracePeriod()
    {
        Run("sandbox/stubborn:1");
        _cluster.Pass(5);
        _cluster.Store.Delete(BuiltIn.Pods, "default", "one");
        _cluster.Pass(25);
        _cluster.Get(BuiltIn.Pods, "one").IsDeleting().ShouldBeTrue();
        _cluster.Pass(10);
        _cluster.Store.Get(BuiltIn.Pods, "default", "one").ShouldBeNull();
    }

    [Fact]
    public void PodThatFitsNowhere_IsToldWhy_AndBoundWhenRoomComes()
    {
        Run("nginx:1.27", "resources: { requests: { cpu: 12 } }");
        const string Message = "0/3 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }, 2 Insufficient cpu. "
            + "no new claims to deallocate, preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.";
        Conditions.Find(Status, "PodScheduled").TextAt("message").ShouldBe(Message);
        _cluster.EventsOf("one").ShouldContain("FailedScheduling: " + Message);

        _cluster.AddNode("big", 9, cpus: "16");
        _cluster.Pass(10);
        _cluster.Get(BuiltIn.Pods, "one").NodeName().ShouldBe("big");
        Status.TextAt("phase").ShouldBe("Running");
    }

    [Fact]
    public void PodsOnOneNode_NeverShareAnAddress()
    {
        _cluster.Apply(BuiltIn.ReplicaSets, """
            apiVersion: apps/v1
            kind: ReplicaSet
            metadata: {name: many}
            spec:
              replicas: 60
              selector: {matchLabels: {app: many}}
              template:
                metadata: {labels: {app: many}}
                spec: {containers: [{name: c, image: nginx}]}
            """);
        _cluster.Pass(10);
        var addresses = _cluster.Pods("many").Select(pod => pod.TextAt("status", "podIP")).ToList();
        addresses.ShouldNotContain((string?)null);
        addresses.Distinct().Count().ShouldBe(60);
    }

    private JsonObject Status => _cluster.Get(BuiltIn.Pods, "one").ObjectAt("status")!;

    private JsonObject Entry => Status.ObjectsAt("containerStatuses").Single();

    private void Run(string image, string container = "imagePullPolicy: IfNotPresent", string pod = "restartPolicy: Always") => _cluster.Apply(BuiltIn.Pods, $"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: one
        spec:
          {pod}
          containers:
          - name: main
            image: {image}
            {container}
        """);
}
