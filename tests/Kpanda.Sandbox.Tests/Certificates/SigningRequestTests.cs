using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Tests.Api;

namespace Kpanda.Sandbox.Tests.Certificates;

/// <summary>CertificateSigningRequests at the API; the sentences are those of a 1.36.2.</summary>
public sealed class SigningRequestTests
{
    private const string Requests = "/apis/certificates.k8s.io/v1/certificatesigningrequests";
    private const string Client = "kubernetes.io/kube-apiserver-client";
    private const string Subdomain = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    public static TheoryData<string, string> Refused => new()
    {
        { """{"request":"aGVsbG8="}""", "spec.request: Invalid value: \"aGVsbG8=\": PEM block type must be CERTIFICATE REQUEST" },
        { """{"signerName":""}""", "spec.signerName: Required value" },
        { """{"signerName":"kubernetes.io/legacy-unknown"}""", "spec.signerName: Invalid value: \"kubernetes.io/legacy-unknown\": the legacy signerName is not allowed via this API version" },
        { """{"signerName":"foo"}""", "spec.signerName: Invalid value: \"foo\": must be a fully qualified domain and path of the form 'example.com/signer-name'" },
        { """{"signerName":"a.b.c/d:e"}""", $"spec.signerName: Invalid value: \"d:e\": validating label \"d:e\": {Subdomain}" },
        { """{"usages":[]}""", "spec.usages: Required value" },
        { """{"usages":["client auth","client auth"]}""", "spec.usages[1]: Duplicate value: \"client auth\"" },
        { """{"usages":["nope"]}""", "spec.usages[0]: Unsupported value: \"nope\": supported values: \"any\", \"cert sign\", \"client auth\", \"code signing\", \"content commitment\", \"crl sign\", \"data encipherment\", \"decipher only\", \"digital signature\", \"email protection\", \"encipher only\", \"ipsec end system\", \"ipsec tunnel\", \"ipsec user\", \"key agreement\", \"key encipherment\", \"microsoft sgc\", \"netscape sgc\", \"ocsp signing\", \"s/mime\", \"server auth\", \"signing\", \"timestamping\"" },
        { """{"expirationSeconds":599}""", "spec.expirationSeconds: Invalid value: 599: may not specify a duration less than 600 seconds (10 minutes)" },
    };

    public static TheoryData<string, string, string> RefusedDecisions => new()
    {
        { "approval", """[{"type":"Approved","status":"True"},{"type":"Denied","status":"True"}]""", "status.conditions: Invalid value: \"Denied\": Approved and Denied conditions are mutually exclusive" },
        { "approval", """[{"type":"Approved","status":"False"}]""", "status.conditions[0].status: Unsupported value: \"False\": supported values: \"True\"" },
        { "approval", """[{"type":"Approved","status":""}]""", "status.conditions[0].status: Required value" },
        { "approval", """[{"type":"Approved","status":"True"},{"type":"Approved","status":"True"}]""", "status.conditions[1].type: Duplicate value: \"Approved\"" },
        { "approval", """[{"type":"","status":"True"}]""", "status.conditions[0].type: Required value" },
        { "approval", """[{"type":"Foo","status":"Maybe"}]""", "status.conditions[0].status: Unsupported value: \"Maybe\": supported values: \"False\", \"True\", \"Unknown\"" },
        { "status", """[{"type":"Approved","status":"True"}]""", "status.conditions: Forbidden: updates may not add a condition of type \"Approved\"" },
    };

    public static TheoryData<string, string> BadCertificates => new()
    {
        { "hello", "must contain at least one CERTIFICATE PEM block" },
        { "-----BEGIN CERTIFICATE-----\nMTIz\n-----END CERTIFICATE-----\n", "x509: malformed certificate" },
        { "-----BEGIN CERTIFICATE-----\nA: b\n\nMTIz\n-----END CERTIFICATE-----\n", "no PEM block headers are permitted" },
        { "-----BEGIN FOO-----\nMTIz\n-----END FOO-----\n", "only CERTIFICATE PEM blocks are allowed, found \"FOO\"" },
    };

    [Fact]
    public async Task Request_SaysWhoAskedWhateverItWasSentWith()
    {
        await using var served = await ServedCluster.StartAsync();
        await BindAsync(served, "asks", """{"verbs":["create","get"],"apiGroups":["certificates.k8s.io"],"resources":["certificatesigningrequests"]}""");
        using var asked = new AskedCertificate("CN=jane");
        var sent = asked.ToObject("one");
        foreach (var (field, value) in JsonNode.Parse("""{"username":"root","uid":"7","groups":["system:masters"],"extra":{"a":["b"]}}""")!.AsObject()) sent["spec"]![field] = value!.DeepClone();
        sent["status"] = JsonNode.Parse("""{"conditions":[{"type":"Approved","status":"True"}]}""");

        var (code, made) = await served.SendAsync(HttpMethod.Post, Requests, sent.ToJsonString(), impersonate: "jane");

        code.ShouldBe(HttpStatusCode.Created);
        var spec = made["spec"]!.AsObject();
        spec["username"]!.ToString().ShouldBe("jane");
        spec["groups"]!.ToJsonString().ShouldBe("""["system:authenticated"]""");
        spec.ContainsKey("uid").ShouldBeFalse();
        spec.ContainsKey("extra").ShouldBeFalse();
        made["status"]!.ToJsonString().ShouldBe("{}");
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task WrongRequest_IsRefusedInKubernetesWords(string change, string problem)
    {
        await using var served = await ServedCluster.StartAsync();
        using var asked = new AskedCertificate("CN=jane");
        var sent = asked.ToObject("one");
        foreach (var (field, value) in JsonNode.Parse(change)!.AsObject()) sent["spec"]![field] = value!.DeepClone();

        var (code, body) = await served.PostAsync(Requests, sent.ToJsonString());

        code.ShouldBe(HttpStatusCode.UnprocessableEntity);
        body["message"]!.ToString().ShouldBe($"CertificateSigningRequest.certificates.k8s.io \"one\" is invalid: {problem}");
    }

    [Fact]
    public async Task RequestThatSomebodyElseSigned_IsRefused()
    {
        await using var served = await ServedCluster.StartAsync();
        using var asked = new AskedCertificate("CN=jane");
        using var other = new AskedCertificate("CN=jane");
        var (der, signed) = (Der(asked.Pem), Der(other.Pem));

        // The body of one with the signature of the other: both have the same length but for a byte or two.
        var mixed = der.ToArray();
        signed.AsSpan(signed.Length - 32).CopyTo(mixed.AsSpan(mixed.Length - 32));
        var sent = asked.ToObject("one");
        sent["spec"]!["request"] = Convert.ToBase64String(Encoding.ASCII.GetBytes($"-----BEGIN CERTIFICATE REQUEST-----\n{Convert.ToBase64String(mixed)}\n-----END CERTIFICATE REQUEST-----\n"));

        var (code, body) = await served.PostAsync(Requests, sent.ToJsonString());

        code.ShouldBe(HttpStatusCode.UnprocessableEntity);
        body["details"]!["causes"]![0]!["field"]!.ToString().ShouldBe("spec.request");
    }

    [Fact]
    public async Task Masters_CannotBeAskedFor()
    {
        await using var served = await ServedCluster.StartAsync();
        using var asked = new AskedCertificate("O=team,O=system:masters,CN=jane");

        var (code, body) = await served.PostAsync(Requests, asked.ToObject("one").ToJsonString());

        code.ShouldBe(HttpStatusCode.Forbidden);
        body["message"]!.ToString().ShouldBe($"certificatesigningrequests.certificates.k8s.io \"one\" is forbidden: use of {Client} signer with system:masters group is not allowed");

        // Other signers have their own rules.
        (await served.PostAsync(Requests, asked.ToObject("one", "example.com/any").ToJsonString())).Code.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [MemberData(nameof(RefusedDecisions))]
    public async Task WrongDecision_IsRefusedInKubernetesWords(string subresource, string conditions, string problem)
    {
        await using var served = await ServedCluster.StartAsync();
        var item = await AskAsync(served, "example.com/any");
        item["status"] = new JsonObject { ["conditions"] = JsonNode.Parse(conditions) };

        var (code, body) = await served.SendAsync(HttpMethod.Put, $"{Requests}/one/{subresource}", item.ToJsonString());

        code.ShouldBe(HttpStatusCode.UnprocessableEntity);
        body["message"]!.ToString().ShouldBe($"CertificateSigningRequest.certificates.k8s.io \"one\" is invalid: {problem}");
    }

    [Theory]
    [MemberData(nameof(BadCertificates))]
    public async Task WrongCertificate_IsRefusedInKubernetesWords(string certificate, string problem)
    {
        await using var served = await ServedCluster.StartAsync();
        var item = await AskAsync(served, "example.com/any");
        item["status"] = new JsonObject { ["certificate"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(certificate)) };

        var (code, body) = await served.SendAsync(HttpMethod.Put, $"{Requests}/one/status", item.ToJsonString());

        code.ShouldBe(HttpStatusCode.UnprocessableEntity);
        body["message"]!.ToString().ShouldBe($"CertificateSigningRequest.certificates.k8s.io \"one\" is invalid: status.certificate: Invalid value: \"<certificate data>\": {problem}");
    }

    [Fact]
    public async Task Decision_StaysAndChangesNothingElse()
    {
        await using var served = await ServedCluster.StartAsync();
        var item = await AskAsync(served, "example.com/any");
        item["spec"]!["signerName"] = "example.com/other";
        item["metadata"]!["labels"] = new JsonObject { ["a"] = "b" };
        item["status"] = JsonNode.Parse("""{"conditions":[{"type":"Approved","status":"True","reason":"R"}],"certificate":"aGVsbG8="}""");

        var (code, approved) = await served.SendAsync(HttpMethod.Put, $"{Requests}/one/approval", item.ToJsonString());

        code.ShouldBe(HttpStatusCode.OK);
        approved["spec"]!["signerName"]!.ToString().ShouldBe("example.com/any");
        approved["status"]!.AsObject().ContainsKey("certificate").ShouldBeFalse();
        var condition = approved["status"]!["conditions"]![0]!;
        condition["lastUpdateTime"]!.ToString().ShouldNotBeEmpty();
        condition["lastTransitionTime"]!.ToString().ShouldBe(condition["lastUpdateTime"]!.ToString());

        // Neither by a plain update nor by taking it away is it undone.
        var plain = (JsonObject)approved.DeepClone();
        plain["status"] = new JsonObject();
        var (_, same) = await served.SendAsync(HttpMethod.Put, $"{Requests}/one", plain.ToJsonString());
        same["status"]!["conditions"]!.AsArray().Count.ShouldBe(1);
        var (refused, why) = await served.SendAsync(HttpMethod.Put, $"{Requests}/one/approval", plain.ToJsonString());
        refused.ShouldBe(HttpStatusCode.UnprocessableEntity);
        why["message"]!.ToString().ShouldEndWith("status.conditions: Forbidden: updates may not remove a condition of type \"Approved\"");
    }

    [Fact]
    public async Task ApprovingAndSigning_NeedTheRightOnTheSigner()
    {
        await using var served = await ServedCluster.StartAsync();
        var item = await AskAsync(served, "example.com/any");
        await BindAsync(served, "decides", """{"verbs":["update"],"apiGroups":["certificates.k8s.io"],"resources":["certificatesigningrequests/approval","certificatesigningrequests/status"]}""");
        item["status"] = JsonNode.Parse("""{"conditions":[{"type":"Approved","status":"True"}]}""");

        var (code, body) = await served.SendAsync(HttpMethod.Put, $"{Requests}/one/approval", item.ToJsonString(), impersonate: "jane");
        code.ShouldBe(HttpStatusCode.Forbidden);
        body["message"]!.ToString().ShouldBe("certificatesigningrequests.certificates.k8s.io \"one\" is forbidden: user not permitted to approve requests with signerName \"example.com/any\"");

        await BindAsync(served, "approves", """{"verbs":["approve"],"apiGroups":["certificates.k8s.io"],"resources":["signers"],"resourceNames":["example.com/*"]}""");
        (code, item) = await served.SendAsync(HttpMethod.Put, $"{Requests}/one/approval", item.ToJsonString(), impersonate: "jane");
        code.ShouldBe(HttpStatusCode.OK);

        item["status"]!["conditions"]!.AsArray().Add(JsonNode.Parse("""{"type":"Failed","status":"True"}"""));
        (code, body) = await served.SendAsync(HttpMethod.Put, $"{Requests}/one/status", item.ToJsonString(), impersonate: "jane");
        code.ShouldBe(HttpStatusCode.Forbidden);
        body["message"]!.ToString().ShouldEndWith("user not permitted to sign requests with signerName \"example.com/any\"");

        await BindAsync(served, "signs", """{"verbs":["sign"],"apiGroups":["certificates.k8s.io"],"resources":["signers"],"resourceNames":["example.com/any"]}""");
        (await served.SendAsync(HttpMethod.Put, $"{Requests}/one/status", item.ToJsonString(), impersonate: "jane")).Code.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<JsonObject> AskAsync(ServedCluster served, string signer)
    {
        using var asked = new AskedCertificate("CN=jane");
        var (code, made) = await served.PostAsync(Requests, asked.ToObject("one", signer).ToJsonString());
        code.ShouldBe(HttpStatusCode.Created, made.ToJsonString());
        return made;
    }

    private static async Task BindAsync(ServedCluster served, string name, string rule)
    {
        const string rbac = "/apis/rbac.authorization.k8s.io/v1/";
        (await served.PostAsync(rbac + "clusterroles", $$"""{"metadata":{"name":"{{name}}"},"rules":[{{rule}}]}""")).Code.ShouldBe(HttpStatusCode.Created);
        (await served.PostAsync(rbac + "clusterrolebindings", $$"""{"metadata":{"name":"{{name}}"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"{{name}}"},"subjects":[{"kind":"User","apiGroup":"rbac.authorization.k8s.io","name":"jane"}]}""")).Code.ShouldBe(HttpStatusCode.Created);
    }

    private static byte[] Der(string pem) => Convert.FromBase64String(string.Concat(pem.Split('\n').Where(line => !line.StartsWith('-'))));
}
