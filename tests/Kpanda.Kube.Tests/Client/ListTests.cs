using System.Text;
using System.Text.Json;
using Kpanda.Kube.Tests.Fakes;
using Kpanda.Kube.Transport;
using Kpanda.Kube.Wire;
using Kpanda.KubeModel;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Kube.Tests.Client;

public sealed class ListTests
{
    private static readonly GroupVersionResource Pods = new("", "v1", "pods");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"7","continue":"next"},"items":[{"metadata":{"name":"a"}},{"metadata":{"name":"b"}}]}""")]
    [InlineData("""{"apiVersion":"v1","items":[{"metadata":{"name":"a"}},{"metadata":{"name":"b"}}],"kind":"PodList","metadata":{"continue":"next","resourceVersion":"7"}}""")]
    [InlineData("""{"apiVersion":"v1","items":[{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}},{"kind":"Pod","apiVersion":"v1","metadata":{"name":"b"}}],"kind":"PodList","metadata":{"remainingItemCount":3,"resourceVersion":"7","continue":"next"}}""")]
    [InlineData(""" { "kind" : "PodList", "apiVersion": "v1", "x": [[{"kind":1}]], "metadata": {"resourceVersion":"7","selfLink":{"continue":"no"},"continue":"next"}, "items" : [ {"metadata":{"name":"a"}} , {"metadata":{"name":"b"}} ] } """)]
    public async Task AnyOrderOfMembers_GivesTheSamePage(string json)
    {
        // In pieces of every size, so that every token is cut somewhere.
        foreach (var size in new[] { 1, 3, 7, 64, 100_000 })
        {
            var result = await new ListReader(1 << 20, 1 << 20).ReadAsync(new Drip(Encoding.UTF8.GetBytes(json), size), Stop);
            result.TryGet(out var page, out var failure).ShouldBeTrue(failure?.Message);
            page!.ResourceVersion.ShouldBe("7");
            page.Continue.ShouldBe("next");
            page.Items.Select(Name).ShouldBe(["a", "b"]);
            page.Items.ShouldAllBe(item => Kind(item) == "v1/Pod");
        }
    }

    [Fact]
    public async Task EmptyAndNullItems_AreAnEmptyPage()
    {
        foreach (var items in new[] { "[]", "null" })
        {
            var json = Encoding.UTF8.GetBytes($$"""{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"7"},"items":{{items}}}""");
            (await new ListReader(1024, 1024).ReadAsync(new Drip(json, 5), Stop)).TryGet(out var page, out _).ShouldBeTrue();
            page!.Items.ShouldBeEmpty();
            page.Continue.ShouldBeNull();
        }
    }

    [Fact]
    public async Task EmptyObject_StillGetsItsKind()
    {
        var json = Encoding.UTF8.GetBytes("""{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"7"},"items":[{},{ }]}""");
        (await new ListReader(1024, 1024).ReadAsync(new Drip(json, 5), Stop)).TryGet(out var page, out _).ShouldBeTrue();
        page!.Items.ShouldAllBe(item => Kind(item) == "v1/Pod");
    }

    [Theory]
    [InlineData("""{"kind":"PodList","apiVersion":"v1","items":[{"metadata":{"name":"a"}""")]
    [InlineData("<html>sign in</html>")]
    [InlineData("")]
    [InlineData("[1,2")]
    public async Task Garbage_IsAProtocolFailure(string body)
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync(body));
        var failure = (await member.Client().ListAsync(Pods, null, KubeListOptions.Default, Stop)).Failure.ShouldNotBeNull();
        failure.Phase.ShouldBe(FailurePhase.Protocol);
        failure.Side.ShouldBe(FailureSide.Member);
    }

    [Fact]
    public async Task ObjectWithoutEnd_CostsBoundedMemory()
    {
        await using var member = await FakeMember.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("""{"kind":"PodList","apiVersion":"v1","items":[{"x":" """);
            var chunk = Encoding.ASCII.GetBytes(new string('x', 64 * 1024));
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
        });
        var client = member.Client(options: TransportOptions.Default with { MaxObjectBytes = 1 << 20 });
        var failure = (await client.ListAsync(Pods, null, KubeListOptions.Default, Stop)).Failure.ShouldNotBeNull();
        failure.Phase.ShouldBe(FailurePhase.Protocol);
        failure.Message.ShouldContain("1024 KiB");
    }

    [Fact]
    public async Task OneByteNowAndThen_EndsAtTheDeadline()
    {
        await using var member = await FakeMember.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(" ");
                await context.Response.Body.FlushAsync();
                await Task.Delay(20, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        });
        var client = member.Client(options: TransportOptions.Default with { AnswerTimeout = TimeSpan.FromSeconds(2) });
        var failure = (await client.ListAsync(Pods, null, KubeListOptions.Default, Stop)).Failure.ShouldNotBeNull();
        failure.Phase.ShouldBe(FailurePhase.Http);
    }

    [Fact]
    public async Task Selection_IsSentEscaped()
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync("""{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"7"},"items":[]}"""));
        var options = new KubeListOptions { LabelSelector = "app in (a,b)", FieldSelector = "spec.nodeName=n&1", Limit = 500, Continue = "a+b/=" };
        (await member.Client().ListAsync(Pods, "shop", options, Stop)).Failure.ShouldBeNull();
        member.Requests.ShouldHaveSingleItem().Target
            .ShouldBe("/api/v1/namespaces/shop/pods?labelSelector=app%20in%20%28a%2Cb%29&fieldSelector=spec.nodeName%3Dn%261&limit=500&continue=a%2Bb%2F%3D");
    }

    private static string Name(KubeObject item)
    {
        using var json = item.Parse();
        return json.RootElement.GetProperty("metadata").GetProperty("name").GetString()!;
    }

    private static string Kind(KubeObject item)
    {
        using var json = JsonDocument.Parse(item.Json);
        return $"{json.RootElement.GetProperty("apiVersion")}/{json.RootElement.GetProperty("kind")}";
    }
}
