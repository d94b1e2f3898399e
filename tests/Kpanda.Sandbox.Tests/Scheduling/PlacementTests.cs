using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Tests.Scheduling;

/// <summary>Where pods go by what runs where. The sentences are those of a 1.36.2 scheduler.</summary>
public sealed class PlacementTests : IDisposable
{
    private const string NotHelpful = "0/4 nodes are available: 4 Preemption is not helpful for scheduling.";
    private const string ControlPlane = "1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane: }";

    // Three workers and a control plane that is tainted.
    private readonly SteppedCluster _cluster = new(workers: 3);

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void PodsThatWantToBeApart_GetANodeEach_AndTheFourthNone()
    {
        for (var i = 1; i <= 4; i++)
            Pod($"p{i}", "affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}]}}");
        new[] { "p1", "p2", "p3" }.Select(Node).Distinct().Count().ShouldBe(3);
        Refusal("p4").ShouldBe($"0/4 nodes are available: {ControlPlane}, 3 node(s) didn't match pod anti-affinity rules. no new claims to deallocate, "
            + "preemption: 0/4 nodes are available: 1 Preemption is not helpful for scheduling, 3 No preemption victims found for incoming pod.");

        // Those that are there keep others away as well, and let them in when they go.
        Pod("other", "terminationGracePeriodSeconds: 1");
        Refusal("other").ShouldContain("3 node(s) didn't satisfy existing pods anti-affinity rules");
        var freed = Node("p1");
        _cluster.Store.Delete(BuiltIn.Pods, "default", "p1", Kpanda.Sandbox.Store.DeleteRequest.Now);
        _cluster.Settle();
        new[] { Node("p4"), Node("other") }.ShouldContain(freed);
    }

    [Fact]
    public void PodThatWantsToBeNearAnother_FollowsIt_AndTheFirstOfAGroupGoesAnywhere()
    {
        Pod("lonely", "affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: nothing}}}]}}");
        Refusal("lonely").ShouldBe($"0/4 nodes are available: {ControlPlane}, 3 node(s) didn't match pod affinity rules. no new claims to deallocate, preemption: {NotHelpful}");
        const string Together = "affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: web}}}]}}";
        for (var i = 1; i <= 3; i++)
            Pod($"p{i}", Together);
        new[] { "p1", "p2", "p3" }.Select(Node).Distinct().ShouldHaveSingleItem().ShouldNotBeNull();
        Pod("target", "", "nothing");
        Node("lonely").ShouldBe(Node("target"));
    }

    [Fact]
    public void Spread_KeepsTheNumbersAlike()
    {
        const string Spread = "topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: DoNotSchedule, nodeTaintsPolicy: Honor, labelSelector: {matchLabels: {app: web}}}]";
        for (var i = 1; i <= 6; i++)
            Pod($"p{i}", Spread);
        Enumerable.Range(1, 6).Select(i => Node($"p{i}")).GroupBy(node => node).Select(group => group.Count()).ShouldBe([2, 2, 2]);
        _cluster.Store.Update(BuiltIn.Nodes, "", "node-1", node => { node["spec"]!["unschedulable"] = true; return node; });
        _cluster.Settle();
        Pod("p7", Spread);
        Pod("p8", Spread);
        Pod("p9", Spread.Replace("nodeTaintsPolicy: Honor", "nodeTaintsPolicy: Ignore", StringComparison.Ordinal));
        Refusal("p9").ShouldContain("node(s) didn't match pod topology spread constraints");
    }

    [Fact]
    public void NodesWithoutTheLabel_CannotBeSpreadOver()
    {
        Pod("p", "topologySpreadConstraints: [{maxSkew: 1, topologyKey: nolabel, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {app: web}}}]");
        Refusal("p").ShouldBe($"0/4 nodes are available: {ControlPlane}, 3 node(s) didn't match pod topology spread constraints (missing required label). no new claims to deallocate, preemption: {NotHelpful}");
    }

    [Fact]
    public void PortOfTheNode_IsTakenOnce()
    {
        for (var i = 1; i <= 4; i++)
            Pod($"p{i}", "", ports: "ports: [{containerPort: 80, hostPort: 80}]");
        new[] { "p1", "p2", "p3" }.Select(Node).Distinct().Count().ShouldBe(3);
        Refusal("p4").ShouldContain("3 node(s) didn't have free ports for the requested pod ports");
    }

    [Fact]
    public void WhatNoNodeHas_NoPreemptionGives()
    {
        Pod("big", "", cpu: "999");
        Refusal("big").ShouldBe($"0/4 nodes are available: {ControlPlane}, 3 Insufficient cpu. no new claims to deallocate, preemption: {NotHelpful}");
    }

    [Fact]
    public void ImportantPod_TakesThePlaceOfTheLeastImportantOne()
    {
        for (var i = 1; i <= 3; i++)
            Pod($"low{i}", $"priority: {i}\nterminationGracePeriodSeconds: 5", cpu: "6");
        _cluster.Pass(10);
        Pod("high", "priority: 1000", cpu: "6");
        var victim = _cluster.Pods().Single(pod => pod.IsDeleting());
        victim.Name().ShouldBe("low1");
        Conditions.Find(victim.ObjectAt("status"), "DisruptionTarget").TextAt("message").ShouldBe("default-scheduler: preempting to accommodate a higher priority pod");
        var high = _cluster.Get(BuiltIn.Pods, "high");
        high.TextAt("status", "nominatedNodeName").ShouldBe(victim.NodeName());
        _cluster.EventsOf("low1").ShouldContain($"Preempted: Preempted by pod {high.Uid()} on node {victim.NodeName()}");
        _cluster.EventsOf("high").ShouldContain($"FailedScheduling: 0/4 nodes are available: {ControlPlane}, 3 Insufficient cpu.");
        _cluster.Pass(10);
        Node("high").ShouldBe(victim.NodeName());
        _cluster.Get(BuiltIn.Pods, "high").TextAt("status", "nominatedNodeName").ShouldBeNull();
        _cluster.Pods().Count.ShouldBe(3);
    }

    [Fact]
    public void PodThatMayNotPreempt_Waits()
    {
        for (var i = 1; i <= 3; i++)
            Pod($"low{i}", "priority: 1", cpu: "6");
        Pod("polite", "priority: 1000\npreemptionPolicy: Never", cpu: "6");
        Refusal("polite").ShouldBe($"0/4 nodes are available: {ControlPlane}, 3 Insufficient cpu. no new claims to deallocate, preemption: not eligible due to preemptionPolicy=Never.");
        _cluster.Pods().ShouldAllBe(pod => !pod.IsDeleting());
    }

    [Fact]
    public void Scheduler_TellsAsAClientOfTheNewerEvents_AndRepeatsInASeries()
    {
        Pod("fits", "");
        var scheduled = Event("fits", "Scheduled");
        scheduled.TextAt("action").ShouldBe("Binding");
        scheduled.TextAt("reportingComponent").ShouldBe("default-scheduler");
        scheduled.TextAt("reportingInstance").ShouldStartWith("default-scheduler-");
        scheduled.TimeAt("eventTime").ShouldBe(_cluster.Time.GetUtcNow());
        scheduled.ObjectAt("source")!.Count.ShouldBe(0);
        (scheduled.TextAt("firstTimestamp"), scheduled.TextAt("lastTimestamp"), scheduled.IntAt("count")).ShouldBe((null, null, null));
        scheduled.ObjectAt("series").ShouldBeNull();

        Pod("big", "", cpu: "999");
        Event("big", "FailedScheduling").ObjectAt("series").ShouldBeNull();
        _cluster.Pass(301);
        var refused = Event("big", "FailedScheduling");
        refused.TextAt("action").ShouldBe("Scheduling");
        refused.IntAt("series", "count").ShouldBe(2);
        refused.TimeAt("series", "lastObservedTime").ShouldNotBeNull().ShouldBeGreaterThan(refused.TimeAt("eventTime")!.Value);
        _cluster.Pass(3600);
        Event("big", "FailedScheduling").IntAt("series", "count").ShouldBe(14);
    }

    [Fact]
    public void GatedPod_WaitsForItsGates()
    {
        Pod("gated", "schedulingGates: [{name: example.com/wait}]");
        Condition("gated").TextAt("reason").ShouldBe("SchedulingGated");
        _cluster.Change(BuiltIn.Pods, "gated", pod => pod["spec"]!.AsObject().Remove("schedulingGates"));
        Node("gated").ShouldNotBeNull();
    }

    [Fact]
    public void PreferredNode_IsChosenBeforeAnEmptierOne()
    {
        Pod("busy", "nodeSelector: {kubernetes.io/hostname: node-2}", cpu: "2");
        Pod("p", "affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 100, preference: {matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [node-2]}]}}]}}");
        Node("p").ShouldBe("node-2");
    }

    [Fact]
    public void OlderClusters_SayNothingOfClaims()
    {
        Kpanda.Sandbox.Scheduling.SchedulingFailure.Describe([[new("Insufficient cpu", true)]], preemption: null, minor: 33)
            .ShouldBe("0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.");
    }

    private JsonObject Event(string about, string reason) =>
        _cluster.Store.List(BuiltIn.Events, "default").Select(item => item.ToNode()).Single(item => item.TextAt("involvedObject", "name") == about && item.TextAt("reason") == reason);

    private string? Node(string pod) => _cluster.Get(BuiltIn.Pods, pod).NodeName();

    private string Refusal(string pod) => Condition(pod).TextAt("message") ?? "";

    private JsonObject? Condition(string pod) => Conditions.Find(_cluster.Get(BuiltIn.Pods, pod).ObjectAt("status"), "PodScheduled");

    private void Pod(string name, string spec, string app = "web", string cpu = "100m", string ports = "") => _cluster.Apply(BuiltIn.Pods, $$"""
        apiVersion: v1
        kind: Pod
        metadata:
          name: {{name}}
          labels: {app: {{app}} }
        spec:
          {{spec.Replace("\n", "\n  ", StringComparison.Ordinal)}}
          containers:
          - name: main
            image: nginx
            {{ports}}
            resources: {requests: {cpu: "{{cpu}}"} }
        """);
}
