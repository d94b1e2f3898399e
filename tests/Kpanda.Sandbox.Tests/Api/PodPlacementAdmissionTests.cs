using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Tests.Api;

/// <summary>PodNodeSelector and PodTolerationRestriction: what annotations of a namespace do to its pods, in Kubernetes' words.</summary>
public sealed class PodPlacementAdmissionTests
{
    private const string Pods = "/api/v1/namespaces/team/pods";
    private const string Selector = "node-selector";
    private const string Defaults = "defaultTolerations";
    private const string Allowed = "tolerationsWhitelist";

    // What every pod tolerates already when the plugin sees it.
    private const string NotReady = """{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":300}""";
    private const string Unreachable = """{"key":"node.kubernetes.io/unreachable","operator":"Exists","effect":"NoExecute","tolerationSeconds":300}""";
    private const string Gpu = """{"key":"gpu","operator":"Exists","effect":"NoSchedule"}""";
    private const string ShortOfMemory = """{"key":"node.kubernetes.io/memory-pressure","operator":"Exists","effect":"NoSchedule"}""";
    private const string Whitelist = """[{"operator":"Exists","effect":"NoExecute","tolerationSeconds":600},{"key":"gpu","operator":"Exists"}]""";

    [Fact]
    public async Task NodeSelectorOfTheNamespace_IsMergedIntoThatOfThePod()
    {
        await using var served = await StartAsync((Selector, "zone=a, disk = ssd"));
        var (code, pod) = await CreateAsync(served, """{"nodeSelector":{"gpu":"yes","zone":"a"}}""");
        code.ShouldBe(HttpStatusCode.Created);
        pod.Child("spec", "nodeSelector")!.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}={l.Value}").ShouldBe(["disk=ssd", "gpu=yes", "zone=a"]);
    }

    [Fact]
    public async Task NodeSelectorThatConflicts_IsForbidden()
    {
        await using var served = await StartAsync((Selector, "zone=a"));
        var (code, body) = await CreateAsync(served, """{"nodeSelector":{"zone":"b"}}""");
        code.ShouldBe(HttpStatusCode.Forbidden);
        body.Text("reason").ShouldBe("Forbidden");
        body.Text("message").ShouldBe("pods \"x\" is forbidden: pod node label selector conflicts with its namespace node label selector");
    }

    [Theory]
    [InlineData(Selector, "zone", "invalid selector: [zone]")]
    [InlineData(Selector, "zone=a=b", "invalid selector: [zone a b]")]
    [InlineData(Selector, "zone=a b", "[zone]: Invalid value: \"a b\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')")]
    [InlineData(Defaults, "[{", "unexpected end of JSON input")]
    [InlineData(Defaults, "{}", "json: cannot unmarshal object into Go value of type []v1.Toleration")]
    [InlineData(Defaults, """["gpu"]""", "json: cannot unmarshal string into Go value of type v1.Toleration")]
    [InlineData(Allowed, """[{"key":1}]""", "json: cannot unmarshal number into Go struct field Toleration.key of type string")]
    [InlineData(Allowed, """[{"tolerationSeconds":1.5}]""", "json: cannot unmarshal number 1.5 into Go struct field Toleration.tolerationSeconds of type int64")]
    public async Task AnnotationThatCannotBeRead_FailsWithoutAReason(string annotation, string value, string message)
    {
        await using var served = await StartAsync((annotation, value));
        var (code, body) = await CreateAsync(served, "{}");
        code.ShouldBe(HttpStatusCode.InternalServerError);
        body.Text("message").ShouldBe(message);
        body.ContainsKey("reason").ShouldBeFalse();
    }

    [Fact]
    public async Task DefaultTolerations_AreAdded_WhereThePodHasNone()
    {
        await using var served = await StartAsync((Defaults, $"[{Gpu}]"));
        Tolerations((await CreateAsync(served, "{}")).Body).ShouldBe([NotReady, Unreachable, Gpu]);
    }

    [Fact]
    public async Task TolerationsAreMerged_AndTheWiderOnesStay()
    {
        await using var served = await StartAsync((Defaults, """[{"key":"gpu","operator":"Exists"},{"key":"team","operator":"Equal","value":"a"},{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":900}]"""));
        var (_, pod) = await CreateAsync(served, $$"""{"tolerations":[{{Gpu}},{"key":"team","operator":"Equal","value":"b"}]}""");
        Tolerations(pod).ShouldBe(
        [
            """{"key":"team","operator":"Equal","value":"b"}""",
            Unreachable,
            """{"key":"gpu","operator":"Exists"}""",
            """{"key":"team","operator":"Equal","value":"a"}""",
            """{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":900}""",
        ]);
    }

    [Fact]
    public async Task PodThatAsksForResources_ToleratesShortMemory()
    {
        await using var served = await StartAsync();
        Tolerations((await CreateAsync(served, "{}", """{"requests":{"cpu":"100m"}}""")).Body).ShouldBe([NotReady, Unreachable, ShortOfMemory]);
        Tolerations((await CreateAsync(served, "{}", name: "best-effort")).Body).ShouldBe([NotReady, Unreachable]);
    }

    [Fact]
    public async Task TolerationsBesideTheWhitelist_AreRefused_WhenCreatedAndWhenAdded()
    {
        await using var served = await StartAsync((Allowed, Whitelist));
        var (code, body) = await CreateAsync(served, """{"tolerations":[{"key":"other","operator":"Exists"}]}""");
        code.ShouldBe(HttpStatusCode.InternalServerError);
        body.Text("message").ShouldBe("pod tolerations (possibly merged with namespace default tolerations) conflict with its namespace whitelist");

        (await CreateAsync(served, $$"""{"tolerations":[{{Gpu}}]}""")).Code.ShouldBe(HttpStatusCode.Created);
        (code, body) = await AddAsync(served, """{"key":"other","operator":"Exists"}""");
        code.ShouldBe(HttpStatusCode.InternalServerError);
        body.Text("message")!.ShouldEndWith("conflict with its namespace whitelist");
        (code, body) = await AddAsync(served, """{"key":"gpu","operator":"Exists","effect":"NoExecute","tolerationSeconds":5}""");
        code.ShouldBe(HttpStatusCode.OK);
        Tolerations(body).Count.ShouldBe(4);
    }

    [Fact]
    public async Task DefaultsOfANamespace_AreForNewPodsAlone()
    {
        await using var served = await StartAsync();
        (await CreateAsync(served, "{}")).Code.ShouldBe(HttpStatusCode.Created);
        Annotate(served.Cluster, "team", (Defaults, $"[{Gpu}]"), (Selector, "zone=a"));
        var (code, pod) = await served.SendAsync(HttpMethod.Patch, $"{Pods}/x", """{"metadata":{"labels":{"a":"b"}}}""", "application/merge-patch+json");
        code.ShouldBe(HttpStatusCode.OK);
        Tolerations(pod).ShouldBe([NotReady, Unreachable]);
        pod.Child("spec", "nodeSelector").ShouldBeNull();
    }

    [Fact]
    public async Task BothAreOff_UnlessEnabled()
    {
        await using var served = await ServedCluster.StartAsync();
        await PrepareAsync(served, (Selector, "zone=a"), (Defaults, $"[{Gpu}]"), (Allowed, """[{"key":"none"}]"""));
        var (code, pod) = await CreateAsync(served, """{"nodeSelector":{"zone":"b"}}""", """{"requests":{"cpu":"100m"}}""");
        code.ShouldBe(HttpStatusCode.Created);
        pod.Child("spec", "nodeSelector").Text("zone").ShouldBe("b");
        Tolerations(pod).ShouldBe([NotReady, Unreachable]);
    }

    [Theory]
    [InlineData(Selector, "zone=a", "is forbidden: pod node label selector conflicts with its namespace node label selector")]
    [InlineData(Allowed, """[{"key":"none","operator":"Exists"}]""", "Error creating: pod tolerations (possibly merged with namespace default tolerations) conflict with its namespace whitelist")]
    public void WorkloadsAreTold_WhyTheirPodsDoNotCome(string annotation, string value, string told)
    {
        using var cluster = new SteppedCluster(admission: Both);
        Annotate(cluster.Cluster, "default", (annotation, value));
        cluster.Apply(BuiltIn.ReplicaSets,
            """
            apiVersion: apps/v1
            kind: ReplicaSet
            metadata: {name: web}
            spec:
              replicas: 1
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  nodeSelector: {zone: b}
                  containers: [{name: c, image: "nginx:1.27"}]
            """);
        cluster.Pass(5);
        cluster.Pods("web").ShouldBeEmpty();
        cluster.EventsOf("web").ShouldContain(e => e.StartsWith("FailedCreate:", StringComparison.Ordinal) && e.EndsWith(told, StringComparison.Ordinal));
    }

    private const AdmissionPlugins Both = AdmissionPlugins.PodNodeSelector | AdmissionPlugins.PodTolerationRestriction;

    private static async Task<ServedCluster> StartAsync(params (string Name, string Value)[] annotations)
    {
        var served = await ServedCluster.StartAsync(new SandboxClusterOptions { Admission = Both });
        await PrepareAsync(served, annotations);
        return served;
    }

    private static async Task PrepareAsync(ServedCluster served, params (string Name, string Value)[] annotations)
    {
        (await served.PostAsync("/api/v1/namespaces", """{"metadata":{"name":"team"}}""")).Code.ShouldBe(HttpStatusCode.Created);
        Annotate(served.Cluster, "team", annotations);
    }

    private static void Annotate(SandboxCluster cluster, string ns, params (string Name, string Value)[] annotations) =>
        cluster.Store.Update(BuiltIn.Namespaces, "", ns, found =>
        {
            var all = found.Ensure("metadata").Ensure("annotations");
            foreach (var (name, value) in annotations) all["scheduler.alpha.kubernetes.io/" + name] = value;
            return found;
        }).Ok.ShouldBeTrue();

    private static Task<(HttpStatusCode Code, JsonObject Body)> CreateAsync(ServedCluster served, string spec, string resources = "{}", string name = "x")
    {
        var pod = new JsonObject { ["metadata"] = new JsonObject { ["name"] = name }, ["spec"] = JsonNode.Parse(spec) };
        pod["spec"]!["containers"] = JsonNode.Parse($$"""[{"name":"c","image":"nginx","resources":{{resources}}}]""");
        return served.PostAsync(Pods, pod.ToJsonString());
    }

    private static Task<(HttpStatusCode Code, JsonObject Body)> AddAsync(ServedCluster served, string toleration) =>
        served.SendAsync(HttpMethod.Patch, $"{Pods}/x", $$"""[{"op":"add","path":"/spec/tolerations/-","value":{{toleration}}}]""", "application/json-patch+json");

    private static List<string> Tolerations(JsonObject pod) => [.. pod.Child("spec")!["tolerations"]!.AsArray().Select(t => t!.ToJsonString())];
}
