using System.Text;
using System.Text.Json.Nodes;
using Kpanda.Kube.Tests.Fakes;
using Kpanda.Kube.Transport;
using Kpanda.KubeModel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Kpanda.Kube.Tests.Client;

public sealed class KubeClientTests
{
    private static readonly GroupVersionResource Pods = new("", "v1", "pods");
    private static readonly GroupVersionResource Deployments = new("apps", "v1", "deployments");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetOverHttp2_SendsTokenAndReturnsTheBytes()
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync(Answers.Pod("a")));
        var result = await member.Client().GetAsync(Pods, new ObjectKey("shop", "a"), Stop);
        result.TryGet(out var pod, out var failure).ShouldBeTrue(failure?.Message);
        Encoding.UTF8.GetString(pod!.Json.Span).ShouldBe(Answers.Pod("a"));
        var request = member.Requests.ShouldHaveSingleItem();
        request.Target.ShouldBe("/api/v1/namespaces/shop/pods/a");
        request.Protocol.ShouldBe("HTTP/2");
        request.Headers["Authorization"].ShouldBe(["Bearer secret-token"]);
        request.Headers.Keys.ShouldNotContain(name => name.StartsWith("Impersonate", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task MemberWithoutHttp2_IsSpokenToInHttp11()
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync(Answers.Pod("a")), HttpProtocols.Http1);
        (await member.Client().GetAsync(Pods, new ObjectKey("shop", "a"), Stop)).Failure.ShouldBeNull();
        member.Requests.ShouldHaveSingleItem().Protocol.ShouldBe("HTTP/1.1");
    }

    [Theory]
    [InlineData(0, HttpProtocols.Http2)]
    [InlineData(1, HttpProtocols.Http2)]
    [InlineData(3, HttpProtocols.Http2)]
    [InlineData(80, HttpProtocols.Http2)]
    [InlineData(3, HttpProtocols.Http1)]
    public async Task Person_IsImpersonatedWithOneHeaderLinePerGroup(int groups, HttpProtocols protocol)
    {
        string[] names = [.. new[] { "kpanda:platform-admins", "团队, 一", "team: b" }.Concat(Enumerable.Range(0, 100).Select(number => $"{new string('g', number)}{number}")).Take(groups)];
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync(Answers.Pod("a")), protocol);
        var client = member.Client(KubeIdentity.As("jörg", names));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ => (await client.GetAsync(Pods, new ObjectKey("shop", "a"), Stop)).Failure.ShouldBeNull()));
        member.Requests.Count.ShouldBe(8);
        foreach (var asked in member.Requests)
        {
            asked.Protocol.ShouldBe(protocol == HttpProtocols.Http2 ? "HTTP/2" : "HTTP/1.1");
            asked.Headers["Impersonate-User"].ShouldBe(["jörg"]);
            asked.Headers.GetValueOrDefault("Impersonate-Group", []).ShouldBe(names);
        }
    }

    [Theory]
    [InlineData("evil\r\nX-Other: 1")]
    [InlineData("evil\u0001system:masters")]
    [InlineData("system:masters")]
    [InlineData("")]
    public void NameThatCouldBecomeAnotherHeader_CannotBeImpersonated(string name)
    {
        Should.Throw<ArgumentException>(() => KubeIdentity.As("user", [name]));
        Should.Throw<ArgumentException>(() => KubeIdentity.As(name, []));
    }

    [Fact]
    public async Task ClientCertificate_IsShown()
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync(Answers.Pod("a")), clientCertificates: true);
        var (_, certificate, key) = member.Authority.Issue("CN=platform");
        var connection = new KubeConnection { Server = member.Server, CertificateAuthorityPem = member.Authority.Pem, ClientCertificatePem = certificate, ClientKeyPem = key };
        (await member.Client(connection: connection).GetAsync(Pods, new ObjectKey("shop", "a"), Stop)).Failure.ShouldBeNull();
        member.Requests.ShouldHaveSingleItem().ClientCertificate.ShouldBe("CN=platform");
    }

    [Fact]
    public async Task Refusal_IsTheMembersStatus()
    {
        await using var member = await FakeMember.StartAsync(context => context.StatusAsync(404, "NotFound", "pods a not found"));
        var failure = (await member.Client().GetAsync(Pods, new ObjectKey("shop", "a"), Stop)).Failure.ShouldNotBeNull();
        failure.Phase.ShouldBe(FailurePhase.Refused);
        failure.IsNotFound.ShouldBeTrue();
        failure.Status!.Reason.ShouldBe("NotFound");
        failure.Message.ShouldBe("pods a not found");
    }

    [Fact]
    public async Task Overload_IsRepeatedAsTheMemberAsks()
    {
        var asked = 0;
        await using var member = await FakeMember.StartAsync(context =>
        {
            if (Interlocked.Increment(ref asked) > 2) return context.JsonAsync(Answers.Pod("a"));
            context.Response.Headers.RetryAfter = "0";
            return context.StatusAsync(429, "TooManyRequests", "slow down");
        });
        var created = await member.Client().CreateAsync(Pods, "shop", JsonNode.Parse(Answers.Pod("a"))!, KubeWriteOptions.Default, Stop);
        created.Failure.ShouldBeNull();
        asked.ShouldBe(3);
    }

    [Fact]
    public async Task FaultOnWrite_IsNotRepeated()
    {
        await using var member = await FakeMember.StartAsync(context => context.StatusAsync(503, "ServiceUnavailable", "etcd"));
        var failure = (await member.Client().CreateAsync(Pods, "shop", JsonNode.Parse(Answers.Pod("a"))!, KubeWriteOptions.Default, Stop)).Failure.ShouldNotBeNull();
        failure.Phase.ShouldBe(FailurePhase.Server);
        member.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Writes_CarryTheirOptionsAndMediaTypes()
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync(Answers.Pod("a")));
        var client = member.Client();
        var key = new ObjectKey("shop", "web");
        var options = new KubeWriteOptions { DryRun = true, FieldManager = "kpanda", FieldValidation = "Strict", Force = true };
        (await client.PatchAsync(Deployments, key, PatchType.Apply, "{}"u8.ToArray(), options, Stop)).Failure.ShouldBeNull();
        (await client.PatchAsync(Deployments, key, PatchType.Merge, "{}"u8.ToArray(), new() { Subresource = "scale" }, Stop)).Failure.ShouldBeNull();
        (await client.DeleteAsync(Deployments, key, new() { PropagationPolicy = "Foreground", Uid = "u1" }, Stop)).Failure.ShouldBeNull();
        var (apply, merge, delete) = member.Requests.ToArray() is [var a, var b, var c] ? (a, b, c) : throw new InvalidOperationException();
        apply.Target.ShouldBe("/apis/apps/v1/namespaces/shop/deployments/web?dryRun=All&fieldManager=kpanda&fieldValidation=Strict&force=true");
        apply.Headers["Content-Type"].ShouldBe(["application/apply-patch+yaml"]);
        merge.Target.ShouldBe("/apis/apps/v1/namespaces/shop/deployments/web/scale");
        merge.Headers["Content-Type"].ShouldBe(["application/merge-patch+json"]);
        delete.Body.ShouldBe("""{"apiVersion":"v1","kind":"DeleteOptions","propagationPolicy":"Foreground","preconditions":{"uid":"u1"}}""");
    }

    [Fact]
    public async Task OtherForms_AreAskedForByTheirMediaTypes()
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync(context.Request.Query.ContainsKey("limit")
            ? """{"kind":"PartialObjectMetadataList","apiVersion":"meta.k8s.io/v1","metadata":{"resourceVersion":"7"},"items":[{"metadata":{"name":"a"}}]}"""
            : """{"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":{"resourceVersion":"7"},"columnDefinitions":[],"rows":[]}"""));
        var client = member.Client();
        (await client.TableAsync(Pods, "shop", KubeListOptions.Default, Stop)).Failure.ShouldBeNull();
        (await client.GetAsync(Pods, new("shop", "a"), KubeRepresentation.Metadata, Stop)).Failure.ShouldBeNull();
        (await client.ListAsync(Pods, "shop", new() { Representation = KubeRepresentation.Metadata, Limit = 5 }, Stop)).TryGet(out var page, out var failure).ShouldBeTrue(failure?.Message);
        page!.Items.ShouldHaveSingleItem();
        await foreach (var change in client.WatchAsync(Pods, "shop", "1", new() { Representation = KubeRepresentation.Metadata }, Stop)) change.Failure.ShouldNotBeNull();
        member.Requests.Select(request => request.Headers["Accept"][0]).ShouldBe(
        [
            "application/json;as=Table;v=v1;g=meta.k8s.io",
            "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json",
            "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json",
            "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json",
        ]);
    }

    [Fact]
    public async Task Collection_IsDeletedBySelectors()
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync("""{"kind":"Status","status":"Success"}"""));
        (await member.Client().DeleteCollectionAsync(Pods, "shop", new() { LabelSelector = "app=web" }, new() { DryRun = true, GracePeriodSeconds = 0 }, Stop)).Failure.ShouldBeNull();
        var request = member.Requests.ShouldHaveSingleItem();
        (request.Method, request.Target).ShouldBe(("DELETE", "/api/v1/namespaces/shop/pods?labelSelector=app%3Dweb"));
        request.Body.ShouldBe("""{"apiVersion":"v1","kind":"DeleteOptions","gracePeriodSeconds":0,"dryRun":["All"]}""");
    }

    [Theory]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a%2fb")]
    [InlineData("")]
    public async Task NameThatMeansAnotherPath_IsRefusedBeforeAnythingIsSent(string name)
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync(Answers.Pod("a")));
        var failure = (await member.Client().GetAsync(Pods, new ObjectKey("shop", name), Stop)).Failure.ShouldNotBeNull();
        failure.Side.ShouldBe(FailureSide.Client);
        member.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Warnings_ComeWithTheAnswer()
    {
        await using var member = await FakeMember.StartAsync(context =>
        {
            context.Response.Headers.Append("Warning", "299 - \"unknown field \\\"spec.x\\\"\"");
            return context.JsonAsync(Answers.Pod("a"));
        });
        (await member.Client().GetAsync(Pods, new ObjectKey("shop", "a"), Stop)).TryGet(out var pod, out _).ShouldBeTrue();
        pod!.Warnings.ShouldBe(["unknown field \"spec.x\""]);
    }

    [Fact]
    public async Task Log_IsReadAsItComes()
    {
        var more = new TaskCompletionSource();
        await using var member = await FakeMember.StartAsync(async context =>
        {
            context.Response.ContentType = "text/plain";
            await context.Response.WriteAsync("first\n");
            await context.Response.Body.FlushAsync();
            await more.Task;
            await context.Response.WriteAsync("second\n");
        });
        var opened = await member.Client().RawAsync(HttpMethod.Get, KubePath.Object(Pods, new("shop", "a"), "log"), [new("follow", "true")], null, Stop);
        opened.TryGet(out var stream, out var failure).ShouldBeTrue(failure?.Message);
        await using var open = stream!;
        using var reader = new StreamReader(open.Body);
        (await reader.ReadLineAsync(Stop)).ShouldBe("first");
        more.SetResult();
        (await reader.ReadLineAsync(Stop)).ShouldBe("second");
        member.Requests.ShouldHaveSingleItem().Target.ShouldBe("/api/v1/namespaces/shop/pods/a/log?follow=true");
    }

    [Fact]
    public async Task BrokenConnection_IsTriedAgainForAReadOnly()
    {
        var asked = 0;
        await using var member = await FakeMember.StartAsync(
            context =>
            {
                if (Interlocked.Increment(ref asked) == 1) context.Abort();
                return asked == 1 ? Task.CompletedTask : context.JsonAsync(Answers.Pod("a"));
            },
            HttpProtocols.Http1);
        var options = TransportOptions.Default with { HeaderTimeout = TimeSpan.FromMinutes(1) };
        (await member.Client(options: options).GetAsync(Pods, new ObjectKey("shop", "a"), Stop)).Failure.ShouldBeNull();
        asked.ShouldBe(2);
    }
}
