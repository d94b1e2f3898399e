using System.Net;
using System.Text;
using Kpanda.Gateway.Tests.Fakes;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Gateway.Tests.Rules;

/// <summary>What stays open: at once, no more than is read, and no longer than it may.</summary>
public sealed class StreamTests
{
    private const string Watch = "/k8s/clusters/m/api/v1/pods?watch=true";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Event_ArrivesBeforeTheNextOneIs()
    {
        var next = new SemaphoreSlim(0);
        await using var member = await FakeMember.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            for (var number = 0; number < 3; number++)
            {
                await context.Response.WriteAsync($"event {number}\n", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await next.WaitAsync(context.RequestAborted);
            }
        });
        await using var site = await GatewaySite.StartAsync(member);
        using var client = site.NewClient();

        using var answer = await client.GetAsync(Watch, HttpCompletionOption.ResponseHeadersRead, Token);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Token));
        for (var number = 0; number < 3; number++)
        {
            (await reader.ReadLineAsync(Token).AsTask().WaitAsync(Patience, Token)).ShouldBe($"event {number}");
            next.Release();
        }

        (await reader.ReadLineAsync(Token)).ShouldBeNull();
    }

    [Fact]
    public async Task CallerThatGoes_EndsTheCallAtTheMember()
    {
        var ended = new TaskCompletionSource();
        await using var member = await FakeMember.StartAsync(context => OpenAsync(context, ended));
        await using var site = await GatewaySite.StartAsync(member);
        using var client = site.NewClient();

        using (await client.GetAsync(Watch, HttpCompletionOption.ResponseHeadersRead, Token)) ended.Task.IsCompleted.ShouldBeFalse();

        await ended.Task.WaitAsync(Patience, Token);
    }

    [Fact]
    public async Task RightThatGoes_EndsTheStream()
    {
        await using var member = await FakeMember.StartAsync(context => OpenAsync(context, new()));
        await using var site = await GatewaySite.StartAsync(member, new GatewayOptions { CheckEvery = TimeSpan.FromHours(1) });
        await EndsWhenAsync(site, () =>
        {
            site.Authorizer.Allows = (_, asked) => asked.Verb != "watch";
            site.Rights.Tell(GatewaySite.Jane.Id);
        });
    }

    [Fact]
    public async Task RightThatGoesWhileTheStreamIsOpened_EndsIt()
    {
        await using var member = await FakeMember.StartAsync(context => OpenAsync(context, new()));
        await using var site = await GatewaySite.StartAsync(member, new GatewayOptions { CheckEvery = TimeSpan.FromHours(1) });
        var asked = 0;
        site.Authorizer.Allows = (_, _) => Interlocked.Increment(ref asked) == 1;
        using var client = site.NewClient();

        await Should.ThrowAsync<Exception>(ReadAsync().WaitAsync(Patience, Token));
        asked.ShouldBeGreaterThan(1);

        async Task ReadAsync()
        {
            await using var body = await client.GetStreamAsync(Watch, Token);
            while (await body.ReadAsync(new byte[100], Token) > 0)
            {
                // What came before it was cut.
            }
        }
    }

    [Fact]
    public async Task RightThatGoesUntold_EndsTheStreamAtTheNextLook()
    {
        await using var member = await FakeMember.StartAsync(context => OpenAsync(context, new()));
        await using var site = await GatewaySite.StartAsync(member, new GatewayOptions { CheckEvery = TimeSpan.FromMilliseconds(100) });
        await EndsWhenAsync(site, () => site.Authorizer.Allows = (_, _) => false);
    }

    [Fact]
    public async Task TokenThatEnds_EndsTheStream()
    {
        await using var member = await FakeMember.StartAsync(context => OpenAsync(context, new()));
        await using var site = await GatewaySite.StartAsync(member, new GatewayOptions { CheckEvery = TimeSpan.FromHours(1) });
        await EndsWhenAsync(site, () => _ = site.Session.EndAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ClusterThatIsRemoved_EndsTheStream(bool cut)
    {
        await using var member = await FakeMember.StartAsync(context => OpenAsync(context, new()));
        // Its connections are cut; and where they were not, the next look would see it.
        await using var site = await GatewaySite.StartAsync(member, new GatewayOptions { CheckEvery = cut ? TimeSpan.FromHours(1) : TimeSpan.FromMilliseconds(100) });
        await EndsWhenAsync(site, () => site.Clusters.Remove("m", cut));
    }

    [Fact]
    public async Task WatchWithNothingToSay_IsKnownToBeOpen()
    {
        await using var member = await FakeMember.StartAsync(async context =>
        {
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var site = await GatewaySite.StartAsync(member);
        using var client = site.NewClient();

        using var answer = await client.GetAsync(Watch, HttpCompletionOption.ResponseHeadersRead, Token).WaitAsync(Patience, Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task ReaderThatStops_StopsTheMember()
    {
        long written = 0;
        await using var member = await FakeMember.StartAsync(async context =>
        {
            var piece = new byte[64 * 1024];
            while (Volatile.Read(ref written) < 512L * 1024 * 1024)
            {
                await context.Response.Body.WriteAsync(piece, context.RequestAborted);
                Interlocked.Add(ref written, piece.Length);
            }
        });
        await using var site = await GatewaySite.StartAsync(member);
        await using var wire = await site.OpenAsync();
        await wire.AskAsync("GET", "/k8s/clusters/m/api/v1/namespaces/a/pods/p/log?follow=true");
        (await wire.ReadBytesAsync(1024)).Length.ShouldBe(1024);

        // It comes to rest long before the end: what is on the way fills buffers of fixed size and no more.
        long before;
        do
        {
            before = Volatile.Read(ref written);
            await Task.Delay(500, Token);
        }
        while (Volatile.Read(ref written) != before);

        before.ShouldBeLessThan(32L * 1024 * 1024);

        // It is slow, not cut: reading on brings more.
        (await wire.ReadBytesAsync(64 * 1024 * 1024)).Length.ShouldBe(64 * 1024 * 1024);
        Volatile.Read(ref written).ShouldBeGreaterThan(before);
    }

    [Fact]
    public async Task AnswerThatBreaksOff_IsCutAndNotEnded()
    {
        await using var member = await FakeMember.StartAsync(async context =>
        {
            await context.Response.WriteAsync("{\"items\":[", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        });
        await using var site = await GatewaySite.StartAsync(member);
        using var client = site.NewClient();

        await Should.ThrowAsync<HttpRequestException>(client.GetStringAsync("/k8s/clusters/m/api/v1/pods", Token));
    }

    private static async Task EndsWhenAsync(GatewaySite site, Action happens)
    {
        using var client = site.NewClient();
        using var answer = await client.GetAsync(Watch, HttpCompletionOption.ResponseHeadersRead, Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var body = await answer.Content.ReadAsStreamAsync(Token);
        (await body.ReadAsync(new byte[100], Token)).ShouldBeGreaterThan(0);
        var reading = body.ReadAsync(new byte[100], Token).AsTask();
        reading.IsCompleted.ShouldBeFalse();

        happens();

        await Should.ThrowAsync<IOException>(reading.WaitAsync(Patience, Token));
    }

    private static async Task OpenAsync(HttpContext context, TaskCompletionSource ended)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("first\n"), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        try
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            ended.TrySetResult();
        }
    }
}
