using System.Net;
using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Tests.Api;

/// <summary>A cluster serves the group versions, kinds and fields of the Kubernetes version that it says it is.</summary>
public sealed class ClusterVersionTests
{
    // Group/version/resource, and the first and the last minor version (0: still there) that served it by default.
    public static readonly TheoryData<string, int, int> Served = new()
    {
        { "batch/v1beta1/cronjobs", 20, 24 },
        { "batch/v1/cronjobs", 21, 0 },
        { "batch/v1/jobs", 20, 0 },
        { "autoscaling/v2beta1/horizontalpodautoscalers", 20, 24 },
        { "autoscaling/v2beta2/horizontalpodautoscalers", 20, 25 },
        { "autoscaling/v2/horizontalpodautoscalers", 23, 0 },
        { "policy/v1/poddisruptionbudgets", 21, 0 },
        { "policy/v1beta1/poddisruptionbudgets", 20, 24 },
        { "policy/v1beta1/podsecuritypolicies", 20, 24 },
        { "networking.k8s.io/v1/ingresses", 20, 0 },
        { "networking.k8s.io/v1beta1/ingresses", 20, 21 },
        { "networking.k8s.io/v1/ipaddresses", 33, 0 },
        { "extensions/v1beta1/ingresses", 20, 21 },
        { "discovery.k8s.io/v1/endpointslices", 21, 0 },
        { "discovery.k8s.io/v1beta1/endpointslices", 20, 24 },
        { "events.k8s.io/v1beta1/events", 20, 24 },
        { "flowcontrol.apiserver.k8s.io/v1beta1/flowschemas", 20, 25 },
        { "flowcontrol.apiserver.k8s.io/v1beta2/flowschemas", 23, 28 },
        { "flowcontrol.apiserver.k8s.io/v1beta3/flowschemas", 26, 31 },
        { "flowcontrol.apiserver.k8s.io/v1/flowschemas", 29, 0 },
        { "storage.k8s.io/v1beta1/csistoragecapacities", 21, 26 },
        { "storage.k8s.io/v1/csistoragecapacities", 24, 0 },
        { "storage.k8s.io/v1/volumeattributesclasses", 34, 0 },
        { "admissionregistration.k8s.io/v1/validatingadmissionpolicies", 30, 0 },
        { "admissionregistration.k8s.io/v1/mutatingadmissionpolicies", 36, 0 },
        { "apiextensions.k8s.io/v1beta1/customresourcedefinitions", 20, 21 },
        { "authentication.k8s.io/v1/selfsubjectreviews", 28, 0 },
        { "resource.k8s.io/v1/resourceclaims", 34, 0 },
    };

    public static readonly TheoryData<int> Versions = [20, 24, 28, 32, 36];

    [Theory]
    [MemberData(nameof(Served))]
    public async Task Collection_IsServedByTheVersionsThatHadIt(string collection, int first, int last)
    {
        var parts = collection.Split('/');
        foreach (var minor in Enumerable.Range(20, 17))
        {
            await using var served = await StartAsync(minor);
            var there = minor >= first && (last == 0 || minor <= last);
            var (code, list) = await served.RawGetAsync($"/apis/{parts[0]}/{parts[1]}");
            var named = code == HttpStatusCode.OK && list["resources"]!.AsArray().Any(r => r!["name"]!.ToString() == parts[2]);
            named.ShouldBe(there, $"{collection} in 1.{minor}");
            if (parts[2].EndsWith("reviews", StringComparison.Ordinal)) continue;
            (await served.RawGetAsync($"/apis/{collection}")).Code.ShouldBe(there ? HttpStatusCode.OK : HttpStatusCode.NotFound, $"{collection} in 1.{minor}");
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Discovery_TellsTheSameInAllItsForms(int minor)
    {
        await using var served = await StartAsync(minor);
        (await served.GetAsync("/version")).Body["gitVersion"]!.ToString().ShouldBe($"v1.{minor}.1");
        SortedSet<string> legacy = new(StringComparer.Ordinal);
        var groups = (await served.GetAsync("/apis")).Body["groups"]!.AsArray();
        foreach (var version in groups.SelectMany(g => g!["versions"]!.AsArray()).Select(v => v!["groupVersion"]!.ToString()))
        {
            foreach (var resource in (await served.GetAsync($"/apis/{version}")).Body["resources"]!.AsArray().Select(r => r!["name"]!.ToString()).Where(n => !n.Contains('/', StringComparison.Ordinal)))
                legacy.Add($"{version}/{resource}");
        }

        foreach (var group in groups) group!["preferredVersion"]!["groupVersion"]!.ToString().ShouldBe(group["versions"]![0]!["groupVersion"]!.ToString());
        var (form, items) = await AggregatedAsync(served);
        form.ShouldBe(minor >= 30 ? "v2" : minor >= 27 ? "v2beta1" : "");
        if (items is not null)
        {
            SortedSet<string> aggregated = new(StringComparer.Ordinal);
            foreach (var group in items)
            {
                foreach (var version in group!["versions"]!.AsArray())
                {
                    foreach (var resource in version!["resources"]!.AsArray()) aggregated.Add($"{group["metadata"]!["name"]}/{version["version"]}/{resource!["resource"]}");
                }
            }

            aggregated.ShouldBe(legacy);
        }

        var (code, index) = await served.RawGetAsync("/openapi/v3");
        code.ShouldBe(minor >= 24 ? HttpStatusCode.OK : HttpStatusCode.NotFound);
        if (minor >= 24) index["paths"]!.AsObject().Select(p => p.Key).Where(p => p.StartsWith("apis/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .ShouldBe(legacy.Select(l => "apis/" + l[..l.LastIndexOf('/')]).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task OpenApi_HasTheTypesAndFieldsOfTheVersion(int minor)
    {
        await using var served = await StartAsync(minor);
        var document = (await served.GetAsync("/openapi/v2")).Body;
        document["info"]!["version"]!.ToString().ShouldBe($"v1.{minor}.1");
        var definitions = document["definitions"]!.AsObject();
        definitions.ContainsKey("io.k8s.api.batch.v1beta1.CronJob").ShouldBe(minor <= 24);
        definitions.ContainsKey("io.k8s.api.policy.v1beta1.PodSecurityPolicySpec").ShouldBe(minor <= 24);
        definitions.ContainsKey("io.k8s.api.resource.v1.DeviceClass").ShouldBe(minor >= 34);
        var pod = definitions["io.k8s.api.core.v1.PodSpec"]!["properties"]!.AsObject();
        pod.ContainsKey("containers").ShouldBeTrue();
        pod.ContainsKey("os").ShouldBe(minor >= 23);
        pod.ContainsKey("schedulingGates").ShouldBe(minor >= 26);
        pod.ContainsKey("resources").ShouldBe(minor >= 32);
        definitions["io.k8s.api.core.v1.ServiceSpec"]!["properties"]!.AsObject().ContainsKey("topologyKeys").ShouldBe(minor <= 21);
        var patch = document["paths"]!["/api/v1/namespaces/{namespace}/pods/{name}"]!["patch"]!["parameters"]!.AsArray();
        patch.Any(p => p!["name"]!.ToString() == "fieldValidation").ShouldBe(minor >= 25);

        // Every reference leads somewhere.
        foreach (var reference in Values(document, "$ref")) definitions.ContainsKey(reference["#/definitions/".Length..]).ShouldBeTrue(reference);
        Values(document, "type").Distinct().ShouldBeSubsetOf(["array", "boolean", "integer", "number", "object", "string"]);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task WrittenObjects_HaveNoFieldThatTheVersionDoesNotKnow(int minor)
    {
        await using var served = await StartAsync(minor);
        var cronJobs = $"/apis/batch/{(minor == 20 ? "v1beta1" : "v1")}/namespaces/default/cronjobs";
        var (code, cronJob) = await served.PostAsync(cronJobs,
            """{"metadata":{"name":"c"},"spec":{"schedule":"* * * * *","timeZone":"Etc/UTC","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"a","image":"a"}]}}}}}}""");
        code.ShouldBe(HttpStatusCode.Created);
        cronJob["apiVersion"]!.ToString().ShouldBe(minor == 20 ? "batch/v1beta1" : "batch/v1");
        (cronJob["spec"]!["timeZone"] is not null).ShouldBe(minor >= 24);
        var (_, service) = await served.PostAsync("/api/v1/namespaces/default/services", """{"metadata":{"name":"s"},"spec":{"ports":[{"port":80}]}}""");
        (service["spec"]!["internalTrafficPolicy"] is not null).ShouldBe(minor >= 21);
        var (_, job) = await served.PostAsync("/apis/batch/v1/namespaces/default/jobs",
            """{"metadata":{"name":"j"},"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"a","image":"a"}]}}}}""");
        (job["spec"]!["podReplacementPolicy"] is not null).ShouldBe(minor >= 28);
    }

    [Fact]
    public async Task AutoscalerOfTheFirstBeta_IsTheOneOfTheLastVersion()
    {
        await using var served = await StartAsync(24);
        const string first = "/apis/autoscaling/v2beta1/namespaces/default/horizontalpodautoscalers";
        var (code, made) = await served.PostAsync(first,
            """
            {"metadata":{"name":"h"},"spec":{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"d"},"maxReplicas":5,"metrics":[
              {"type":"Resource","resource":{"name":"cpu","targetAverageUtilization":70}},
              {"type":"Pods","pods":{"metricName":"rps","targetAverageValue":"10"}},
              {"type":"External","external":{"metricName":"queue","metricSelector":{"matchLabels":{"q":"a"}},"targetValue":"30"}}]}}
            """);
        code.ShouldBe(HttpStatusCode.Created, made.ToJsonString());
        made["spec"]!["metrics"]![0]!["resource"]!["targetAverageUtilization"]!.GetValue<int>().ShouldBe(70);
        made["spec"]!["metrics"]![2]!["external"]!.ToJsonString().ShouldBe("""{"metricName":"queue","metricSelector":{"matchLabels":{"q":"a"}},"targetValue":"30"}""");
        var (_, last) = await served.GetAsync(first.Replace("v2beta1", "v2", StringComparison.Ordinal) + "/h");
        last["spec"]!["metrics"]![0]!["resource"]!.ToJsonString().ShouldBe("""{"name":"cpu","target":{"averageUtilization":70,"type":"Utilization"}}""");
        last["spec"]!["metrics"]![1]!["pods"]!["metric"]!["name"]!.ToString().ShouldBe("rps");
        (await served.GetAsync(first.Replace("v2beta1", "v1", StringComparison.Ordinal) + "/h")).Body["spec"]!["targetCPUUtilizationPercentage"]!.GetValue<int>().ShouldBe(70);
    }

    [Fact]
    public async Task IngressOfTheOldGroups_IsTheSameObject()
    {
        await using var served = await StartAsync(20);
        var (code, made) = await served.PostAsync("/apis/extensions/v1beta1/namespaces/default/ingresses",
            """
            {"metadata":{"name":"i"},"spec":{"backend":{"serviceName":"d","servicePort":"http"},"rules":[{"host":"a.example.com","http":{"paths":[
              {"path":"/x","backend":{"serviceName":"s","servicePort":80}}]}}]}}
            """);
        code.ShouldBe(HttpStatusCode.Created, made.ToJsonString());
        made["kind"]!.ToString().ShouldBe("Ingress");
        made["apiVersion"]!.ToString().ShouldBe("extensions/v1beta1");
        made["spec"]!["rules"]![0]!["http"]!["paths"]![0]!["backend"]!.ToJsonString().ShouldBe("""{"serviceName":"s","servicePort":80}""");
        var (_, stable) = await served.GetAsync("/apis/networking.k8s.io/v1/namespaces/default/ingresses/i");
        stable["spec"]!["defaultBackend"]!.ToJsonString().ShouldBe("""{"service":{"name":"d","port":{"name":"http"}}}""");
        stable["spec"]!["rules"]![0]!["http"]!["paths"]![0]!.ToJsonString().ShouldBe("""{"path":"/x","backend":{"service":{"name":"s","port":{"number":80}}},"pathType":"ImplementationSpecific"}""");
        (await served.GetAsync("/apis/networking.k8s.io/v1beta1/namespaces/default/ingresses")).Body["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task DefinitionOfTheBeta_DefinesAKind()
    {
        await using var served = await StartAsync(20);
        var (code, made) = await served.PostAsync("/apis/apiextensions.k8s.io/v1beta1/customresourcedefinitions",
            """
            {"metadata":{"name":"ships.sea.example.com"},"spec":{"group":"sea.example.com","version":"v1","scope":"Namespaced","names":{"kind":"Ship","plural":"ships"},
             "additionalPrinterColumns":[{"name":"Size","type":"integer","JSONPath":".spec.size"}],"subresources":{"status":{}}}}
            """);
        code.ShouldBe(HttpStatusCode.Created, made.ToJsonString());
        made["spec"]!["version"]!.ToString().ShouldBe("v1");
        made["spec"]!["additionalPrinterColumns"]![0]!["JSONPath"]!.ToString().ShouldBe(".spec.size");
        var (_, stable) = await served.GetAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/ships.sea.example.com");
        stable["spec"]!["versions"]![0]!["additionalPrinterColumns"]![0]!["jsonPath"]!.ToString().ShouldBe(".spec.size");
        (await served.PostAsync("/apis/sea.example.com/v1/namespaces/default/ships", """{"metadata":{"name":"a"},"spec":{"size":3,"any":{"x":1}}}""")).Body["spec"]!["any"]!["x"]!.GetValue<int>().ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task UnknownField_IsRefusedOnlyWhereTheServerValidates(int minor)
    {
        await using var served = await StartAsync(minor);
        var (code, _) = await served.PostAsync("/api/v1/namespaces/default/configmaps?fieldValidation=Strict", """{"metadata":{"name":"m"},"dato":{}}""");
        code.ShouldBe(minor >= 25 ? HttpStatusCode.BadRequest : HttpStatusCode.Created);
    }

    private static Task<ServedCluster> StartAsync(int minor) => ServedCluster.StartAsync(new SandboxClusterOptions { Version = $"v1.{minor}.1" });

    private static async Task<(string Form, JsonArray? Items)> AggregatedAsync(ServedCluster served)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, served.Address + "/apis");
        request.Headers.TryAddWithoutValidation("Accept",
            "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json");
        using var answer = await served.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject();
        if (body["kind"]!.ToString() != "APIGroupDiscoveryList") return ("", null);
        var form = body["apiVersion"]!.ToString().Split('/')[1];
        answer.Content.Headers.ContentType!.Parameters.Single(p => p.Name == "v").Value.ShouldBe(form);
        return (form, body["items"]!.AsArray());
    }

    private static IEnumerable<string> Values(JsonNode? node, string name) => node switch
    {
        JsonObject map => map.SelectMany(m => m.Key == name && m.Value is JsonValue ? [m.Value.ToString()] : Values(m.Value, name)),
        JsonArray list => list.SelectMany(item => Values(item, name)),
        _ => [],
    };
}
