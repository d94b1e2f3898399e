using Kpanda.Gateway.Tests.Fakes;
using Kpanda.KubeModel.Tests.Fuzzing;

namespace Kpanda.Gateway.Tests.Fuzzing;

/// <summary>
/// Broken and cunning requests over a real connection, from somebody who may read the pods of one namespace and the version. Whatever reaches the member is read anew there, by other code,
/// and must be that and nothing else, as that person and nobody else.
/// </summary>
public sealed class ForwardFuzzTests(ITestOutputHelper output)
{
    private const int RequestsOfAConnection = 200;

    private static readonly string[] Targets =
    [
        "/k8s/clusters/m/api/v1/namespaces/a/pods",
        "/k8s/clusters/m/api/v1/namespaces/a/pods/p/log?follow=true&container=c",
        "/k8s/clusters/m/api/v1/namespaces/a/pods?watch=true&fieldSelector=metadata.name%3Dp",
        "/k8s/clusters/m/api/v1/namespaces/b/secrets/s",
        "/k8s/clusters/m/apis/apps/v1/namespaces/a/deployments/d/scale",
        "/k8s/clusters/m/api/v1/namespaces/a/pods/p/exec?command=id",
        "/k8s/clusters/m/api/v1/nodes/n/proxy/run",
        "/k8s/clusters/m/version",
        "/k8s/clusters/m/healthz",
    ];

    private static readonly string[] Pieces =
    [
        "..", "/..", "/../", "%2e%2e", "%2E%2e/", "%2f", "%2F", "%5c", "\\", "//", "/./", ";", "%3b", ";a=b", "%25", "%252e", "%252f", "%00", "%0a", "%0d%0a", "%c0%ae", "%e2%80%ae", "%", "%zz", "?", "#",
        "&watch=true", "&watch=false", "?watch=true", "&fieldSelector=metadata.name%3Dx", "+", "*", ":", "@", "~", "/namespaces/b/secrets", "/api/v1/secrets", "/pods", "/log", "/exec", "/proxy", "/watch", "/status",
        "/namespaces/a", "a", "p", "/", "http://x", "secrets", "\u00e9", " ", "\t",
    ];

    private static readonly string[] Headers =
    [
        "Impersonate-User: admin", "Impersonate-Group: system:masters", "impersonate-uid: 1", "Impersonate_User: x", "Connection: Impersonate-User", "Connection: Authorization, Impersonate-Group", "Connection: Upgrade",
        "Upgrade: websocket", "Upgrade: SPDY/3.1", "Upgrade: h2c", "X-Remote-User: admin", "X-Remote-Group: system:masters", "X-Forwarded-User: admin", "Cookie: kpanda-session=x", "Proxy-Authorization: Basic eA==",
        "X-Original-URL: /api/v1/secrets", "X-Rewrite-URL: /api/v1/secrets", "X-HTTP-Method-Override: DELETE", "X-HTTP-Method: DELETE", "Accept: application/json", "User-Agent: a\u0001b", "User-Agent: kubectl", "TE: trailers",
        "Trailer: Impersonate-User", "Accept-Encoding: gzip", "If-None-Match: \"x\"", "Origin: https://evil.example", "Sec-WebSocket-Protocol: base64url.bearer.authorization.k8s.io.eA", "X-Stream-Protocol-Version: v4\u0001Impersonate-User: x",
    ];

    private static readonly string[] Methods = ["GET", "GET", "GET", "GET", "GET", "DELETE", "POST", "PUT", "PATCH", "get", "PROPFIND"];

    [Fact]
    public async Task NothingReachesTheMember_ThatWasNotAllowed()
    {
        var fuzz = new Fuzz(output);
        var random = new Random(fuzz.Seed);
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync("{}"));
        await using var site = await GatewaySite.StartAsync(member, new GatewayOptions { AllowProxy = true, Person = new(1000, 1000, 1_000_000), Member = new(1000, 1000, 1_000_000) });
        site.Authorizer.Allows = (_, asked) => asked switch
        {
            { Path: "/version", Verb: "get" } => true,
            { Cluster: "m", Verb: "get" or "list" or "watch", Resource: { Group: "", Resource: "pods" }, Namespace: "a", Subresource: "" or "log" or "status" } => true,
            _ => false,
        };
        var reached = 0;
        Wire? wire = null;
        for (var number = 0; number < fuzz.Cases; number++)
        {
            var (method, target, headers) = (Methods[random.Next(Methods.Length)], Mutate(random), Choose(random));
            if (wire is null || number % RequestsOfAConnection == 0)
            {
                if (wire is not null) await wire.DisposeAsync();
                wire = await site.OpenAsync();
            }

            try
            {
                await wire.AskAsync(method, target, headers);
                var answer = await wire.ReadAsync();
                answer?.Status.ShouldBeLessThan(500);
                if (answer is null || answer.Headers["Connection"].Any(value => value.Contains("close", StringComparison.OrdinalIgnoreCase)))
                {
                    await wire.DisposeAsync();
                    wire = null;
                }

                while (member.Requests.TryDequeue(out var asked))
                {
                    reached++;
                    Judge(asked);
                }
            }
            catch (IOException)
            {
                // A connection that the server ends after an answer: the next case has a new one.
                if (wire is not null) await wire.DisposeAsync();
                wire = null;
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                throw new ShouldAssertException($"seed {fuzz.Seed}, case {number}: {method} {target} [{string.Join(" | ", headers)}]: {failure.Message}", failure);
            }

            site.Authorizer.Asked.Clear();
            site.Audit.Clear();
        }

        if (wire is not null) await wire.DisposeAsync();
        output.WriteLine($"{reached} of {fuzz.Cases} reached the member");
        reached.ShouldBeGreaterThan(fuzz.Cases / 200);
    }

    // Reads what came as a member would, with nothing of the gateway's own reading.
    private static void Judge(FakeMember.Request asked)
    {
        asked.Method.ShouldBe("GET");
        var path = asked.Target.Split('?')[0];
        foreach (var bad in new[] { "//", "\\", ";", "%2f", "%5c", "%2e", "%3b", "%25", "%0", "#" }) path.Contains(bad, StringComparison.OrdinalIgnoreCase).ShouldBeFalse($"{asked.Target} holds {bad}");
        var parts = path.Trim('/').Split('/').Select(Uri.UnescapeDataString).ToArray();
        parts.ShouldNotContain("..");
        parts.ShouldNotContain(".");
        if (parts is not ["version"])
        {
            // The deprecated form of a watch says so first. A right is to a resource of a group, in whatever version.
            var rest = parts is ["api", _, "watch", ..] ? parts[3..] : parts is ["api", _, ..] ? parts[2..] : [];
            rest.Length.ShouldBeGreaterThanOrEqualTo(3, asked.Target);
            (rest[0], rest[1], rest[2]).ShouldBe(("namespaces", "a", "pods"), asked.Target);
            if (rest.Length > 4) rest[4].ShouldBeOneOf("log", "status");
        }

        asked.Headers["Impersonate-User"].ShouldBe(["jane"]);
        asked.Headers["Impersonate-Group"].ShouldBe(["dev"]);
        asked.Headers["Authorization"].ShouldBe(["Bearer secret-token"]);
        string[] passed = ["Host", ":authority", "Accept", "Accept-Encoding", "Authorization", "If-None-Match", "Impersonate-Group", "Impersonate-User", "User-Agent"];
        asked.Headers.Keys.Where(name => !passed.Contains(name, StringComparer.OrdinalIgnoreCase)).ShouldBeEmpty();
    }

    private static string Mutate(Random random)
    {
        var target = Targets[random.Next(Targets.Length)];
        for (var times = random.Next(0, 4); times > 0; times--)
        {
            var at = random.Next("/k8s/clusters/".Length, target.Length + 1);
            var piece = Pieces[random.Next(Pieces.Length)];
            target = random.Next(4) == 0 ? target.Remove(at, Math.Min(random.Next(1, 8), target.Length - at)) : target.Insert(at, piece);
        }

        return target;
    }

    private static string[] Choose(Random random) => [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => Headers[random.Next(Headers.Length)])];
}
