using System.Collections.Concurrent;
using System.Text.Json;
using Kpanda.Clusters;
using Kpanda.Gateway.Terminals;
using Kpanda.Gateway.Tests.Fakes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kpanda.Gateway.Tests.Terminals;

/// <summary>What a server that was killed left behind on nodes goes when one starts.</summary>
public sealed class NodeShellSweepTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatHasEnded_IsRemoved_AndWhatRuns_OnceItHasEnded()
    {
        var pods = new ConcurrentDictionary<string, string> { ["node-shell-a"] = "Succeeded", ["node-shell-b"] = "Running", ["node-shell-c"] = "Failed" };
        var looks = new ConcurrentQueue<string>();
        await using var member = await FakeMember.StartAsync(context => AnswerAsync(context, pods, looks));
        using var clusters = new FakeClusters { ServesThePlatform = true };
        clusters.Add("m", member.Connection);
        using var sweep = Sweep(clusters);
        await sweep.StartAsync(Token);

        clusters.Healths["m"] = ClusterHealth.Unknown with { Phase = ClusterPhases.Running };
        await UntilAsync(() => pods.Count == 1);
        pods.Keys.ShouldBe(["node-shell-b"]);
        looks.First().ShouldBe("/api/v1/namespaces/kube-system/pods?labelSelector=kpanda.io/node-shell");

        pods["node-shell-b"] = "Succeeded";

        await UntilAsync(() => pods.IsEmpty);
        await sweep.StopAsync(Token);
    }

    [Fact]
    public async Task MemberThatRefuses_IsAskedOnce()
    {
        var looks = new ConcurrentQueue<string>();
        await using var first = await FakeMember.StartAsync(context => RefuseAsync(context, looks));
        var pods = new ConcurrentDictionary<string, string> { ["node-shell-b"] = "Running" };
        var others = new ConcurrentQueue<string>();
        await using var second = await FakeMember.StartAsync(context => AnswerAsync(context, pods, others));
        using var clusters = new FakeClusters { ServesThePlatform = true };
        clusters.Add("refuses", first.Connection);
        clusters.Add("goes-on", second.Connection);
        foreach (var name in (string[])["refuses", "goes-on"]) clusters.Healths[name] = ClusterHealth.Unknown with { Phase = ClusterPhases.Running };
        using var sweep = Sweep(clusters);

        await sweep.StartAsync(Token);
        await UntilAsync(() => others.Count > 5);

        looks.Count.ShouldBe(1);
        await sweep.StopAsync(Token);
    }

    private static NodeShellSweep Sweep(FakeClusters clusters)
    {
        var options = new GatewayOptions { SweepEvery = TimeSpan.FromMilliseconds(10) };
        return new NodeShellSweep(clusters, new NodeShell(options, new ContainerStart(options, TimeProvider.System)), options, TimeProvider.System, NullLogger<NodeShellSweep>.Instance);
    }

    private static async Task AnswerAsync(HttpContext context, ConcurrentDictionary<string, string> pods, ConcurrentQueue<string> looks)
    {
        context.Response.ContentType = "application/json";
        var path = context.Request.Path.Value!;
        if (HttpMethods.IsDelete(context.Request.Method))
        {
            pods.TryRemove(path[(path.LastIndexOf('/') + 1)..], out _);
            await context.Response.WriteAsync("""{"kind":"Status","apiVersion":"v1","status":"Success"}""");
            return;
        }

        looks.Enqueue($"{path}?labelSelector={context.Request.Query["labelSelector"]}");
        var items = pods.Select(pod => new { metadata = new { name = pod.Key, @namespace = "kube-system" }, status = new { phase = pod.Value } });
        await context.Response.WriteAsync(JsonSerializer.Serialize(new { kind = "PodList", apiVersion = "v1", metadata = new { resourceVersion = "1" }, items }));
    }

    private static async Task RefuseAsync(HttpContext context, ConcurrentQueue<string> looks)
    {
        looks.Enqueue(context.Request.Path);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("""{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Forbidden","code":403,"message":"no"}""");
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Token);
        deadline.CancelAfter(Patience);
        while (!isSo()) await Task.Delay(10, deadline.Token);
    }
}
