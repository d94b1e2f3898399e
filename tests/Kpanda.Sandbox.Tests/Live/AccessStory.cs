using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Kpanda.Sandbox.Tests.Live;

/// <summary>
/// Tokens, acting as somebody else, webhooks, policies and their parameters of a cluster, asked for one after another: what was answered, a line each, without what is another in each cluster.
/// All that it makes is deleted again.
/// </summary>
/// <param name="admin">A client that may do all.</param>
/// <param name="bare">A client of the same server without credentials.</param>
/// <param name="root">What stands before each path.</param>
internal sealed partial class AccessStory(HttpClient admin, HttpClient bare, string root)
{
    private const string Admission = "/apis/admissionregistration.k8s.io/v1";
    private const string Rbac = "/apis/rbac.authorization.k8s.io/v1";
    private const string Reviews = "/apis/authentication.k8s.io/v1/tokenreviews";
    private const string Who = "/apis/authentication.k8s.io/v1/selfsubjectreviews";
    private const string Future = "999999999";

    private const string Map = """{"metadata":{"name":"map"},"data":{"a":"1"}}""";

    private const string Rules =
        "\"rules\":[{\"apiGroups\":[\"\"],\"apiVersions\":[\"v1\"],\"operations\":[\"CREATE\",\"CONNECT\"],\"resources\":[\"configmaps\",\"pods/eviction\",\"pods/exec\",\"pods/attach\",\"services/proxy\",\"serviceaccounts/token\"]}]";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _id = "story-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
    private readonly List<string> _lines = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Inside => $"/api/v1/namespaces/{_id}";

    public async Task<IReadOnlyList<string>> TellAsync()
    {
        try
        {
            await MakeAsync("/api/v1/namespaces", $$$"""{"metadata":{"name":"{{{_id}}}"}}""");
            foreach (var account in new[] { "teller", "other" }) await MakeAsync($"{Inside}/serviceaccounts", $$$"""{"metadata":{"name":"{{{account}}}"}}""");
            foreach (var secret in new[] { "one", "two" }) await MakeAsync($"{Inside}/secrets", $$$"""{"metadata":{"name":"{{{secret}}}"}}""");
            foreach (var pod in new[] { "p", "q" })
            {
                await MakeAsync($"{Inside}/pods",
                    $$$"""{"metadata":{"name":"{{{pod}}}"},"spec":{"serviceAccountName":"teller","nodeSelector":{"story":"nowhere"},"containers":[{"name":"c","image":"nginx"}]}}""");
            }

            await DefineLimitsAsync();
            await TokensAsync();
            await ActingAsync();
            await VersionsAsync();
            await WebhooksAsync("validating");
            await WebhooksAsync("mutating");
            await PoliciesAsync();
            await SendAsync(admin, HttpMethod.Delete, $"{Admission}/validatingadmissionpolicybindings/{_id}");
            await UntilAsync($"{Inside}/configmaps?dryRun=All", Map, answer => answer.Warnings.Length == 0);
            await ParametersAsync();
            await ProtocolsAsync();
            return _lines;
        }
        finally
        {
            foreach (var path in (string[])[$"{Admission}/validatingwebhookconfigurations", $"{Admission}/mutatingwebhookconfigurations", $"{Admission}/validatingadmissionpolicybindings", $"{Admission}/validatingadmissionpolicies", $"{Rbac}/clusterrolebindings", $"{Rbac}/clusterroles"])
                await SendAsync(admin, HttpMethod.Delete, $"{path}/{_id}");
            await ForgetPoliciesAsync();
            await SendAsync(admin, HttpMethod.Delete, $"{Rbac}/clusterroles/{_id}-2");
            await SendAsync(admin, HttpMethod.Delete, $"{Rbac}/clusterrolebindings/{_id}-2");
            await SendAsync(admin, HttpMethod.Delete, $"/api/v1/namespaces/{_id}");
        }
    }

    private async Task TokensAsync()
    {
        await PostAsync("short", Tokens(), """{"spec":{"expirationSeconds":5}}""");
        await PostAsync("of nobody", Tokens("nobody"), "{}");
        foreach (var reference in (string[])
            [
                """{"kind":"ConfigMap","apiVersion":"v1","name":"x"}""", """{"kind":"Deployment","apiVersion":"apps/v1","name":"x"}""", """{"kind":"Pod","apiVersion":"v1","name":"x"}""",
                """{"kind":"Secret","apiVersion":"v1","name":"x"}""", """{"kind":"Node","apiVersion":"v1","name":"x"}""", """{"kind":"Pod","apiVersion":"v1"}""",
                """{"kind":"Secret","apiVersion":"v1","name":"one","uid":"other"}""",
            ])
        {
            await PostAsync($"bound to {reference}", Tokens(), $$$"""{"spec":{"boundObjectRef":{{{reference}}}}}""");
        }

        await PostAsync("bound to the pod of another", Tokens("other"), """{"spec":{"boundObjectRef":{"kind":"Pod","apiVersion":"v1","name":"p"}}}""");
        await ReviewAsync("garbage", "garbage");
        await ReviewAsync("three parts", "a.b.c");
        await ReviewAsync("nothing", "");
        await ReviewAsync("good", await TokenAsync("{}"));
        await ReviewAsync("good, for another", await TokenAsync("{}"), "other");
        var foreign = await TokenAsync("""{"spec":{"audiences":["other","third"]}}""");
        await ReviewAsync("foreign", foreign);
        await ReviewAsync("foreign, for its own", foreign, "third", "nobody");
        Tell("foreign, used", await AsAsync(foreign, HttpMethod.Get, $"{Inside}/pods"));

        foreach (var (kind, path, name) in ((string, string, string)[])[("Secret", "secrets", "one"), ("Pod", "pods", "q")])
        {
            var bound = await TokenAsync($$$"""{"spec":{"boundObjectRef":{"kind":"{{{kind}}}","apiVersion":"v1","name":"{{{name}}}"} } }""");
            await SendAsync(admin, HttpMethod.Delete, $"{Inside}/{path}/{name}?gracePeriodSeconds=0");
            await UntilAsync(Reviews, Review(bound), answer => answer.Body?["status"]?["error"] is not null);
            await ReviewAsync($"bound to what has gone: {kind}", bound);
            if (kind != "Secret") continue;
            await MakeAsync($"{Inside}/secrets", """{"metadata":{"name":"one"}}""");
            await UntilAsync(Reviews, Review(bound), answer => answer.Body?["status"]?["error"]?.ToString().Contains("UID", StringComparison.Ordinal) == true);
            await ReviewAsync("bound to what is another now", bound);
        }
    }

    private async Task ActingAsync()
    {
        var token = await TokenAsync("{}");
        string[] none = [];
        await ActAsync("user", token, none, "bob");
        foreach (var name in (string[])[$"system:serviceaccount:{_id}:other", "system:node:n", "system:node:No Name", "system:anonymous"]) await ActAsync(name, token, none, name);
        await ActAsync("with group", token, ["Impersonate-Group: devs"], "bob");
        await ActAsync("account with group", token, ["Impersonate-Group: devs"], $"system:serviceaccount:{_id}:other");
        await ActAsync("with uid", token, ["Impersonate-Uid: 7"], "bob");
        await ActAsync("group alone", token, ["Impersonate-Group: devs"], "");
        await ActAsync("fact alone", token, ["Impersonate-Extra-Team: a"], "");
        Tell("a path", await AsAsync(token, HttpMethod.Get, "/version", null, "Impersonate-User: bob"));
        Tell("a kind that is not", await AsAsync(token, HttpMethod.Get, "/apis/story.example/v1/things", null, "Impersonate-User: bob"));

        await GrantAsync("", "teller",
            """
            {"verbs":["impersonate:user-info"],"apiGroups":["authentication.k8s.io"],"resources":["users"],"resourceNames":["bob"]},
            {"verbs":["impersonate:user-info"],"apiGroups":["authentication.k8s.io"],"resources":["groups"],"resourceNames":["devs"]},
            {"verbs":["impersonate:arbitrary-node"],"apiGroups":["authentication.k8s.io"],"resources":["nodes"],"resourceNames":["n"]},
            {"verbs":["impersonate-on:user-info:create","impersonate-on:arbitrary-node:create"],"apiGroups":["authentication.k8s.io"],"resources":["selfsubjectreviews"]},
            {"verbs":["impersonate-on:user-info:list"],"apiGroups":[""],"resources":["pods"]}
            """);
        await ActedAsync(token);
        await GrantAsync("-2", "other", """{"verbs":["impersonate"],"apiGroups":[""],"resources":["users"],"resourceNames":["bob"]}""");
        await ActedAsync(await TokenAsync("{}", "other"));
    }

    // Once the first is allowed, all are known.
    private async Task ActedAsync(string token)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while ((await AsAsync(token, HttpMethod.Post, Who, "{}", "Impersonate-User: bob")).Code != 201) await Task.Delay(50, deadline.Token);
        foreach (var headers in (string[][])[["bob"], ["eve"], ["system:node:n"], ["system:node:m"], ["bob", "Impersonate-Group: devs"], ["bob", "Impersonate-Group: ops"], ["bob", "Impersonate-Group: system:masters"], ["bob", "Impersonate-Uid: 7"]])
            Tell($"allowed: {string.Join(", ", headers)}", await AsAsync(token, HttpMethod.Post, Who, "{}", [$"Impersonate-User: {headers[0]}", .. headers[1..]]));
        await ActAsync("allowed, and the user is not", token, [], "bob");
        Tell("allowed for lists", await AsAsync(token, HttpMethod.Get, $"{Inside}/pods/p", null, "Impersonate-User: bob"));
    }

    private async Task VersionsAsync()
    {
        Tell("list of the future", await SendAsync(admin, HttpMethod.Get, $"{Inside}/pods?resourceVersion={Future}"));
        Tell("exact list of the future", await SendAsync(admin, HttpMethod.Get, $"{Inside}/pods?resourceVersion={Future}&resourceVersionMatch=Exact"));
        Tell("object of the future", await SendAsync(admin, HttpMethod.Get, $"{Inside}/pods/p?resourceVersion={Future}"));
        Tell("watch of the future", await SendAsync(admin, HttpMethod.Get, $"{Inside}/pods?resourceVersion={Future}&watch=true&timeoutSeconds=1"));
        Tell("watch of all of the future", await SendAsync(admin, HttpMethod.Get, $"{Inside}/pods?resourceVersion={Future}&watch=true&timeoutSeconds=10&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"));
    }

    private async Task WebhooksAsync(string kind)
    {
        var path = $"{Admission}/{kind}webhookconfigurations";
        foreach (var (client, policy) in ((string, string)[])[("""{"url":"https://127.0.0.1:1/judge"}""", "Fail"), ("""{"service":{"namespace":"default","name":"nowhere"}}""", "Fail"), ("""{"url":"https://127.0.0.1:1/judge"}""", "Ignore")])
        {
            await MakeAsync(path,
                $$$"""
                {"metadata":{"name":"{{{_id}}}"},"webhooks":[{"name":"judge.story.example","clientConfig":{{{client}}},"failurePolicy":"{{{policy}}}","sideEffects":"None","admissionReviewVersions":["v1"],"timeoutSeconds":5,
                 {{{Rules}}},"namespaceSelector":{{{Here}}},"matchConditions":[{"name":"not-bob","expression":"request.userInfo.username != 'bob'"}]}]}
                """);
            if (policy == "Fail") await UntilAsync($"{Inside}/configmaps?dryRun=All", Map, answer => answer.Code == 500);
            await JudgedAsync($"{kind}, {policy}, {client}");
            await SendAsync(admin, HttpMethod.Delete, $"{path}/{_id}");
            await UntilAsync($"{Inside}/configmaps?dryRun=All", Map, answer => answer.Code == 201);
        }
    }

    private async Task PoliciesAsync()
    {
        await MakeAsync($"{Admission}/validatingadmissionpolicies",
            $$$"""
            {"metadata":{"name":"{{{_id}}}"},"spec":{"matchConstraints":{ {{{Rules.Replace("\"rules\"", "\"resourceRules\"", StringComparison.Ordinal)}}},"namespaceSelector":{{{Here}}} },
             "variables":[{"name":"what","expression":"request.operation + ' of ' + request.kind.kind + ' of ' + request.requestKind.kind + ' below ' + request.resource.resource"}],
             "validations":[{"expression":"request.operation == 'UPDATE'","messageExpression":"'no ' + variables.what","reason":"Forbidden"}]}}
            """);
        await MakeAsync($"{Admission}/validatingadmissionpolicybindings",
            $$$"""{"metadata":{"name":"{{{_id}}}"},"spec":{"policyName":"{{{_id}}}","validationActions":["Deny"]}}""");
        await UntilAsync($"{Inside}/configmaps?dryRun=All", Map, answer => answer.Code != 201);
        await JudgedAsync("policy, Deny");
        await BindAsync("""{"validationActions":["Warn"]}""", answer => answer.Warnings.Length > 0);
        await JudgedAsync("policy, Warn");
    }

    // What nothing keeps, and what cannot be done: but who judges is asked before.
    private async Task JudgedAsync(string by)
    {
        await PostAsync($"{by}: map", $"{Inside}/configmaps?dryRun=All", Map);
        await PostAsync($"{by}: eviction", $"{Inside}/pods/p/eviction?dryRun=All", """{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"p"},"deleteOptions":{"dryRun":["All"]}}""");
        await PostAsync($"{by}: token", Tokens() + "?dryRun=All", "{}");
        Tell($"{by}: command", await SendAsync(admin, HttpMethod.Post, $"{Inside}/pods/p/exec?command=ls&stdout=true&container=c"));
        Tell($"{by}: attach", await SendAsync(admin, HttpMethod.Post, $"{Inside}/pods/p/attach?stdout=true&container=c"));
        Tell($"{by}: service", await SendAsync(admin, HttpMethod.Get, $"{Inside}/services/nowhere/proxy/"));
    }

    private string Here => $$$"""{"matchLabels":{"kubernetes.io/metadata.name":"{{{_id}}}"}}""";

    private string Tokens(string account = "teller") => $"{Inside}/serviceaccounts/{account}/token";

    private static string Review(string token, params string[] audiences) =>
        new JsonObject { ["spec"] = new JsonObject { ["token"] = token, ["audiences"] = new JsonArray([.. audiences.Select(audience => JsonValue.Create(audience))]) } }.ToJsonString();

    private async Task BindAsync(string change, Func<(int Code, JsonNode? Body, string Warnings), bool> isSo)
    {
        using var patch = new StringContent($$$"""{"spec":{{{change}}}}""", Encoding.UTF8, new MediaTypeHeaderValue("application/merge-patch+json"));
        using var answer = await admin.PatchAsync(new Uri($"{root}{Admission}/validatingadmissionpolicybindings/{_id}", UriKind.RelativeOrAbsolute), patch, Stop);
        answer.EnsureSuccessStatusCode();
        await UntilAsync($"{Inside}/configmaps?dryRun=All", Map, isSo);
    }

    private async Task GrantAsync(string suffix, string account, string rules)
    {
        await MakeAsync($"{Rbac}/clusterroles", $$$"""{"metadata":{"name":"{{{_id}}}{{{suffix}}}"},"rules":[{{{rules}}}]}""");
        await MakeAsync($"{Rbac}/clusterrolebindings",
            $$$"""
            {"metadata":{"name":"{{{_id}}}{{{suffix}}}"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"{{{_id}}}{{{suffix}}}"},
             "subjects":[{"kind":"ServiceAccount","namespace":"{{{_id}}}","name":"{{{account}}}"}]}
            """);
    }

    private async Task<string> TokenAsync(string body, string account = "teller")
    {
        var (code, answer, _) = await SendAsync(admin, HttpMethod.Post, Tokens(account), body);
        code.ShouldBe(201, answer?.ToJsonString());
        return answer!["status"]!["token"]!.ToString();
    }

    private async Task ReviewAsync(string name, string token, params string[] audiences) => await PostAsync($"review: {name}", Reviews, Review(token, audiences));

    private async Task ActAsync(string name, string token, string[] headers, string user) =>
        Tell($"acting: {name}", await AsAsync(token, HttpMethod.Get, $"{Inside}/pods", null, user.Length == 0 ? headers : [$"Impersonate-User: {user}", .. headers]));

    private async Task PostAsync(string name, string path, string body) => Tell(name, await SendAsync(admin, HttpMethod.Post, path, body));

    private async Task MakeAsync(string path, string body)
    {
        var (code, answer, _) = await SendAsync(admin, HttpMethod.Post, path, body);
        code.ShouldBe(201, $"{path}: {answer?.ToJsonString()}");
    }

    private async Task UntilAsync(string path, string body, Func<(int Code, JsonNode? Body, string Warnings), bool> isSo)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!isSo(await SendAsync(admin, HttpMethod.Post, path, body))) await Task.Delay(50, deadline.Token);
    }

    private void Tell(string name, (int Code, JsonNode? Body, string Warnings) answer)
    {
        var (code, body, warnings) = answer;
        var said = body?["kind"]?.ToString() == "Status" ? $"{body["reason"]}: {body["message"]}"
            : body?["status"]?["user"] is not null || body?["status"]?["userInfo"] is not null ? body["status"]!.ToJsonString()
            : body?["type"]?.ToString() == "ERROR" ? $"ERROR {body["object"]!["reason"]}: {body["object"]!["message"]}"
            : body?["kind"]?.ToString() ?? "";
        var line = string.Create(CultureInfo.InvariantCulture, $"{name}: {code} {said}{warnings}").Replace(_id, "story", StringComparison.Ordinal);
        _lines.Add(Current().Replace(Uid().Replace(line, "UID"), "current: N").Replace("\\u0027", "'", StringComparison.Ordinal).Replace("\\u0022", "\\\"", StringComparison.Ordinal));
    }

    private Task<(int Code, JsonNode? Body, string Warnings)> AsAsync(string token, HttpMethod method, string path, string? body = null, params string[] headers) =>
        SendAsync(bare, method, path, body, [$"Authorization: Bearer {token}", .. headers]);

    private async Task<(int Code, JsonNode? Body, string Warnings)> SendAsync(HttpClient http, HttpMethod method, string path, string? body = null, params string[] headers)
    {
        using var request = new HttpRequestMessage(method, root + path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        foreach (var header in headers)
        {
            var parts = header.Split(": ", 2);
            request.Headers.TryAddWithoutValidation(parts[0], parts[1]).ShouldBeTrue();
        }

        using var answer = await http.SendAsync(request, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        var warnings = answer.Headers.TryGetValues("Warning", out var all) ? string.Concat(all.Select(warning => " | " + warning)) : "";
        return ((int)answer.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text) : null, warnings);
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uid();

    [GeneratedRegex("current: [0-9]+")]
    private static partial Regex Current();
}
