using System.Net;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Tests.Api;

namespace Kpanda.Sandbox.Tests.Admitting;

/// <summary>ValidatingAdmissionPolicies; the sentences are those of a 1.36.2.</summary>
public sealed class PolicyTests : IAsyncLifetime
{
    private const string Group = "/apis/admissionregistration.k8s.io/v1/";
    private const string Maps = "/api/v1/namespaces/default/configmaps";
    private const string Map = """{"metadata":{"name":"a"},"data":{"a":"1"}}""";
    private const string Denied = "configmaps \"a\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: ";

    private ServedCluster served = null!;

    public static TheoryData<string, int, string> Refused => new()
    {
        { """{"validations":[{"expression":"object.data.a == '2'"}]}""", 422, "failed expression: object.data.a == '2'" },
        { """{"validations":[{"expression":"object.data.a == '2'","message":"must be two","reason":"Forbidden"}]}""", 403, "must be two" },
        { """{"validations":[{"expression":"object.data.a == '2'","messageExpression":"'not ' + object.data.a","message":"other"}]}""", 422, "not 1" },
        { """{"validations":[{"expression":"object.data.zz == '2'"}]}""", 422, "expression 'object.data.zz == '2'' resulted in error: no such key: zz" },
        { """{"variables":[{"name":"v","expression":"object.data.a + 'x'"},{"name":"w","expression":"variables.v + 'y'"}],"validations":[{"expression":"variables.w == 'z'","messageExpression":"'w is ' + variables.w"}]}""", 422, "w is 1xy" },
        { """{"matchConditions":[{"name":"m","expression":"object.nope == 1"}],"validations":[{"expression":"false"}]}""", 422, "expression 'object.nope == 1' resulted in error: no such key: nope" },
        { """{"matchConditions":[{"name":"m","expression":"authorizer.group('').resource('pods').namespace('default').check('get').allowed() && request.operation == 'CREATE'"}],"validations":[{"expression":"false","message":"no"}]}""", 422, "no" },
    };

    public static TheoryData<string> Allowed =>
    [
        """{"failurePolicy":"Ignore","validations":[{"expression":"object.data.zz == '2'"}]}""",
        """{"matchConditions":[{"name":"m","expression":"object.data.a == '2'"}],"validations":[{"expression":"false"}]}""",
        """{"matchConstraints":{"resourceRules":[{"apiGroups":[""],"apiVersions":["v1"],"operations":["UPDATE"],"resources":["configmaps"]}]},"validations":[{"expression":"false"}]}""",
        """{"validations":[{"expression":"request.userInfo.username == 'kubernetes-admin' && request.resource.resource == 'configmaps' && oldObject == null && object.metadata.name == request.name && request.kind.kind == 'ConfigMap' && namespaceObject.metadata.name == 'default'"}]}""",
    ];

    public static TheoryData<string, string> Wrong => new()
    {
        { """{"validations":[]}""", "[spec.validations: Required value: validations or auditAnnotations must contain at least one item, spec.auditAnnotations: Required value: validations or auditAnnotations must contain at least one item]" },
        { """{"validations":[{"expression":""}]}""", "spec.validations[0].expression: Required value: expression is not specified" },
        { """{"validations":[{"expression":"true"}],"matchConstraints":null}""", "spec.matchConstraints: Required value" },
        { """{"validations":[{"expression":"true"}],"variables":[{"name":"1x","expression":"true"}]}""", "spec.variables[0].name: Invalid value: \"1x\": must be a valid CEL identifier" },
        { """{"validations":[{"expression":"params.x"}]}""", "spec.validations[0].expression: Invalid value: \"params.x\": compilation failed: ERROR: <input>:1:1: undeclared reference to 'params' (in container '')\n | params.x\n | ^" },
    };

    public async ValueTask InitializeAsync() => served = await ServedCluster.StartAsync();

    public ValueTask DisposeAsync() => served.DisposeAsync();

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Policy_RefusesInKubernetesWords(string spec, int code, string words)
    {
        await PolicyAsync(spec);

        // Without a binding it is not in force.
        (await served.PostAsync(Maps + "?dryRun=All", Map)).Code.ShouldBe(HttpStatusCode.Created);
        await BindAsync();
        var (found, body) = await served.PostAsync(Maps, Map);

        ((int)found).ShouldBe(code);
        body["message"]!.ToString().ShouldBe(Denied + words);
        (await served.GetAsync(Maps + "/a")).Code.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [MemberData(nameof(Allowed))]
    public async Task Policy_LetsPassWhatItIsNotAbout(string spec)
    {
        await PolicyAsync(spec);
        await BindAsync();

        var (code, body) = await served.PostAsync(Maps, Map);

        code.ShouldBe(HttpStatusCode.Created, body.ToJsonString());
    }

    [Fact]
    public async Task UpdatesAndDeletions_AreJudged()
    {
        await served.PostAsync(Maps, Map);
        await PolicyAsync("""{"matchConstraints":{"resourceRules":[{"apiGroups":["*"],"apiVersions":["*"],"operations":["UPDATE","DELETE"],"resources":["configmaps"]}]},"validations":[{"expression":"object != null && object.data.a == oldObject.data.a","message":"a stays"}]}""");
        await BindAsync();

        (await served.SendAsync(HttpMethod.Patch, Maps + "/a", """{"data":{"a":"2"}}""", "application/merge-patch+json")).Body["message"]!.ToString().ShouldBe(Denied + "a stays");
        (await served.SendAsync(HttpMethod.Delete, Maps + "/a")).Body["message"]!.ToString().ShouldBe(Denied + "a stays");
        (await served.SendAsync(HttpMethod.Patch, Maps + "/a", """{"data":{"b":"2"}}""", "application/merge-patch+json")).Code.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Parameters_AreFoundByNameAndSelector()
    {
        await PolicyAsync("""{"paramKind":{"apiVersion":"v1","kind":"ConfigMap"},"validations":[{"expression":"object.data.a == params.data.v","messageExpression":"'must be ' + params.data.v"}]}""");
        await BindAsync("""{"paramRef":{"name":"limits","parameterNotFoundAction":"Deny"}}""");
        (await served.PostAsync(Maps, Map)).Body["message"]!.ToString().ShouldBe(Denied + "failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction");

        await served.SendAsync(HttpMethod.Delete, Group + "validatingadmissionpolicybindings/b");
        await BindAsync("""{"paramRef":{"selector":{"matchLabels":{"limits":"yes"}},"parameterNotFoundAction":"Allow"}}""");
        (await served.PostAsync(Maps, """{"metadata":{"name":"limits","labels":{"limits":"yes"}},"data":{"v":"2","a":"2"}}""")).Code.ShouldBe(HttpStatusCode.Created);
        (await served.PostAsync(Maps, Map)).Body["message"]!.ToString().ShouldBe(Denied + "must be 2");
        (await served.PostAsync(Maps, Map.Replace("\"1\"", "\"2\"", StringComparison.Ordinal))).Code.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Warning_LetsPass()
    {
        await PolicyAsync("""{"validations":[{"expression":"false","message":"must be two"}]}""");
        await BindAsync("""{"validationActions":["Warn","Audit"]}""");

        using var answer = await served.RawAsync(HttpMethod.Post, Maps, Map);

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        answer.Headers.GetValues("Warning").ShouldBe(["299 - \"Validation failed for ValidatingAdmissionPolicy 'p' with binding 'b': must be two\""]);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task WrongPolicy_IsRefusedInKubernetesWords(string spec, string problem)
    {
        var (code, body) = await served.PostAsync(Group + "validatingadmissionpolicies", Policy(spec).ToJsonString());
        code.ShouldBe(HttpStatusCode.UnprocessableEntity);
        body["message"]!.ToString().ShouldBe($"ValidatingAdmissionPolicy.admissionregistration.k8s.io \"p\" is invalid: {problem}");
    }

    [Theory]
    [InlineData("""{"validationActions":[]}""", "spec.validationActions: Required value: at least one validation action is required")]
    [InlineData("""{"validationActions":["Foo"],"policyName":""}""", "[spec.policyName: Required value, spec.validationActions[0]: Unsupported value: \"Foo\": supported values: \"Audit\", \"Deny\", \"Warn\"]")]
    [InlineData("""{"paramRef":{}}""", "[spec.paramRef: Required value: one of name or selector must be specified, spec.paramRef.parameterNotFoundAction: Required value]")]
    public async Task WrongBinding_IsRefusedInKubernetesWords(string change, string problem)
    {
        var (code, body) = await served.PostAsync(Group + "validatingadmissionpolicybindings", Binding(change).ToJsonString());
        code.ShouldBe(HttpStatusCode.UnprocessableEntity);
        body["message"]!.ToString().ShouldBe($"ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io \"b\" is invalid: {problem}");
    }

    private static JsonObject Policy(string change) =>
        With("p", """{"matchConstraints":{"resourceRules":[{"apiGroups":[""],"apiVersions":["v1"],"operations":["CREATE","UPDATE"],"resources":["configmaps"]}]}}""", change);

    private static JsonObject Binding(string change) => With("b", """{"policyName":"p","validationActions":["Deny"]}""", change);

    private static JsonObject With(string name, string spec, string change)
    {
        var all = JsonNode.Parse(spec)!.AsObject();
        foreach (var (field, value) in JsonNode.Parse(change)!.AsObject()) all[field] = value?.DeepClone();
        return new JsonObject { ["metadata"] = new JsonObject { ["name"] = name }, ["spec"] = all };
    }

    private async Task PolicyAsync(string spec)
    {
        var (code, body) = await served.PostAsync(Group + "validatingadmissionpolicies", Policy(spec).ToJsonString());
        code.ShouldBe(HttpStatusCode.Created, body.ToJsonString());
    }

    private async Task BindAsync(string change = "{}")
    {
        var (code, body) = await served.PostAsync(Group + "validatingadmissionpolicybindings", Binding(change).ToJsonString());
        code.ShouldBe(HttpStatusCode.Created, body.ToJsonString());
    }
}
