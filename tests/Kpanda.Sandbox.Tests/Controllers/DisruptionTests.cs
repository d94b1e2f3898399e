using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Tests.Controllers;

public sealed class DisruptionTests : IDisposable
{
    private readonly SteppedCluster _cluster = new(workers: 3);

    public void Dispose() => _cluster.Dispose();

    [Theory]
    [InlineData("minAvailable: 2", 5, 2, 3)]
    [InlineData("minAvailable: 50%", 5, 3, 2)]
    [InlineData("maxUnavailable: 1", 5, 4, 1)]
    [InlineData("maxUnavailable: 30%", 5, 3, 2)]
    [InlineData("minAvailable: 9", 5, 9, 0)]
    public void Budget_TellsHowManyPodsMayGo(string rule, int expected, int desired, int allowed)
    {
        Deployment(5);
        Budget(rule);
        _cluster.Pass(30);
        Status.IntAt("expectedPods").ShouldBe(expected);
        Status.IntAt("currentHealthy").ShouldBe(5);
        Status.IntAt("desiredHealthy").ShouldBe(desired);
        Status.IntAt("disruptionsAllowed").ShouldBe(allowed);
        var condition = Conditions.Find(Status, "DisruptionAllowed");
        condition.TextAt("reason").ShouldBe(allowed > 0 ? "SufficientPods" : "InsufficientPods");
        condition.TextAt("status").ShouldBe(allowed > 0 ? "True" : "False");
    }

    [Fact]
    public void PodsThatAreNotReady_AreNotHealthy_AndASmallerWorkloadNeedsLess()
    {
        Deployment(4, image: "sandbox/never-ready:1");
        Budget("maxUnavailable: 1");
        _cluster.Pass(60);
        Status.IntAt("currentHealthy").ShouldBe(0);
        Status.IntAt("desiredHealthy").ShouldBe(3);
        Status.IntAt("disruptionsAllowed").ShouldBe(0);
        _cluster.Change(BuiltIn.Deployments, "web", item => item["spec"]!["replicas"] = 1);
        _cluster.Pass(30);
        Status.IntAt("desiredHealthy").ShouldBe(0);
        Status.IntAt("expectedPods").ShouldBe(1);
    }

    [Fact]
    public void EvictionThatWasGranted_CountsUntilItsPodIsGone_OrTwoMinutesLong()
    {
        Deployment(3);
        Budget("minAvailable: 2");
        _cluster.Pass(30);
        var pod = _cluster.Pods("web")[0].Name();
        _cluster.Store.Update(BuiltIn.PodDisruptionBudgets, "default", "web-pdb", item =>
        {
            item["status"]!["disruptionsAllowed"] = 0;
            item["status"]!["disruptedPods"] = new JsonObject { [pod] = Kpanda.Sandbox.Store.KubeJson.Timestamp(_cluster.Time.GetUtcNow()) };
            return item;
        }, Kpanda.Sandbox.Store.UpdateKind.Status);
        _cluster.Pass(60);
        Status.IntAt("currentHealthy").ShouldBe(2);
        Status.IntAt("disruptionsAllowed").ShouldBe(0);
        _cluster.Pass(90);
        Status.IntAt("disruptionsAllowed").ShouldBe(1);
        Status.ObjectAt("disruptedPods").ShouldBeNull();
        _cluster.EventsOf(pod).ShouldContain("NotDeleted: Pod was expected by PDB default/web-pdb to be deleted but it wasn't");
    }

    [Fact]
    public void WorkloadWithoutASize_CannotBeCountedByItsShare()
    {
        _cluster.Apply(BuiltIn.DaemonSets, """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata: {name: web}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: c, image: nginx}]}
            """);
        Budget("maxUnavailable: 1");
        _cluster.Pass(20);
        Status.IntAt("disruptionsAllowed").ShouldBe(0);
        Conditions.Find(Status, "DisruptionAllowed").TextAt("message").ShouldBe("daemonsets.apps does not implement the scale subresource");
        Conditions.Find(Status, "DisruptionAllowed").TextAt("reason").ShouldBe("SyncFailed");
    }

    [Fact]
    public void BudgetOfNothing_SaysSo()
    {
        Budget("minAvailable: 1");
        _cluster.EventsOf("web-pdb").ShouldContain("NoPods: No matching pods found");
        Status.IntAt("disruptionsAllowed").ShouldBe(0);
    }

    private JsonObject Status => _cluster.Get(BuiltIn.PodDisruptionBudgets, "web-pdb").ObjectAt("status")!;

    private void Budget(string rule) => _cluster.Apply(BuiltIn.PodDisruptionBudgets, $$$"""
        apiVersion: policy/v1
        kind: PodDisruptionBudget
        metadata: {name: web-pdb}
        spec:
          {{{rule}}}
          selector: {matchLabels: {app: web}}
        """);

    private void Deployment(int replicas, string image = "nginx") => _cluster.Apply(BuiltIn.Deployments, $$$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: {{{replicas}}}
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec: {containers: [{name: c, image: "{{{image}}}"}]}
        """);
}
