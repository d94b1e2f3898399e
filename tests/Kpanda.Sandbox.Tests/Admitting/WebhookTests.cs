using System.Net;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Tests.Api;

namespace Kpanda.Sandbox.Tests.Admitting;

/// <summary>Webhooks that are really asked, over HTTPS; the sentences are those of a 1.36.2.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private const string Configurations = "/apis/admissionregistration.k8s.io/v1/";
    private const string Maps = "/api/v1/namespaces/default/configmaps";
    private const string Map = """{"metadata":{"name":"a","labels":{"hooked":"yes"}},"data":{"a":"1"}}""";

    private ServedCluster served = null!;
    private HookServer hooks = null!;

    public async ValueTask InitializeAsync() => (served, hooks) = (await ServedCluster.StartAsync(), await HookServer.StartAsync());

    public async ValueTask DisposeAsync()
    {
        await served.DisposeAsync();
        await hooks.DisposeAsync();
    }

    [Fact]
    public async Task Webhook_IsAskedWithAllThatIsKnown()
    {
        await ConfigureAsync("validating", hooks.Hook("a.example.com", "/judge"));

        (await served.PostAsync(Maps + "?fieldManager=fm&dryRun=All", Map)).Code.ShouldBe(HttpStatusCode.Created);

        var (path, review) = hooks.Asked.ShouldHaveSingleItem();
        path.ShouldBe("/judge?timeout=10s");
        review["apiVersion"]!.ToString().ShouldBe("admission.k8s.io/v1");
        var request = review["request"]!.AsObject();
        request.Select(p => p.Key).ShouldBe(["uid", "kind", "resource", "requestKind", "requestResource", "name", "namespace", "operation", "userInfo", "object", "oldObject", "dryRun", "options"]);
        request["kind"]!.ToJsonString().ShouldBe("""{"group":"","version":"v1","kind":"ConfigMap"}""");
        request["userInfo"]!["username"]!.ToString().ShouldBe("kubernetes-admin");
        request["object"]!["data"]!.ToJsonString().ShouldBe("""{"a":"1"}""");
        request["options"]!.ToJsonString().ShouldBe("""{"kind":"CreateOptions","apiVersion":"meta.k8s.io/v1","dryRun":["All"],"fieldManager":"fm"}""");
    }

    [Theory]
    [InlineData("{}", 400, "denied the request without explanation")]
    [InlineData("""{"status":{"message":"no way","code":418,"reason":"Teapot"}}""", 418, "denied the request: no way")]
    [InlineData("""{"status":{"reason":"Teapot"}}""", 400, "denied the request: Teapot")]
    public async Task Refusal_IsPassedOn(string response, int code, string words)
    {
        hooks.Answer = (_, answer) =>
        {
            answer["allowed"] = false;
            foreach (var (field, value) in JsonNode.Parse(response)!.AsObject()) answer[field] = value!.DeepClone();
        };
        foreach (var kind in new[] { "validating", "mutating" })
        {
            await ConfigureAsync(kind, hooks.Hook("a.example.com", "/"));
            var (found, body) = await served.PostAsync(Maps, Map);
            ((int)found).ShouldBe(code);
            body["message"]!.ToString().ShouldBe($"admission webhook \"a.example.com\" {words}");
            await ConfigureAsync(kind);
        }

        (await served.GetAsync(Maps + "/a")).Code.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Updates_StatusAndDeletionsAreJudged()
    {
        await served.PostAsync(Maps, Map);
        await ConfigureAsync("validating", hooks.Hook("a.example.com", "/"));
        hooks.Answer = (_, response) => response["allowed"] = false;

        foreach (var media in new[] { "application/merge-patch+json", "application/strategic-merge-patch+json" })
            (await served.SendAsync(HttpMethod.Patch, Maps + "/a", """{"data":{"a":"2"}}""", media)).Code.ShouldBe(HttpStatusCode.BadRequest);
        (await served.SendAsync(HttpMethod.Patch, Maps + "/a?fieldManager=x&force=true", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"a":"2"}}""", "application/apply-patch+yaml")).Code.ShouldBe(HttpStatusCode.BadRequest);
        (await served.SendAsync(HttpMethod.Put, Maps + "/a", Map.Replace("\"1\"", "\"2\"", StringComparison.Ordinal))).Code.ShouldBe(HttpStatusCode.BadRequest);
        (await served.SendAsync(HttpMethod.Delete, Maps + "/a")).Code.ShouldBe(HttpStatusCode.BadRequest);
        (await served.SendAsync(HttpMethod.Delete, Maps)).Code.ShouldBe(HttpStatusCode.BadRequest);

        (await served.GetAsync(Maps + "/a")).Body["data"]!["a"]!.ToString().ShouldBe("1");
        hooks.Asked.Select(a => a.Review["request"]!["operation"]!.ToString()).ShouldBe(["UPDATE", "UPDATE", "UPDATE", "UPDATE", "DELETE", "DELETE"]);
        hooks.Asked.Last().Review["request"]!["object"].ShouldBeNull();
        hooks.Asked.Last().Review["request"]!["oldObject"]!["data"]!["a"]!.ToString().ShouldBe("1");
    }

    [Fact]
    public async Task Patches_AreAppliedAndSeenByThoseWhoComeLater()
    {
        hooks.Answer = (request, response) =>
        {
            // Who sees the other's label says so; the first may look again.
            var labels = request["object"]!["metadata"]!["labels"]!.AsObject();
            var me = request["object"]!["data"]!.AsObject().ContainsKey("first") ? "second" : "first";
            HookServer.Patch(response, labels.ContainsKey(me) ? "[]" : $$"""[{"op":"add","path":"/metadata/labels/{{me}}","value":"seen"},{"op":"add","path":"/data/{{me}}","value":"1"}]""");
        };
        await ConfigureAsync("mutating", hooks.Hook("a.example.com", "/first", hook => hook["reinvocationPolicy"] = "IfNeeded"), hooks.Hook("b.example.com", "/second"));
        await ConfigureAsync("validating", hooks.Hook("c.example.com", "/validating"));

        var (code, made) = await served.PostAsync(Maps, Map);

        code.ShouldBe(HttpStatusCode.Created);
        made["data"]!.ToJsonString().ShouldBe("""{"a":"1","first":"1","second":"1"}""");
        hooks.Asked.Select(a => a.Path.Split('?')[0]).ShouldBe(["/first", "/second", "/first", "/validating"]);
        hooks.Asked.Last().Review["request"]!["object"]!["data"]!.AsObject().Count.ShouldBe(3);
        (await served.SendAsync(HttpMethod.Patch, Maps + "/a", """{"data":{"b":"2"}}""", "application/merge-patch+json")).Body["data"]!["b"]!.ToString().ShouldBe("2");
    }

    [Fact]
    public async Task ChangeBesideAWebhook_IsNotLost()
    {
        await served.PostAsync(Maps, Map);
        await ConfigureAsync("validating", hooks.Hook("a.example.com", "/"));
        var once = 0;
        hooks.Before = async _ =>
        {
            // While the first is asked about, somebody else writes; that is asked about too.
            if (Interlocked.Exchange(ref once, 1) == 0) await served.SendAsync(HttpMethod.Patch, Maps + "/a", """{"data":{"other":"1"}}""", "application/merge-patch+json");
        };

        (await served.SendAsync(HttpMethod.Patch, Maps + "/a", """{"data":{"mine":"1"}}""", "application/merge-patch+json")).Code.ShouldBe(HttpStatusCode.OK);

        (await served.GetAsync(Maps + "/a")).Body["data"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal).ShouldBe(["a", "mine", "other"]);
        hooks.Asked.Count.ShouldBe(3);

        // Whoever names the version that they know is told that it is old.
        once = 0;
        var (_, read) = await served.GetAsync(Maps + "/a");
        hooks.Before = async _ =>
        {
            if (Interlocked.Exchange(ref once, 1) == 0) await served.SendAsync(HttpMethod.Patch, Maps + "/a", """{"data":{"other":"2"}}""", "application/merge-patch+json");
        };
        (await served.SendAsync(HttpMethod.Put, Maps + "/a", read.ToJsonString())).Code.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task BrokenWebhook_StopsTheRequestOrIsIgnored()
    {
        foreach (var (broken, words) in new (Action<JsonObject> Change, string Words)[]
        {
            (hook => hook["clientConfig"]!["url"] = "https://127.0.0.1:1/x", "failed to call webhook: Post \"https://127.0.0.1:1/x?timeout=10s\": dial tcp 127.0.0.1:1: connect: connection refused"),
            (hook => hook["clientConfig"]!.AsObject().Remove("caBundle"), $"failed to call webhook: Post \"{hooks.Url}/?timeout=10s\": tls: failed to verify certificate: x509: certificate signed by unknown authority"),
            (hook => hook["clientConfig"] = JsonNode.Parse("""{"service":{"name":"nope","namespace":"default","path":"/p"}}"""), "failed to call webhook: Post \"https://nope.default.svc:443/p?timeout=10s\": service \"nope\" not found"),
            (hook => hook["clientConfig"] = JsonNode.Parse("""{"service":{"name":"kubernetes","namespace":"default","path":"/p"}}"""), "failed to call webhook: Post \"https://kubernetes.default.svc:443/p?timeout=10s\": no endpoints available for service \"kubernetes\""),
            (hook => hook["clientConfig"]!["url"] = "https://169.254.169.254/x", "failed to call webhook: Post \"https://169.254.169.254/x?timeout=10s\": dial tcp 169.254.169.254:443: connect: network is unreachable"),
        })
        {
            await ConfigureAsync("validating", hooks.Hook("a.example.com", "/", broken));
            var (code, body) = await served.PostAsync(Maps, Map);
            code.ShouldBe(HttpStatusCode.InternalServerError);
            body["message"]!.ToString().ShouldBe($"Internal error occurred: failed calling webhook \"a.example.com\": {words}");

            await ConfigureAsync("validating", hooks.Hook("a.example.com", "/", hook =>
            {
                broken(hook);
                hook["failurePolicy"] = "Ignore";
            }));
            (await served.PostAsync(Maps + "?dryRun=All", Map)).Code.ShouldBe(HttpStatusCode.Created);
        }
    }

    [Fact]
    public async Task WrongAnswers_AreFailures()
    {
        await ConfigureAsync("mutating", hooks.Hook("a.example.com", "/"));
        async Task FailsAsync(string words, Action change)
        {
            (hooks.Code, hooks.Answer, hooks.Last) = (200, (_, response) => response["allowed"] = true, _ => { });
            change();
            var (code, body) = await served.PostAsync(Maps, Map);
            code.ShouldBe(HttpStatusCode.InternalServerError);
            body["message"]!.ToString().ShouldBe($"Internal error occurred: {words}");
        }

        const string call = "failed calling webhook \"a.example.com\": ";
        const string invalid = call + "received invalid webhook response: ";
        await FailsAsync(invalid + "webhook response was absent", () => hooks.Last = answer => answer.Remove("response"));
        await FailsAsync(invalid + "expected webhook response of admission.k8s.io/v1, Kind=AdmissionReview, got /, Kind=", () => hooks.Last = answer =>
        {
            answer.Remove("kind");
            answer.Remove("apiVersion");
        });
        await FailsAsync(call + "failed to call webhook: converting (v1beta1.AdmissionReview) to (v1.AdmissionReview): unknown conversion", () => hooks.Last = answer => answer["apiVersion"] = "admission.k8s.io/v1beta1");
        await FailsAsync(call + "failed to call webhook: an error on the server (\"unknown\") has prevented the request from succeeding", () => hooks.Code = 500);
        await FailsAsync(call + "failed to call webhook: the server could not find the requested resource", () => hooks.Code = 404);
        await FailsAsync(invalid + "webhook returned response.patch but not response.patchType", () => hooks.Answer = (_, response) =>
        {
            HookServer.Patch(response, "[]");
            response.Remove("patchType");
        });
        await FailsAsync(invalid + "webhook returned response.patchType but not response.patch", () => hooks.Answer = (_, response) =>
        {
            HookServer.Patch(response, "[]");
            response.Remove("patch");
        });
        await FailsAsync("json: cannot unmarshal number into Go struct field ConfigMap.data of type map[string]string", () => hooks.Answer = (_, response) => HookServer.Patch(response, """[{"op":"add","path":"/data","value":7}]"""));
    }

    [Fact]
    public async Task WebhookThatTakesTooLong_IsNotWaitedFor()
    {
        hooks.Before = cancel => Task.Delay(Timeout.Infinite, cancel);
        await ConfigureAsync("validating", hooks.Hook("a.example.com", "/", hook => hook["timeoutSeconds"] = 1));

        var (code, body) = await served.PostAsync(Maps, Map);

        code.ShouldBe(HttpStatusCode.InternalServerError);
        body["message"]!.ToString().ShouldEndWith($"Post \"{hooks.Url}/?timeout=1s\": context deadline exceeded");
    }

    [Fact]
    public async Task OnlyWhatIsMeant_IsAskedAbout()
    {
        hooks.Answer = (_, response) => response["allowed"] = false;
        foreach (var change in new Action<JsonObject>[]
        {
            hook => hook["objectSelector"] = JsonNode.Parse("""{"matchLabels":{"hooked":"no"}}"""),
            hook => hook["namespaceSelector"] = JsonNode.Parse("""{"matchExpressions":[{"key":"kubernetes.io/metadata.name","operator":"NotIn","values":["default"]}]}"""),
            hook => hook["rules"]![0]!["operations"] = new JsonArray("UPDATE"),
            hook => hook["rules"]![0]!["resources"] = new JsonArray("configmaps/status", "secrets"),
            hook => hook["rules"]![0]!["scope"] = "Cluster",
            hook => hook["matchConditions"] = JsonNode.Parse("""[{"name":"b","expression":"object.nope == 1"},{"name":"a","expression":"object.data.a == '2'"}]"""),
        })
        {
            await ConfigureAsync("validating", hooks.Hook("a.example.com", "/", change));
            var (code, body) = await served.PostAsync(Maps + "?dryRun=All", Map);
            code.ShouldBe(HttpStatusCode.Created, body.ToJsonString());
        }

        hooks.Asked.ShouldBeEmpty();
        await ConfigureAsync("validating", hooks.Hook("a.example.com", "/", hook => hook["matchConditions"] = JsonNode.Parse("""[{"name":"a","expression":"object.nope == 1"}]""")));
        var (forbidden, why) = await served.PostAsync(Maps, Map);
        forbidden.ShouldBe(HttpStatusCode.Forbidden);
        why["message"]!.ToString().ShouldBe("configmaps \"a\" is forbidden: expression 'object.nope == 1' resulted in error: no such key: nope");

        // What judges can always be taken away.
        await ConfigureAsync("validating", hooks.Hook("a.example.com", "/", hook =>
        {
            hook["rules"] = JsonNode.Parse("""[{"apiGroups":["*"],"apiVersions":["*"],"resources":["*/*"],"operations":["*"]}]""");
            hook.Remove("objectSelector");
        }));
        (await served.PostAsync(Maps, Map)).Code.ShouldBe(HttpStatusCode.BadRequest);
        (await served.SendAsync(HttpMethod.Delete, Configurations + "validatingwebhookconfigurations/hooks")).Code.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task OtherVersionsOfAKind_AreMeantToo()
    {
        const string scalers = "/namespaces/default/horizontalpodautoscalers?dryRun=All";
        const string scaler = """{"metadata":{"name":"a","labels":{"hooked":"yes"}},"spec":{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"d"},"maxReplicas":3}}""";
        void Rule(JsonObject hook) => hook["rules"] = JsonNode.Parse("""[{"apiGroups":["autoscaling"],"apiVersions":["v2"],"resources":["horizontalpodautoscalers"],"operations":["CREATE"]}]""");
        await ConfigureAsync("validating", hooks.Hook("a.example.com", "/", Rule));

        (await served.PostAsync("/apis/autoscaling/v1" + scalers, scaler)).Code.ShouldBe(HttpStatusCode.Created);

        var request = hooks.Asked.ShouldHaveSingleItem().Review["request"]!;
        request["kind"]!["version"]!.ToString().ShouldBe("v2");
        request["object"]!["apiVersion"]!.ToString().ShouldBe("autoscaling/v2");
        request["requestKind"]!["version"]!.ToString().ShouldBe("v1");
        await ConfigureAsync("validating", hooks.Hook("a.example.com", "/", hook =>
        {
            Rule(hook);
            hook["matchPolicy"] = "Exact";
        }));
        (await served.PostAsync("/apis/autoscaling/v1" + scalers, scaler)).Code.ShouldBe(HttpStatusCode.Created);
        hooks.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task ReviewOfTheOlderVersion_IsAskedOfWhoKnowsNoOther()
    {
        hooks.Answer = (_, response) =>
        {
            // The older version needs neither the uid nor the type of a patch.
            HookServer.Patch(response, """[{"op":"add","path":"/data/b","value":"2"}]""");
            response.Remove("patchType");
            response.Remove("uid");
        };
        await ConfigureAsync("mutating", hooks.Hook("a.example.com", "/", hook => hook["admissionReviewVersions"] = new JsonArray("v9", "v1beta1", "v1")));

        var (code, map) = await served.PostAsync(Maps, Map);

        code.ShouldBe(HttpStatusCode.Created, map.ToJsonString());
        hooks.Asked.ShouldHaveSingleItem().Review["apiVersion"]!.ToString().ShouldBe("admission.k8s.io/v1beta1");
        map["data"]!.ToJsonString().ShouldBe("""{"a":"1","b":"2"}""");
    }

    [Fact]
    public async Task WebhookWithSideEffects_LetsNoDryRunPass()
    {
        // Nobody can configure such a webhook today; a cluster may have one from the times of the older version.
        var kept = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "hooks" }, ["webhooks"] = new JsonArray(hooks.Hook("a.example.com", "/", hook => hook["sideEffects"] = "Some")) };
        served.Cluster.Store.Create(new("admissionregistration.k8s.io", "validatingwebhookconfigurations"), kept).Ok.ShouldBeTrue();

        var (code, body) = await served.PostAsync(Maps + "?dryRun=All", Map);

        code.ShouldBe(HttpStatusCode.BadRequest);
        body["message"]!.ToString().ShouldBe("admission webhook \"a.example.com\" does not support dry run");
        hooks.Asked.ShouldBeEmpty();
        (await served.PostAsync(Maps, Map)).Code.ShouldBe(HttpStatusCode.Created);
        hooks.Asked.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("status", """{"status":{"replicas":1}}""")]
    [InlineData("scale", """{"spec":{"replicas":5}}""")]
    public async Task PartOfAnObject_IsJudgedWhereARuleNamesIt(string part, string change)
    {
        const string deployments = "/apis/apps/v1/namespaces/default/deployments";
        (await served.PostAsync(deployments,
            """{"metadata":{"name":"d","labels":{"hooked":"yes"}},"spec":{"replicas":1,"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"nginx"}]}}}}""")).Code.ShouldBe(HttpStatusCode.Created);
        hooks.Answer = (_, response) => response["allowed"] = false;
        foreach (var (resource, expected) in new[] { ("deployments", HttpStatusCode.OK), ("deployments/" + part, HttpStatusCode.BadRequest) })
        {
            await ConfigureAsync("validating", hooks.Hook("a.example.com", "/", hook =>
            {
                hook.Remove("objectSelector");
                hook["rules"] = JsonNode.Parse($$"""[{"apiGroups":["apps"],"apiVersions":["v1"],"resources":["{{resource}}"],"operations":["UPDATE"]}]""");
            }));
            (await served.SendAsync(HttpMethod.Patch, $"{deployments}/d/{part}?dryRun=All", change, "application/merge-patch+json")).Code.ShouldBe(expected);
        }

        var request = hooks.Asked.ShouldHaveSingleItem().Review["request"]!;
        request["subResource"]!.ToString().ShouldBe(part);
        request["requestSubResource"]!.ToString().ShouldBe(part);
        request["operation"]!.ToString().ShouldBe("UPDATE");
    }

    [Fact]
    public async Task Warnings_ReachTheClient()
    {
        hooks.Answer = (_, response) =>
        {
            response["allowed"] = true;
            response["warnings"] = new JsonArray("be careful");
        };
        await ConfigureAsync("validating", hooks.Hook("a.example.com", "/"));

        using var answer = await served.RawAsync(HttpMethod.Post, Maps, Map);

        answer.Headers.GetValues("Warning").ShouldBe(["299 - \"be careful\""]);
    }

    [Theory]
    [InlineData("""{"name":"x"}""", "webhooks[0].name: Invalid value: \"x\": should be a domain with at least three segments separated by dots")]
    [InlineData("""{"sideEffects":"Some"}""", "webhooks[0].sideEffects: Unsupported value: \"Some\": supported values: \"None\", \"NoneOnDryRun\"")]
    [InlineData("""{"sideEffects":null}""", "webhooks[0].sideEffects: Required value: must specify one of None, NoneOnDryRun")]
    [InlineData("""{"timeoutSeconds":31}""", "webhooks[0].timeoutSeconds: Invalid value: 31: the timeout value must be between 1 and 30 seconds")]
    [InlineData("""{"rules":[{}]}""", "[webhooks[0].rules[0].operations: Required value, webhooks[0].rules[0].apiGroups: Required value, webhooks[0].rules[0].apiVersions: Required value, webhooks[0].rules[0].resources: Required value]")]
    [InlineData("""{"admissionReviewVersions":["v9"]}""", "webhooks[0].admissionReviewVersions: Invalid value: [\"v9\"]: must include at least one of v1, v1beta1")]
    [InlineData("""{"clientConfig":{}}""", "webhooks[0].clientConfig: Required value: exactly one of url or service is required")]
    [InlineData("""{"clientConfig":{"url":"http://a/b"}}""", "webhooks[0].clientConfig.url: Invalid value: \"http\": 'https' is the only allowed URL scheme; desired format: https://host[/path]")]
    [InlineData("""{"clientConfig":{"url":"https://a/b?c=d#e"}}""", "[webhooks[0].clientConfig.url: Invalid value: \"e\": fragments are not permitted in the URL, webhooks[0].clientConfig.url: Invalid value: \"c=d\": query parameters are not permitted in the URL]")]
    [InlineData("""{"matchConditions":[{"name":"","expression":""}]}""", "[webhooks[0].matchConditions[0].expression: Required value, webhooks[0].matchConditions[0].name: Required value]")]
    public async Task WrongConfiguration_IsRefusedInKubernetesWords(string change, string problem)
    {
        var hook = hooks.Hook("a.example.com", "/");
        foreach (var (field, value) in JsonNode.Parse(change)!.AsObject()) hook[field] = value?.DeepClone();
        var sent = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "hooks" }, ["webhooks"] = new JsonArray(hook) };

        var (code, body) = await served.PostAsync(Configurations + "validatingwebhookconfigurations", sent.ToJsonString());

        code.ShouldBe(HttpStatusCode.UnprocessableEntity);
        body["message"]!.ToString().ShouldBe($"ValidatingWebhookConfiguration.admissionregistration.k8s.io \"hooks\" is invalid: {problem}");
    }

    // Without webhooks it is taken away.
    private async Task ConfigureAsync(string kind, params JsonObject[] webhooks)
    {
        var path = $"{Configurations}{kind}webhookconfigurations";
        await served.SendAsync(HttpMethod.Delete, path + "/hooks");
        if (webhooks.Length == 0) return;
        var sent = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "hooks" }, ["webhooks"] = new JsonArray([.. webhooks]) };
        var (code, body) = await served.PostAsync(path, sent.ToJsonString());
        code.ShouldBe(HttpStatusCode.Created, body.ToJsonString());
    }
}
