using System.Globalization;
using System.Text;

namespace Kpanda.Sandbox.Tests.Live;

/// <summary>Policies with parameters, and tokens among the protocols of a WebSocket.</summary>
internal sealed partial class AccessStory
{
    private const string Protocol = "base64url.bearer.authorization.k8s.io.";
    private const string Limits = """{"apiVersion":"NS.example.com/v1","kind":"Limit"}""";
    private const string AsParameter = """[{"expression":"object.data.a == params.v","messageExpression":"'must be ' + params.v"}]""";

    // Each is a policy and its binding: what the policy says beside its rules, what the binding says of parameters, and what is judged.
    private static readonly (string Name, string Policy, string? Parameters, string Judged)[] Bindings =
    [
        ("found by name, fits", $$""" "paramKind":{{Limits}},"validations":{{AsParameter}} """, """{"name":"fits","parameterNotFoundAction":"Deny"}""", "configmaps"),
        ("found by name", $$""" "paramKind":{{Limits}},"validations":{{AsParameter}} """, """{"name":"other","parameterNotFoundAction":"Deny"}""", "configmaps"),
        ("missing, Deny", $$""" "paramKind":{{Limits}},"validations":{{AsParameter}} """, """{"name":"nowhere","parameterNotFoundAction":"Deny"}""", "configmaps"),
        ("missing, Allow", $$""" "paramKind":{{Limits}},"validations":{{AsParameter}} """, """{"name":"nowhere","parameterNotFoundAction":"Allow"}""", "configmaps"),
        ("missing, Deny, failures ignored", $$""" "failurePolicy":"Ignore","paramKind":{{Limits}},"validations":{{AsParameter}} """, """{"name":"nowhere","parameterNotFoundAction":"Deny"}""", "configmaps"),
        ("missing in another namespace", $$""" "paramKind":{{Limits}},"validations":{{AsParameter}} """, """{"name":"fits","namespace":"kube-public","parameterNotFoundAction":"Deny"}""", "configmaps"),
        ("found by selector, all fit", $$""" "paramKind":{{Limits}},"validations":{{AsParameter}} """, """{"selector":{"matchLabels":{"set":"fits"}},"parameterNotFoundAction":"Deny"}""", "configmaps"),
        ("found by selector, one does not fit", $$""" "paramKind":{{Limits}},"validations":{{AsParameter}} """, """{"selector":{"matchExpressions":[{"key":"set","operator":"Exists"}]},"parameterNotFoundAction":"Deny"}""", "configmaps"),
        ("selector of nothing, Deny", $$""" "paramKind":{{Limits}},"validations":{{AsParameter}} """, """{"selector":{"matchLabels":{"set":"none"}},"parameterNotFoundAction":"Deny"}""", "configmaps"),
        ("selector of nothing, Allow", $$""" "paramKind":{{Limits}},"validations":{{AsParameter}} """, """{"selector":{"matchLabels":{"set":"none"}},"parameterNotFoundAction":"Allow"}""", "configmaps"),
        ("without the field", $$""" "paramKind":{{Limits}},"validations":{{AsParameter}} """, """{"name":"empty","parameterNotFoundAction":"Deny"}""", "configmaps"),
        ("no reference", $$""" "paramKind":{{Limits}},"validations":[{"expression":"params != null","message":"no parameters"}] """, null, "configmaps"),
        ("no kind", """ "validations":[{"expression":"object.data.a == '2'"}] """, """{"name":"fits","parameterNotFoundAction":"Deny"}""", "configmaps"),
        ("in a variable and a condition", $$""" "paramKind":{{Limits}},"matchConditions":[{"name":"c","expression":"params.v == '2'"}],"variables":[{"name":"v","expression":"params.v + object.data.a"}],"validations":[{"expression":"variables.v == '22'","messageExpression":"'it is ' + variables.v"}] """, """{"name":"other","parameterNotFoundAction":"Deny"}""", "configmaps"),
        ("condition that does not hold", $$""" "paramKind":{{Limits}},"matchConditions":[{"name":"c","expression":"params.v == '3'"}],"validations":{{AsParameter}} """, """{"name":"other","parameterNotFoundAction":"Deny"}""", "configmaps"),
        ("of the cluster", """ "paramKind":{"apiVersion":"v1","kind":"Namespace"},"validations":[{"expression":"params.metadata.name == 'x'","messageExpression":"params.metadata.name + ' it is'"}] """, """{"name":"default","parameterNotFoundAction":"Deny"}""", "configmaps"),
        ("of the cluster, with a namespace", """ "paramKind":{"apiVersion":"v1","kind":"Namespace"},"validations":[{"expression":"params.metadata.name == 'x'"}] """, """{"name":"default","namespace":"default","parameterNotFoundAction":"Deny"}""", "configmaps"),
        ("for what is in no namespace", $$""" "paramKind":{{Limits}},"validations":[{"expression":"params.v == '2'"}] """, """{"name":"fits","parameterNotFoundAction":"Deny"}""", "namespaces"),
        ("for what is in no namespace, named", $$""" "paramKind":{{Limits}},"validations":[{"expression":"params.v == '2'","message":"not two"}] """, """{"name":"fits","namespace":"NS","parameterNotFoundAction":"Deny"}""", "namespaces"),
        ("for a role of the cluster", $$""" "paramKind":{{Limits}},"validations":[{"expression":"params.v == '2'"}] """, """{"name":"fits","parameterNotFoundAction":"Deny"}""", "clusterroles"),
        ("for a role of the cluster, named", $$""" "paramKind":{{Limits}},"validations":[{"expression":"params.v == '2'","message":"not two"}] """, """{"name":"fits","namespace":"NS","parameterNotFoundAction":"Deny"}""", "clusterroles"),
        ("kind that is not", """ "paramKind":{"apiVersion":"story.example/v1","kind":"Thing"},"validations":[{"expression":"params.x == 1"}] """, """{"name":"fits","parameterNotFoundAction":"Deny"}""", "configmaps"),
        ("kind that is not, failures ignored", """ "failurePolicy":"Ignore","paramKind":{"apiVersion":"story.example/v1","kind":"Thing"},"validations":[{"expression":"params.x == 1"}] """, """{"name":"fits","parameterNotFoundAction":"Deny"}""", "configmaps"),
    ];

    private string Group => $"/apis/{_id}.example.com/v1";

    // Parameters of a kind of their own. A server needs a while to take policies for kinds that were just defined.
    private async Task DefineLimitsAsync()
    {
        await MakeAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
            $$$"""
            {"metadata":{"name":"limits.{{{_id}}}.example.com"},"spec":{"group":"{{{_id}}}.example.com","scope":"Namespaced","names":{"plural":"limits","kind":"Limit"},
             "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","properties":{"v":{"type":"string"} } } } }]} }
            """);
        using var deadline = new CancellationTokenSource(Patience);
        while ((await SendAsync(admin, HttpMethod.Get, $"{Group}/namespaces/{_id}/limits")).Code != 200) await Task.Delay(50, deadline.Token);
    }

    private async Task ParametersAsync()
    {
        foreach (var (name, set, value) in ((string, string, string)[])[("fits", "fits", "1"), ("other", "other", "2")])
            await MakeAsync($"{Group}/namespaces/{_id}/limits", $$$"""{"apiVersion":"{{{_id}}}.example.com/v1","kind":"Limit","metadata":{"name":"{{{name}}}","labels":{"set":"{{{set}}}"} },"v":"{{{value}}}"}""");
        await MakeAsync($"{Group}/namespaces/{_id}/limits", $$"""{"apiVersion":"{{_id}}.example.com/v1","kind":"Limit","metadata":{"name":"empty"} }""");
        for (var i = 0; i < Bindings.Length; i++)
        {
            var (_, policy, parameters, judged) = Bindings[i];
            await PolicyAsync(i, policy.Replace("NS", _id, StringComparison.Ordinal), judged, parameters?.Replace("NS", _id, StringComparison.Ordinal));
        }

        // A server decides by what it has heard of; what was made last is known when the others are.
        await PolicyAsync(Bindings.Length, """ "validations":[{"expression":"false"}] """, "configmaps", null);
        await UntilAsync($"{Inside}/configmaps?dryRun=All", Judged(Bindings.Length), answer => answer.Code != 201);
        foreach (var (name, words) in ((string, string)[])[("found by name", "must be 2"), ("of the cluster", "default it is")])
            await UntilAsync($"{Inside}/configmaps?dryRun=All", Judged(Array.FindIndex(Bindings, one => one.Name == name)), answer => answer.Body!.ToJsonString().Contains(words, StringComparison.Ordinal));
        for (var i = 0; i < Bindings.Length; i++)
        {
            var (name, _, _, judged) = Bindings[i];
            var path = judged switch { "clusterroles" => $"{Rbac}/clusterroles", "namespaces" => "/api/v1/namespaces", _ => $"{Inside}/configmaps" };
            await PostAsync($"parameters: {name}", path + "?dryRun=All", Judged(i));
        }
    }

    private string Judged(int i) =>
        $$$"""{"metadata":{"name":"{{{_id}}}-judged","labels":{"{{{_id}}}":"{{{i.ToString(CultureInfo.InvariantCulture)}}}"} }{{{(i < Bindings.Length && Bindings[i].Judged != "configmaps" ? "" : ",\"data\":{\"a\":\"1\"}")}}} }""";

    private async Task PolicyAsync(int i, string spec, string resources, string? parameters)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{_id}-{i}");
        await MakeAsync($"{Admission}/validatingadmissionpolicies",
            $$$"""
            {"metadata":{"name":"{{{name}}}"},"spec":{"matchConstraints":{"resourceRules":[{"apiGroups":["*"],"apiVersions":["v1"],"operations":["CREATE"],"resources":["{{{resources}}}"]}],
             "objectSelector":{"matchLabels":{"{{{_id}}}":"{{{i}}}"} } },{{{spec}}} } }
            """);
        await MakeAsync($"{Admission}/validatingadmissionpolicybindings",
            $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{"policyName":"{{{name}}}","validationActions":["Deny"]{{{(parameters is null ? "" : ",\"paramRef\":" + parameters)}}} } }""");
    }

    private async Task ForgetPoliciesAsync()
    {
        await SendAsync(admin, HttpMethod.Delete, $"/apis/apiextensions.k8s.io/v1/customresourcedefinitions/limits.{_id}.example.com");
        for (var i = 0; i <= Bindings.Length; i++)
        {
            foreach (var kind in (string[])["validatingadmissionpolicybindings", "validatingadmissionpolicies"])
                await SendAsync(admin, HttpMethod.Delete, string.Create(CultureInfo.InvariantCulture, $"{Admission}/{kind}/{_id}-{i}"));
        }
    }

    // Who may not enter a pod is told who they are taken for. No pod needs to run.
    private async Task ProtocolsAsync()
    {
        var good = Encode(await TokenAsync("{}"));
        foreach (var (name, protocols) in ((string, string)[])
            [
                ("good", $"{Protocol}{good}, v5.channel.k8s.io"), ("good, last", $"v5.channel.k8s.io, {Protocol}{good}"), ("alone", Protocol + good),
                ("wrong", $"{Protocol}{Encode("wrong")}, v5.channel.k8s.io"), ("not encoded", $"{Protocol}a!b, v5.channel.k8s.io"), ("padded", $"{Protocol}YWI=, v5.channel.k8s.io"),
                ("empty", $"{Protocol}, v5.channel.k8s.io"), ("none", "v5.channel.k8s.io"),
            ])
        {
            Tell($"protocols: {name}", await SendAsync(bare, HttpMethod.Get, $"{Inside}/pods/p/exec?command=ls&stdout=true",
                null, "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", $"Sec-WebSocket-Protocol: {protocols}"));
        }

        static string Encode(string token) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(token));
    }
}
