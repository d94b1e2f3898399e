using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Tests.Controllers;

public sealed class AutoscalerTests : IDisposable
{
    // Pods younger than that count as starting.
    private const int Warm = 60;

    private readonly SteppedCluster _cluster = new(workers: 4, cpus: "32");

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public void BusyPods_AreMultiplied_AsFastAsTheDefaultsAllow_AndNoFurtherThanTheMost()
    {
        Deployment("500m", replicas: 2);
        Autoscaler();
        _cluster.Pass(40);
        Replicas.ShouldBe(4);
        _cluster.EventsOf("web-hpa").ShouldContain("SuccessfulRescale: New size: 4; reason: cpu resource utilization (percentage of request) above target");
        Status.ArrayAt("currentMetrics")![0].IntAt("resource", "current", "averageUtilization").ShouldBe(250);
        Status.ArrayAt("currentMetrics")![0].TextAt("resource", "current", "averageValue").ShouldBe("500m");

        // Usage does not sink by more pods here, so it goes on to the most.
        _cluster.Pass(300);
        Replicas.ShouldBe(10);
        Condition("ScalingLimited").ShouldBe("True TooManyReplicas: the desired replica count is more than the maximum replica count");
        Condition("ScalingActive").ShouldBe("True ValidMetricFound: the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)");
    }

    [Fact]
    public void IdlePods_AreGivenUpOnlyAfterFiveMinutes()
    {
        Deployment("20m", replicas: 6);
        Autoscaler();
        _cluster.Pass(Warm);
        Replicas.ShouldBe(6);
        Condition("AbleToScale").ShouldBe("True ScaleDownStabilized: recent recommendations were higher than current one, applying the highest recent recommendation");
        _cluster.Pass(300);
        Replicas.ShouldBe(2);
        _cluster.EventsOf("web-hpa").ShouldContain("SuccessfulRescale: New size: 2; reason: All metrics below target");
        _cluster.Pass(330);
        Replicas.ShouldBe(2);
        Condition("AbleToScale").ShouldBe("True ReadyForNewScale: recommended size matches current size");
        Condition("ScalingLimited").ShouldBe("True TooFewReplicas: the desired replica count is less than the minimum replica count");
    }

    [Fact]
    public void UseWithinTheTolerance_ChangesNothing()
    {
        Deployment("108m", replicas: 3);
        Autoscaler();
        _cluster.Pass(400);
        Replicas.ShouldBe(3);
        Condition("ScalingLimited").ShouldBe("False DesiredWithinRange: the desired count is within the acceptable range");
    }

    [Fact]
    public void Policies_BoundTheRateUpAndDown()
    {
        Deployment("500m", replicas: 2);
        Autoscaler("""
            behavior:
              scaleUp: {policies: [{type: Pods, value: 1, periodSeconds: 60}]}
              scaleDown: {stabilizationWindowSeconds: 0, policies: [{type: Percent, value: 50, periodSeconds: 60}]}
            """);
        _cluster.Pass(59);
        Replicas.ShouldBe(3);
        Condition("ScalingLimited").ShouldBe("True ScaleUpLimit: the desired replica count is increasing faster than the maximum scale rate");
        _cluster.Pass(60);
        Replicas.ShouldBe(4);
        Use("1m");
        _cluster.Pass(90);
        Replicas.ShouldBeInRange(2, 3);
    }

    [Fact]
    public void DisabledPolicy_KeepsTheSize()
    {
        Deployment("1m", replicas: 4);
        Autoscaler("behavior: {scaleDown: {stabilizationWindowSeconds: 0, selectPolicy: Disabled}}");
        _cluster.Pass(200);
        Replicas.ShouldBe(4);
    }

    [Fact]
    public void Memory_IsComparedByItsAverage()
    {
        Deployment("1m", replicas: 2, "sandbox.kpanda.io/memory-usage: 300Mi");
        Autoscaler(metrics: "[{type: Resource, resource: {name: memory, target: {type: AverageValue, averageValue: 100Mi}}}]");
        _cluster.Pass(200);
        Replicas.ShouldBe(10);
        Status.ArrayAt("currentMetrics")![0].TextAt("resource", "current", "averageValue").ShouldBe("300Mi");
        _cluster.EventsOf("web-hpa").ShouldContain("SuccessfulRescale: New size: 4; reason: memory resource above target");
    }

    [Fact]
    public void PodsWithoutARequest_CannotBeComparedByTheirShare()
    {
        Deployment("100m", replicas: 2, request: "{}");
        Autoscaler();
        _cluster.Pass(Warm);
        Replicas.ShouldBe(2);
        var pod = _cluster.Pods("web").Select(item => item.Name()).Order(StringComparer.Ordinal).First();
        var words = $"failed to get cpu utilization: missing request for cpu in container main of Pod {pod}";
        Condition("ScalingActive").ShouldBe($"False FailedGetResourceMetric: the HPA was unable to compute the replica count: {words}");
        _cluster.EventsOf("web-hpa").ShouldContain($"FailedGetResourceMetric: {words}");
        _cluster.EventsOf("web-hpa").ShouldContain($"FailedComputeMetricsReplicas: invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: {words}");
    }

    [Fact]
    public void MetricsThatNobodyMeasures_AreToldAsSuch()
    {
        Deployment("100m", replicas: 2);
        Autoscaler(metrics: "[{type: Pods, pods: {metric: {name: http_requests}, target: {type: AverageValue, averageValue: '10'}}}]");
        Condition("ScalingActive").ShouldBe("False FailedGetPodsMetric: the HPA was unable to compute the replica count: unable to get metric http_requests: "
            + "unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered");
    }

    [Fact]
    public void FigureOfPods_IsComparedByItsAverage()
    {
        Deployment("100m", replicas: 2, "metrics.sandbox.kpanda.io/http_requests: \"30\"");
        Autoscaler(metrics: "[{type: Pods, pods: {metric: {name: http_requests}, target: {type: AverageValue, averageValue: '10'}}}]");
        _cluster.Pass(Warm);
        Replicas.ShouldBe(10);
        _cluster.EventsOf("web-hpa").ShouldContain("SuccessfulRescale: New size: 4; reason: pods metric http_requests above target");
        var current = Status.ArrayAt("currentMetrics")![0];
        (current.TextAt("type"), current.TextAt("pods", "metric", "name"), current.TextAt("pods", "current", "averageValue")).ShouldBe(("Pods", "http_requests", "30"));
    }

    [Theory]
    [InlineData("{type: Value, value: '100'}", 5, "value", "250", "ConfigMap metric queue_length above target")]
    [InlineData("{type: AverageValue, averageValue: '50'}", 5, "averageValue", "125", "external metric queue_length(nil) above target")]
    public void FigureOfAnObject_IsComparedAsAWholeOrByItsShare(string target, int replicas, string field, string shown, string reason)
    {
        Deployment("100m", replicas: 2);
        _cluster.Apply(BuiltIn.ConfigMaps, "{apiVersion: v1, kind: ConfigMap, metadata: {name: broker, annotations: {metrics.sandbox.kpanda.io/queue_length: '250'}}}");
        _cluster.Pass(Warm);
        Autoscaler("behavior: {scaleUp: {policies: [{type: Pods, value: 20, periodSeconds: 60}]}}",
            $"[{{type: Object, object: {{metric: {{name: queue_length}}, describedObject: {{apiVersion: v1, kind: ConfigMap, name: broker}}, target: {target}}}}}]");
        Replicas.ShouldBe(replicas);
        _cluster.EventsOf("web-hpa").ShouldContain($"SuccessfulRescale: New size: {replicas}; reason: {reason}");
        var current = Status.ArrayAt("currentMetrics")![0];
        current.TextAt("object", "current", field).ShouldBe(shown);
        current.TextAt("object", "describedObject", "name").ShouldBe("broker");
    }

    [Fact]
    public void FigureFromOutside_IsSummedOverWhatItsSelectorMatches()
    {
        _cluster.Store.Update(BuiltIn.Namespaces, "", "default", ns => { ns.SetAnnotation("external.metrics.sandbox.kpanda.io/messages", "queue=mail:30; queue=orders:70; queue=orders:50"); return ns; });
        Deployment("100m", replicas: 2);
        _cluster.Pass(Warm);
        Autoscaler(metrics: "[{type: External, external: {metric: {name: messages, selector: {matchLabels: {queue: orders}}}, target: {type: AverageValue, averageValue: '40'}}}]");
        Replicas.ShouldBe(3);
        const string words = "external metric messages(&LabelSelector{MatchLabels:map[string]string{queue: orders,},MatchExpressions:[]LabelSelectorRequirement{},})";
        _cluster.EventsOf("web-hpa").ShouldContain($"SuccessfulRescale: New size: 3; reason: {words} above target");
        Status.ArrayAt("currentMetrics")![0].TextAt("external", "current", "averageValue").ShouldBe("60");
    }

    [Fact]
    public void FigureThatNobodyTells_IsToldAsSuch()
    {
        Deployment("100m", replicas: 2, "metrics.sandbox.kpanda.io/http_requests: \"30\"");
        Autoscaler(metrics: "[{type: Object, object: {metric: {name: gone}, describedObject: {apiVersion: v1, kind: ConfigMap, name: broker}, target: {type: Value, value: '1'}}}, {type: External, external: {metric: {name: far}, target: {type: Value, value: '1'}}}]");
        _cluster.EventsOf("web-hpa").ShouldContain("FailedGetObjectMetric: unable to get metric gone: ConfigMap on default broker/unable to fetch metrics from custom metrics API: the server could not find the metric gone for configmaps broker");
        _cluster.EventsOf("web-hpa").ShouldContain("FailedGetExternalMetric: unable to get external metric default/far/nil: unable to fetch metrics from external metrics API: the server could not find the requested resource (get far.external.metrics.k8s.io)");
        Condition("ScalingActive").ShouldStartWith("False FailedGetObjectMetric: the HPA was unable to compute the replica count: unable to get metric gone: ");
        Status.ArrayAt("currentMetrics")!.Select(entry => entry.TextAt("type")).ShouldBe(["", ""]);
    }

    [Fact]
    public void UseOfOneContainer_IsComparedAlone()
    {
        Deployment("500m", replicas: 2);
        Autoscaler(metrics: "[{type: ContainerResource, containerResource: {name: cpu, container: main, target: {type: Utilization, averageUtilization: 50}}}]");
        _cluster.Pass(40);
        Replicas.ShouldBe(4);
        _cluster.EventsOf("web-hpa").ShouldContain("SuccessfulRescale: New size: 4; reason: cpu container resource utilization (percentage of request) above target");
        Status.ArrayAt("currentMetrics")![0].TextAt("containerResource", "container").ShouldBe("main");
    }

    [Fact]
    public void AbsentTarget_AndTargetOfNone_AreToldAsSuch()
    {
        Autoscaler();
        Condition("AbleToScale").ShouldBe("False FailedGetScale: the HPA controller was unable to get the target's current scale: deployments.apps \"web\" not found");
        Deployment("500m", replicas: 0);
        _cluster.Pass(20);
        Condition("ScalingActive").ShouldBe("False ScalingDisabled: scaling is disabled since the replica count of the target is zero");
        Replicas.ShouldBe(0);
    }

    [Fact]
    public void SizeBeyondTheBounds_IsBroughtBackAtOnce()
    {
        Deployment("100m", replicas: 14);
        Autoscaler();
        Replicas.ShouldBe(10);
        _cluster.EventsOf("web-hpa").ShouldContain("SuccessfulRescale: New size: 10; reason: Current number of replicas above Spec.MaxReplicas");
    }

    private int Replicas => _cluster.Get(BuiltIn.Deployments, "web").IntAt("spec", "replicas") ?? -1;

    private JsonObject Status => _cluster.Get(BuiltIn.HorizontalPodAutoscalers, "web-hpa").ObjectAt("status")!;

    private string Condition(string type)
    {
        var condition = Conditions.Find(Status, type);
        return $"{condition.TextAt("status")} {condition.TextAt("reason")}: {condition.TextAt("message")}";
    }

    private void Use(string cpu)
    {
        foreach (var pod in _cluster.Pods("web"))
            _cluster.Change(BuiltIn.Pods, pod.Name(), item => item.SetAnnotation("sandbox.kpanda.io/cpu-usage", cpu));
        _cluster.Change(BuiltIn.Deployments, "web", item => item["metadata"]!["labels"] = new JsonObject { ["seen"] = "yes" });
    }

    private void Deployment(string cpu, int replicas, string annotation = "x: y", string request = "{cpu: 200m, memory: 256Mi}") => _cluster.Apply(BuiltIn.Deployments, $$$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: {{{replicas}}}
          selector: {matchLabels: {app: web}}
          template:
            metadata:
              labels: {app: web}
              annotations: {sandbox.kpanda.io/cpu-usage: {{{cpu}}}, {{{annotation}}}}
            spec:
              containers: [{name: main, image: nginx, resources: {requests: {{{request}}}}}]
        """);

    private void Autoscaler(string behaviour = "", string metrics = "[{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}]") =>
        _cluster.Apply(BuiltIn.HorizontalPodAutoscalers, $$$"""
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: web-hpa}
            spec:
              scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
              minReplicas: 2
              maxReplicas: 10
              metrics: {{{metrics}}}
              {{{behaviour.Replace("\n", "\n  ", StringComparison.Ordinal)}}}
            """);
}
