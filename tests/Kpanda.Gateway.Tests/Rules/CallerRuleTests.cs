using Kpanda.Gateway.Tests.Fakes;
using Kpanda.Identity.Access;

namespace Kpanda.Gateway.Tests.Rules;

/// <summary>Attacks of a caller that have worked elsewhere. Each must fail, and the member must not hear of it.</summary>
public sealed class CallerRuleTests : IAsyncLifetime
{
    private const string Pods = "/k8s/clusters/m/api/v1/namespaces/a/pods";

    private FakeMember _member = null!;
    private GatewaySite _site = null!;

    public async ValueTask InitializeAsync()
    {
        _member = await FakeMember.StartAsync(context => context.JsonAsync("{}"));
        _site = await GatewaySite.StartAsync(_member);
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _member.DisposeAsync();
    }

    [Theory]
    [InlineData("Impersonate-User: admin")]
    [InlineData("impersonate-user: admin")]
    [InlineData("Impersonate-Group: system:masters")]
    [InlineData("Impersonate-Uid: 1")]
    [InlineData("Impersonate-Extra-scopes: all")]
    [InlineData("Impersonate_User: admin")]
    [InlineData("Impersonate-User:")]
    public async Task ImpersonationOfTheCaller_IsRefused(string header)
    {
        var answer = await _site.AskAsync("GET", Pods, header);

        answer.Status.ShouldBe(403);
        answer.Json["reason"]!.ToString().ShouldBe("Forbidden");
        _member.Requests.ShouldBeEmpty();
        _site.Authorizer.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task ConnectionThatNamesTheIdentityHeaders_TakesNothingAway()
    {
        (await _site.AskAsync("GET", Pods, "Connection: Impersonate-User, Impersonate-Group, Authorization, keep-alive")).Status.ShouldBe(200);

        var asked = _member.Requests.ShouldHaveSingleItem();
        asked.Headers["Impersonate-User"].ShouldBe(["jane"]);
        asked.Headers["Impersonate-Group"].ShouldBe(["dev"]);
        asked.Headers["Authorization"].ShouldBe(["Bearer secret-token"]);
        asked.Headers.ContainsKey("Connection").ShouldBeFalse();
    }

    [Fact]
    public async Task HeadersOfTheCaller_PassByAnAllowList()
    {
        (await _site.AskAsync(
            "GET",
            Pods,
            "Accept: application/json;as=Table;v=v1;g=meta.k8s.io,application/json",
            "Accept-Encoding: gzip",
            "User-Agent: kubectl/v1.36.2",
            "Kubectl-Command: kubectl get",
            "Cookie: kpanda-session=secret",
            "Proxy-Authorization: Basic c2VjcmV0",
            "X-Remote-User: admin",
            "X-Remote-Group: system:masters",
            "X-Forwarded-For: 10.0.0.1",
            "X-Forwarded-User: admin",
            "Forwarded: for=10.0.0.1",
            "TE: trailers",
            "Host2: x")).Status.ShouldBe(200);

        var asked = _member.Requests.ShouldHaveSingleItem();
        asked.Headers.Keys.Select(name => name.ToLowerInvariant()).Where(name => name is not ("host" or ":authority")).Order(StringComparer.Ordinal)
            .ShouldBe(["accept", "accept-encoding", "authorization", "impersonate-group", "impersonate-user", "kubectl-command", "user-agent"]);
        asked.Headers["User-Agent"].ShouldBe(["kubectl/v1.36.2"]);
        asked.Headers.Values.SelectMany(values => values).ShouldNotContain(value => value.Contains("jane-token", StringComparison.Ordinal) || value.Contains("session", StringComparison.Ordinal));
    }

    [Fact]
    public async Task HeaderWithControlCharacters_IsRefused()
    {
        (await _site.AskAsync("GET", Pods, "User-Agent: a\u0001b")).Status.ShouldBe(400);

        _member.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("GET", "/k8s/clusters/m/api/v1/namespaces/a/pods/../secrets")]
    [InlineData("GET", "/k8s/clusters/m/api/v1/namespaces/a/pods/%2e%2e/secrets")]
    [InlineData("GET", "/k8s/clusters/m/api/v1/namespaces/a/pods/%252e%252e/secrets")]
    [InlineData("GET", "/k8s/clusters/m/api/v1/namespaces/a%2F..%2Fb/pods")]
    [InlineData("GET", "/k8s/clusters/m/api/v1/namespaces/a/pods/x%5c..%5cy")]
    [InlineData("GET", "/k8s/clusters/m/api/v1/namespaces/a/pods;/x")]
    [InlineData("GET", "/k8s/clusters/m//api/v1/secrets")]
    [InlineData("GET", "/k8s/clusters/m/./api/v1/secrets")]
    [InlineData("GET", "/k8s/clusters/other/../m/api/v1/pods")]
    [InlineData("GET", "http://169.254.169.254/k8s/clusters/m/api/v1/pods")]
    [InlineData("GET", "http://evil.example/k8s/clusters/m/api/v1/pods")]
    [InlineData("GET", "/k8s/clusters/m/api/v1/pods?watch=false&watch=true")]
    [InlineData("OPTIONS", "/k8s/clusters/m/api/v1/pods")]
    [InlineData("TRACE", "/k8s/clusters/m/api/v1/pods")]
    public async Task AmbiguousTarget_IsRefusedBeforeAnybodyIsAsked(string method, string target)
    {
        (await _site.AskAsync(method, target)).Status.ShouldBeInRange(400, 405);

        _member.Requests.ShouldBeEmpty();
        _site.Authorizer.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task NameOfACluster_IsNoWayOutOfTheGateway()
    {
        var answer = await _site.AskAsync("GET", "/k8s/clusters/169.254.169.254:80/latest/meta-data");

        answer.Status.ShouldBe(404);
        answer.Json["details"]!["name"]!.ToString().ShouldBe("169.254.169.254:80");
        _member.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task ForbiddenInTheWordsOfKubernetes()
    {
        _site.Authorizer.Allows = (_, _) => false;

        (await _site.AskAsync("GET", Pods)).Json["message"]!.ToString()
            .ShouldBe("pods is forbidden: User \"jane\" cannot list resource \"pods\" in API group \"\" in the namespace \"a\"");
        (await _site.AskAsync("GET", "/k8s/clusters/m/apis/apps/v1/namespaces/a/deployments/d/scale")).Json["message"]!.ToString()
            .ShouldBe("deployments.apps \"d\" is forbidden: User \"jane\" cannot get resource \"deployments/scale\" in API group \"apps\" in the namespace \"a\"");
        (await _site.AskAsync("GET", "/k8s/clusters/m/api/v1/nodes?watch=1")).Json["message"]!.ToString()
            .ShouldBe("nodes is forbidden: User \"jane\" cannot watch resource \"nodes\" in API group \"\" at the cluster scope");
        var document = (await _site.AskAsync("GET", "/k8s/clusters/m/healthz")).Json;
        document["message"]!.ToString().ShouldBe("forbidden: User \"jane\" cannot get path \"/healthz\"");
        ((int)document["code"]!, document["reason"]!.ToString(), document["kind"]!.ToString()).ShouldBe((403, "Forbidden", "Status"));
        _member.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("GET", "/api/v1/pods")]
    [InlineData("GET", "/api/v1/pods?watch=true")]
    [InlineData("GET", "/api/v1/pods?limit=1")]
    [InlineData("GET", "/api/v1/events")]
    [InlineData("GET", "/apis")]
    [InlineData("GET", "/openapi/v2")]
    [InlineData("GET", "/metrics")]
    [InlineData("GET", "/api/v1/namespaces/a/pods/p/log")]
    [InlineData("POST", "/api/v1/namespaces/a/pods/p/exec")]
    [InlineData("POST", "/api/v1/namespaces/a/pods/p/portforward")]
    [InlineData("POST", "/api/v1/namespaces/a/pods/p/eviction")]
    [InlineData("POST", "/apis/authorization.k8s.io/v1/subjectaccessreviews")]
    [InlineData("DELETE", "/api/v1/namespaces/a/pods")]
    public async Task WithoutTheRight_NothingReachesTheMember(string method, string path)
    {
        _site.Authorizer.Allows = (_, _) => false;

        (await _site.AskAsync(method, $"/k8s/clusters/m{path}")).Status.ShouldBe(403);

        _site.Authorizer.Asked.ShouldNotBeEmpty();
        _member.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task WhoMayNot_LearnsNotWhichClustersThereAre()
    {
        _site.Authorizer.Allows = (_, _) => false;

        var known = (await _site.AskAsync("GET", Pods)).Json;
        var unknown = (await _site.AskAsync("GET", Pods.Replace("/m/", "/n/", StringComparison.Ordinal))).Json;

        unknown["message"]!.ToString().ShouldBe(known["message"]!.ToString());
        unknown["code"]!.ToString().ShouldBe("403");
    }

    [Theory]
    [InlineData("/api/v1/namespaces/a/pods/p/proxy")]
    [InlineData("/api/v1/namespaces/a/pods/p:8080/proxy/metrics")]
    [InlineData("/api/v1/namespaces/a/services/https:s:443/proxy/")]
    [InlineData("/api/v1/nodes/n/proxy/run/kube-system/p/c")]
    [InlineData("/api/v1/nodes/n:10250/proxy/pods")]
    public async Task Proxy_IsOffWhateverTheRights(string path)
    {
        var answer = await _site.AskAsync("GET", $"/k8s/clusters/m{path}");

        answer.Status.ShouldBe(403);
        answer.Json["message"]!.ToString().ShouldContain("/proxy\" in API group \"\"");
        _member.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task ProxyThatIsOn_NeedsItsOwnRight()
    {
        await using var site = await GatewaySite.StartAsync(_member, new GatewayOptions { AllowProxy = true });
        site.Authorizer.Allows = (_, asked) => asked.Subresource != "proxy";
        (await site.AskAsync("GET", $"{Pods}/p/proxy/x")).Status.ShouldBe(403);
        _member.Requests.ShouldBeEmpty();

        site.Authorizer.Allows = (_, asked) => asked is { Verb: "get", Resource.Resource: "pods", Subresource: "proxy", Namespace: "a", Name: "p" };
        (await site.AskAsync("GET", $"{Pods}/p/proxy/x/")).Status.ShouldBe(200);
        _member.Requests.ShouldHaveSingleItem().Target.ShouldBe("/api/v1/namespaces/a/pods/p/proxy/x/");
    }

    [Theory]
    [InlineData("GET", "/api/v1/namespaces/a/pods/p/exec?command=id")]
    [InlineData("GET", "/api/v1/namespaces/a/pods/p/portforward")]
    [InlineData("POST", "/api/v1/namespaces/a/pods/p/attach")]
    [InlineData("GET", "/api/v1/namespaces/a/pods/p/proxy/")]
    public async Task SessionOfABrowser_RunsNothingInAPod(string method, string path)
    {
        await using var site = await GatewaySite.StartAsync(_member, new GatewayOptions { AllowProxy = true });
        await using var wire = await site.OpenAsync();
        await wire.WriteAsync($"{method} /k8s/clusters/m{path} HTTP/1.1\r\nHost: gateway\r\nCookie: kpanda-session=x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");

        (await wire.ReadAsync())!.Status.ShouldBe(403);
        _member.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Origin: https://evil.example")]
    [InlineData("Origin: null")]
    [InlineData("Origin: http://gateway.evil.example")]
    [InlineData("Origin: http://gateway:8080")]
    [InlineData("Origin: ftp://gateway")]
    [InlineData("Cookie: kpanda-session=x")]
    public async Task WebSocketOfAForeignPage_IsRefused(string header)
    {
        var answer = await _site.AskAsync(
            "GET", $"{Pods}/p/exec?command=id", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", header);

        answer.Status.ShouldBe(403);
        _member.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task WebSocketOfALibraryThatNamesItsHost_Passes(string scheme)
    {
        await _site.AskAsync(
            "GET", $"{Pods}/p/exec?command=id", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", $"Origin: {scheme}://gateway");

        _member.Requests.Where(request => request.Target != "/version").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task TokenInTheNameOfAProtocol_StaysHere()
    {
        await _site.AskAsync(
            "GET",
            $"{Pods}/p/exec?command=id",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Protocol: base64url.bearer.authorization.k8s.io.c2VjcmV0, v5.channel.k8s.io, BASE64URL.bearer.authorization.k8s.io.c2VjcmV0");

        // The transport asks for signs of life beside it.
        _member.Requests.Where(request => request.Target != "/version").ShouldHaveSingleItem().Headers["Sec-WebSocket-Protocol"].ShouldBe(["v5.channel.k8s.io"]);
    }

    [Theory]
    [InlineData("access_token")]
    [InlineData("ACCESS_TOKEN")]
    [InlineData("token")]
    [InlineData("id_token")]
    [InlineData("bearer")]
    [InlineData("Authorization")]
    [InlineData("%61ccess_token")]
    public async Task TokenInAQuery_IsRefusedAndGoesNoFurther(string name)
    {
        foreach (var path in (string[])[$"{Pods}?limit=5&{name}=jane-token", $"{Pods}/p/exec?command=id&{name}=jane-token", $"/k8s/clusters/m/version?{name}=jane-token"])
        {
            var answer = await _site.AskAsync("GET", path);

            answer.Status.ShouldBe(400);
            answer.Body.ShouldNotContain("jane-token");
        }

        _member.Requests.ShouldBeEmpty();
        _site.Audit.Recorded.ShouldBeEmpty();

        // What an application in a pod calls its parameters is its own affair.
        await using var site = await GatewaySite.StartAsync(_member, new GatewayOptions { AllowProxy = true });
        (await site.AskAsync("GET", $"{Pods}/p/proxy/login?{name}=of-the-application")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task CredentialThatMayNotImpersonate_ServesAdministratorsAloneAndMarked()
    {
        _site.Clusters.CanImpersonate = false;
        _site.People["admin-token"] = new Person(Guid.CreateVersion7(), "admin", [], IsPlatformAdministrator: true);

        (await _site.AskAsync("DELETE", $"{Pods}/p")).Status.ShouldBe(403);
        (await _site.AskAsync("GET", Pods)).Status.ShouldBe(403);
        _member.Requests.ShouldBeEmpty();

        using var client = _site.NewClient("admin-token");
        client.DefaultRequestHeaders.Add("User-Agent", "kubectl");
        (await client.GetAsync(Pods, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        var asked = _member.Requests.ShouldHaveSingleItem();
        asked.Headers["User-Agent"].ShouldBe(["kpanda/0.1 (for admin)"]);
        asked.Headers.ContainsKey("Impersonate-User").ShouldBeFalse();
    }

    [Fact]
    public async Task GroupOfMasters_IsNeverClaimed()
    {
        _site.People["evil-token"] = new Person(Guid.CreateVersion7(), "evil", ["system:masters"], IsPlatformAdministrator: false);
        using var client = _site.NewClient("evil-token");

        (await client.GetAsync(Pods, TestContext.Current.CancellationToken)).IsSuccessStatusCode.ShouldBeFalse();

        _member.Requests.ShouldBeEmpty();
    }
}
