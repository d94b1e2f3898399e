using System.Net;
using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Tests.Api;

/// <summary>What is wrong with an object is said in Kubernetes' words. The words are those of 1.36; <see cref="Live.DifferentialTests"/> checks many more against real clusters.</summary>
public sealed class RefusalTests
{
    private static readonly Dictionary<string, string> Paths = new()
    {
        ["Pod"] = "/api/v1/namespaces/default/pods",
        ["Service"] = "/api/v1/namespaces/default/services",
        ["Secret"] = "/api/v1/namespaces/default/secrets",
        ["ResourceQuota"] = "/api/v1/namespaces/default/resourcequotas",
        ["LimitRange"] = "/api/v1/namespaces/default/limitranges",
        ["PersistentVolumeClaim"] = "/api/v1/namespaces/default/persistentvolumeclaims",
        ["Deployment"] = "/apis/apps/v1/namespaces/default/deployments",
        ["StatefulSet"] = "/apis/apps/v1/namespaces/default/statefulsets",
        ["DaemonSet"] = "/apis/apps/v1/namespaces/default/daemonsets",
        ["CronJob"] = "/apis/batch/v1/namespaces/default/cronjobs",
        ["HorizontalPodAutoscaler"] = "/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers",
        ["PodDisruptionBudget"] = "/apis/policy/v1/namespaces/default/poddisruptionbudgets",
        ["Ingress"] = "/apis/networking.k8s.io/v1/namespaces/default/ingresses",
        ["NetworkPolicy"] = "/apis/networking.k8s.io/v1/namespaces/default/networkpolicies",
        ["Role"] = "/apis/rbac.authorization.k8s.io/v1/namespaces/default/roles",
        ["ClusterRoleBinding"] = "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
        ["PriorityClass"] = "/apis/scheduling.k8s.io/v1/priorityclasses",
        ["Lease"] = "/apis/coordination.k8s.io/v1/namespaces/default/leases",
    };

    [Fact]
    public async Task NothingInAMapOfBytes_IsAnEmptyText()
    {
        await using var served = await ServedCluster.StartAsync();
        var (_, body) = await served.PostAsync(Paths["Secret"], """{"metadata":{"name":"x","labels":{"l":null}},"data":{"a":null},"stringData":{"b":"2"}}""");
        body["data"]!.ToJsonString().ShouldBe("""{"a":"","b":"Mg=="}""");
        body["metadata"]!["labels"]!.ToJsonString().ShouldBe("""{"l":""}""");
    }

    [Theory]
    [InlineData("Pod", """{"spec":{"containers":[{"name":"c","image":"nginx","ports":[{"name":"http","containerPort":80},{"name":"http","containerPort":81}]}]}}""",
        "spec.containers[0].ports[1].name: Duplicate value: \"http\"")]
    [InlineData("Pod", """{"spec":{"containers":[{"name":"c","image":"nginx","ports":[{"name":"A_b"}]}]}}""",
        "spec.containers[0].ports[0].name: Invalid value: \"A_b\": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-); spec.containers[0].ports[0].containerPort: Required value")]
    [InlineData("Pod", """{"spec":{"containers":[{"name":"c","image":"nginx","resources":{"requests":{"gpu":"1"}}}]}}""",
        "spec.containers[0].resources.requests[gpu]: Invalid value: \"gpu\": must be a standard resource type or fully qualified; spec.containers[0].resources.requests[gpu]: Invalid value: \"gpu\": must be a standard resource for containers")]
    [InlineData("Pod", """{"spec":{"containers":[{"name":"c","image":"nginx","resources":{"limits":{"cpu":"1"},"requests":{"cpu":"2"}}}]}}""",
        "spec.containers[0].resources.requests: Invalid value: \"2\": must be less than or equal to cpu limit of 1")]
    [InlineData("Pod", """{"spec":{"containers":[{"name":"c","image":"nginx","env":[{"value":"1"}],"livenessProbe":{}}]}}""",
        "spec.containers[0].env[0].name: Required value; spec.containers[0].livenessProbe: Required value: must specify a handler type")]
    [InlineData("Service", """{"spec":{"ports":[{"name":"a","port":80},{"name":"a","port":80}]}}""",
        "spec.ports[1].name: Duplicate value: \"a\"; spec.ports[1]: Duplicate value: {\"Name\":\"\",\"Protocol\":\"TCP\",\"AppProtocol\":null,\"Port\":80,\"TargetPort\":0,\"NodePort\":0}")]
    [InlineData("ResourceQuota", """{"spec":{"hard":{"pods":"-1","cows":"1"}}}""",
        "spec.hard[pods]: Invalid value: \"-1\": must be greater than or equal to 0; spec.hard[cows]: Invalid value: \"cows\": must be a standard resource type or fully qualified; spec.hard[cows]: Invalid value: \"cows\": must be a standard resource for quota")]
    [InlineData("LimitRange", """{"spec":{"limits":[{"type":"Container","default":{"cpu":"1"},"defaultRequest":{"cpu":"2"}},{"type":"Container"}]}}""",
        "spec.limits[0].defaultRequest[cpu]: Invalid value: \"2\": default request value 2 is greater than default limit value 1; spec.limits[1].type: Duplicate value: \"Container\"")]
    [InlineData("PersistentVolumeClaim", """{"spec":{"accessModes":["ReadWriteOncePod","ReadWriteOnce"],"resources":{"requests":{"storage":"0"}}}}""",
        "spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes; spec.resources[storage]: Invalid value: \"0\": must be greater than zero")]
    [InlineData("Deployment", """{"spec":{"strategy":{"type":"Other"},"selector":{"matchLabels":{"app":"a"}},"template":{"metadata":{"labels":{"app":"b"}},"spec":{"containers":[{"name":"c","image":"nginx"}]}}}}""",
        "spec.template.metadata.labels: Invalid value: {\"app\":\"b\"}: `selector` does not match template `labels`; spec.strategy: Unsupported value: {\"Type\":\"Other\",\"RollingUpdate\":null}: supported values: \"Recreate\", \"RollingUpdate\"")]
    [InlineData("DaemonSet", """{"spec":{"selector":{},"template":{"spec":{"containers":[{"name":"c","image":"nginx"}]}}}}""",
        "spec.selector: Invalid value: {}: empty selector is invalid for daemonset")]
    [InlineData("StatefulSet", """{"spec":{"serviceName":"s","selector":{"matchExpressions":[{"key":"a","operator":"In"}]},"template":{"metadata":{"labels":{"a":"a"}},"spec":{"containers":[{"name":"c","image":"nginx"}]}}}}""",
        "spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'; spec.selector: Invalid value: {\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"In\"}]}")]
    [InlineData("CronJob", """{"spec":{"schedule":"61 * * * *","timeZone":"Nowhere/Far","jobTemplate":{"spec":{"template":{"spec":{"containers":[{"name":"c","image":"nginx"}]}}}}}}""",
        "spec.schedule: Invalid value: \"61 * * * *\": end of range (61) above maximum (59): 61; spec.timeZone: Invalid value: \"Nowhere/Far\": unknown time zone Nowhere/Far; spec.jobTemplate.spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\", \"Never\"")]
    [InlineData("HorizontalPodAutoscaler", """{"spec":{"minReplicas":2,"scaleTargetRef":{"kind":"Deployment","name":"d"},"metrics":[{"type":"Resource","resource":{"target":{"type":"Utilization","averageUtilization":1}}}]}}""",
        "spec.maxReplicas: Required value: must be set and greater than 0; spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`; spec.scaleTargetRef.apiVersion: Invalid value: \"\": apiVersion must specify API group; spec.metrics[0].resource.name: Required value: must specify a resource name")]
    [InlineData("PodDisruptionBudget", """{"spec":{"minAvailable":"150%"}}""", "spec.minAvailable: Invalid value: \"150%\": must not be greater than 100%")]
    [InlineData("Ingress", """{"spec":{}}""", "spec: Invalid value: null: either `defaultBackend` or `rules` must be specified")]
    [InlineData("Ingress", """{"spec":{"rules":[{"http":{"paths":[{"path":"a//b","pathType":"Prefix","backend":{"service":{"name":"s"}}},{"backend":{}}]}}]}}""",
        "spec.rules[0].http.paths[0].path: Invalid value: \"a//b\": must be an absolute path; spec.rules[0].http.paths[0].path: Invalid value: \"a//b\": must not contain '//'; spec.rules[0].http.paths[0].backend: Required value: port name or number is required; spec.rules[0].http.paths[1].pathType: Required value: pathType must be specified")]
    [InlineData("NetworkPolicy", """{"spec":{"podSelector":{},"ingress":[{"from":[{}],"ports":[{"protocol":"ICMP"}]}]}}""",
        "spec.ingress[0].ports[0].protocol: Unsupported value: \"ICMP\": supported values: \"TCP\", \"UDP\", \"SCTP\"; spec.ingress[0].from[0]: Required value: must specify a peer")]
    [InlineData("Role", """{"rules":[{"resources":["pods"]},{"verbs":["get"],"nonResourceURLs":["/a"]}]}""",
        "rules[0].verbs: Required value: verbs must contain at least one value; rules[0].apiGroups: Required value: resource rules must supply at least one api group; rules[1].nonResourceURLs: Invalid value: [\"/a\"]: namespaced rules cannot apply to non-resource URLs")]
    [InlineData("ClusterRoleBinding", """{"roleRef":{"kind":"Role","name":"r"},"subjects":[{"kind":"ServiceAccount","name":"a"},{"kind":"Robot","name":"b"}]}""",
        "roleRef.kind: Unsupported value: \"Role\": supported values: \"ClusterRole\"; subjects[0].namespace: Required value; subjects[1].kind: Unsupported value: \"Robot\": supported values: \"ServiceAccount\", \"User\", \"Group\"")]
    [InlineData("PriorityClass", """{"value":1000000001}""", "value: Forbidden: maximum allowed value of a user defined priority is 1000000000")]
    [InlineData("Lease", """{"spec":{"leaseDurationSeconds":0}}""", "spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0")]
    public async Task WhatIsInvalid_IsNamedFieldByField(string kind, string body, string expected)
    {
        await using var served = await ServedCluster.StartAsync();

        var (code, status) = await CreateAsync(served, kind, body);

        code.ShouldBe(HttpStatusCode.UnprocessableEntity, status.ToJsonString());
        string.Join("; ", status["details"]!["causes"]!.AsArray().Select(c => $"{c!["field"]}: {c["message"]}")).ShouldBe(expected);
    }

    [Theory]
    [InlineData("Deployment", """{"spec":{"strategy":{"type":{}}}}""", "json: cannot unmarshal object into Go struct field DeploymentStrategy.spec.strategy.type of type v1.DeploymentStrategyType")]
    [InlineData("Deployment", """{"spec":{"replicas":1.5}}""", "json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32")]
    [InlineData("Deployment", """{"spec":{"replicas":"a","strategy":{"rollingUpdate":{"maxSurge":{}}}}}""", "json: cannot unmarshal object into Go struct field RollingUpdateDeployment.spec.strategy.rollingUpdate.maxSurge of type int32")]
    [InlineData("Ingress", """{"spec":{"rules":[{"http":1}]}}""", "json: cannot unmarshal number into Go struct field IngressRule.spec.rules.IngressRuleValue.http of type v1.HTTPIngressRuleValue")]
    [InlineData("HorizontalPodAutoscaler", """{"spec":{"scaleTargetRef":[]}}""", "json: cannot unmarshal array into Go struct field HorizontalPodAutoscalerSpec.spec.scaleTargetRef of type v2.CrossVersionObjectReference")]
    [InlineData("Pod", """{"spec":{"containers":[{"resources":{"requests":"1"}}]}}""", "json: cannot unmarshal string into Go struct field ResourceRequirements.spec.containers.resources.requests of type v1.ResourceList")]
    [InlineData("Secret", """{"data":{"a":true}}""", "json: cannot unmarshal bool into Go struct field Secret.data of type []uint8")]
    [InlineData("Secret", """{"data":{"a":"ab-="}}""", "illegal base64 data at input byte 2")]
    public async Task WhatCannotBeRead_IsNamedAsGoNamesIt(string kind, string body, string expected)
    {
        await using var served = await ServedCluster.StartAsync();

        var (code, status) = await CreateAsync(served, kind, body);

        code.ShouldBe(HttpStatusCode.BadRequest, status.ToJsonString());
        var version = Paths[kind].Split('/') is [_, "api", var core, ..] ? core : Paths[kind].Split('/')[3];
        status["message"]!.ToString().ShouldBe($"{kind} in version \"{version}\" cannot be handled as a {kind}: {expected}");
    }

    [Fact]
    public async Task Nulls_AreWhatGoMakesOfThem()
    {
        await using var served = await ServedCluster.StartAsync();

        var (_, map) = await CreateAsync(served, "Pod", """{"metadata":{"labels":{"app":null}},"spec":{"containers":[{"name":"c","image":"nginx","env":[{"name":"A","value":null}],"args":[null]}]}}""");
        var (_, role) = await CreateAsync(served, "Role", """{"rules":[]}""");

        map["metadata"]!["labels"]!["app"]!.ToString().ShouldBe("");
        map["spec"]!["containers"]![0]!["args"]!.ToJsonString().ShouldBe("""[""]""");
        map["spec"]!["containers"]![0]!["env"]!.ToJsonString().ShouldBe("""[{"name":"A"}]""");
        role.ContainsKey("rules").ShouldBeTrue();
        role["rules"].ShouldBeNull();
    }

    private static async Task<(HttpStatusCode Code, JsonObject Answer)> CreateAsync(ServedCluster served, string kind, string body)
    {
        var obj = JsonNode.Parse(body)!.AsObject();
        if (obj["metadata"] is not JsonObject) obj["metadata"] = new JsonObject();
        obj["metadata"]!["name"] = "refused";
        return await served.SendAsync(HttpMethod.Post, Paths[kind], obj.ToJsonString());
    }
}
