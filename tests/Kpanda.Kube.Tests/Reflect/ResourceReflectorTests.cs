using System.Threading.Channels;
using Kpanda.Kube.Reflect;
using Kpanda.Kube.Tests.Fakes;
using Kpanda.KubeModel;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Kube.Tests.Reflect;

public sealed class ResourceReflectorTests
{
    private static readonly GroupVersionResource Pods = new("", "v1", "pods");
    private static readonly ReflectorOptions Quick = new() { FirstRetry = TimeSpan.FromMilliseconds(5), LongestRetry = TimeSpan.FromMilliseconds(50) };

    private readonly Channel<FakeWatch> _watches = Channel.CreateUnbounded<FakeWatch>();
    private readonly FakeSink _sink = new();
    private Func<HttpContext, Task> _list = context => context.JsonAsync(List("7", null, "a"));
    private int _lists;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Collection_IsListedInPagesAndThenWatched()
    {
        _list = context => context.Request.Query.ContainsKey("continue") ? context.JsonAsync(List("7", null, "c")) : context.JsonAsync(List("7", "more", "a", "b"));
        await using var run = await StartAsync();
        (await _sink.TakeAsync(5, Stop)).ShouldBe(["list", "page a,b", "page c", "listed 7", "live"]);
        var watch = await _watches.Reader.ReadAsync(Stop);
        watch.Query.ShouldContain("watch=true");
        watch.Query.ShouldContain("allowWatchBookmarks=true");
        watch.Query.ShouldContain("resourceVersion=7&");
        await watch.EventAsync("ADDED", "d", "8");
        await watch.EventAsync("MODIFIED", "a", "9");
        await watch.EventAsync("DELETED", "b", "10");
        await watch.EventAsync("BOOKMARK", "", "20");
        (await _sink.TakeAsync(4, Stop)).ShouldBe(["Added d 8", "Modified a 9", "Deleted b 10", "bookmark 20"]);
    }

    [Fact]
    public async Task WatchThatEndsInOrder_GoesOnWhereItWas()
    {
        await using var run = await StartAsync();
        await _sink.TakeAsync(4, Stop);
        var watch = await _watches.Reader.ReadAsync(Stop);
        await watch.EventAsync("BOOKMARK", "", "20");
        await _sink.TakeAsync(1, Stop);
        watch.End();
        var next = await _watches.Reader.ReadAsync(Stop);
        next.Query.ShouldContain("resourceVersion=20&");
        await next.EventAsync("ADDED", "d", "21");
        (await _sink.TakeAsync(1, Stop)).ShouldBe(["Added d 21"]);
        _lists.ShouldBe(1);
    }

    [Fact]
    public async Task ConnectionCutInTheMiddleOfAnEvent_LosesAndDoublesNothing()
    {
        await using var run = await StartAsync();
        await _sink.TakeAsync(4, Stop);
        var watch = await _watches.Reader.ReadAsync(Stop);
        await watch.EventAsync("ADDED", "d", "8");
        await watch.SendAsync("""{"type":"ADDED","object":{"metadata":{"name":"e","resourceV""");
        (await _sink.TakeAsync(1, Stop)).ShouldBe(["Added d 8"]);
        watch.Break();
        var next = await _watches.Reader.ReadAsync(Stop);
        next.Query.ShouldContain("resourceVersion=8&");
        await next.EventAsync("ADDED", "e", "9");
        (await _sink.TakeAsync(3, Stop)).ShouldBe(["failed Http", "live", "Added e 9"]);
    }

    [Fact]
    public async Task ExpiredPosition_IsListedAgain()
    {
        await using var run = await StartAsync(resumeFrom: "3");
        var watch = await _watches.Reader.ReadAsync(Stop);
        watch.Query.ShouldContain("resourceVersion=3&");
        await watch.SendAsync("""{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"too old resource version","reason":"Expired","code":410}}""" + "\n");
        (await _sink.TakeAsync(5, Stop)).ShouldBe(["live", "list", "page a", "listed 7", "live"]);
        (await _watches.Reader.ReadAsync(Stop)).Query.ShouldContain("resourceVersion=7&");
    }

    [Fact]
    public async Task FailingList_IsToldAndTriedAgain()
    {
        _list = context => _lists < 3 ? context.StatusAsync(403, "Forbidden", "no") : context.JsonAsync(List("7", null, "a"));
        await using var run = await StartAsync();
        (await _sink.TakeAsync(8, Stop)).ShouldBe(["list", "failed Refused", "list", "failed Refused", "list", "page a", "listed 7", "live"]);
    }

    [Fact]
    public async Task LargeAndManyEvents_AllArriveInOrder()
    {
        await using var run = await StartAsync();
        await _sink.TakeAsync(4, Stop);
        var watch = await _watches.Reader.ReadAsync(Stop);
        var padding = new string('x', 50_000);
        var expected = new List<string>();
        for (var version = 100; version < 400; version++)
        {
            var pad = version % 7 == 0 ? $",\"pad\":\"{padding}\"" : "";
            await watch.SendAsync($$$"""{"type":"MODIFIED","object":{"kind":"Pod","metadata":{"labels":{"resourceVersion":"no"},"name":"p{{{version}}}","resourceVersion":"{{{version}}}"}{{{pad}}}}}""" + "\n");
            expected.Add($"Modified p{version} {version}");
        }

        (await _sink.TakeAsync(300, Stop)).ShouldBe(expected);
    }

    [Fact]
    public async Task MemberThatEndsEveryWatchAtOnce_IsNotHammered()
    {
        await using var run = await StartAsync();
        await _sink.TakeAsync(4, Stop);
        (await _watches.Reader.ReadAsync(Stop)).End();
        (await _sink.TakeAsync(1, Stop)).ShouldBe(["failed Protocol"]);
    }

    [Fact]
    public async Task SilentWatch_IsReplacedFromTheSamePlace()
    {
        await using var run = await StartAsync(options: Quick with { SilentFor = TimeSpan.FromMilliseconds(200) });
        await _sink.TakeAsync(4, Stop);
        while (true)
        {
            // A watch may be given up before the event is in it: then the next one begins where this one did.
            var watch = await _watches.Reader.ReadAsync(Stop);
            if (watch.Query.Contains("resourceVersion=9&", StringComparison.Ordinal)) break;
            if (watch.Query.Contains("resourceVersion=8&", StringComparison.Ordinal)) await watch.EventAsync("ADDED", "e", "9");
            else await watch.EventAsync("ADDED", "d", "8");
        }

        (await _sink.TakeAsync(2, Stop)).ShouldBe(["Added d 8", "Added e 9"]);
    }

    private static string List(string version, string? next, params string[] names) =>
        $$"""{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"{{version}}","continue":"{{next}}"},"items":[{{string.Join(",", names.Select(name => Answers.Pod(name)))}}]}""";

    private async Task<Run> StartAsync(string? resumeFrom = null, ReflectorOptions? options = null)
    {
        var member = await FakeMember.StartAsync(context =>
        {
            if (context.Request.Query.ContainsKey("sendInitialEvents")) return context.StatusAsync(422, "Invalid", "resourceVersionMatch is forbidden for watch");
            if (context.Request.Query.ContainsKey("watch")) return FakeWatch.ServeAsync(context, _watches.Writer);
            Interlocked.Increment(ref _lists);
            return _list(context);
        });
        return new Run(member, member.Client(), _sink, resumeFrom, options ?? Quick);
    }

    private sealed class Run : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly FakeMember _member;
        private readonly Task _task;

        public Run(FakeMember member, KubeClient client, FakeSink sink, string? resumeFrom, ReflectorOptions options)
        {
            _member = member;
            _task = new ResourceReflector(TimeProvider.System, options).RunAsync(client, Pods, resumeFrom, sink, _stop.Token);
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => _task);
            await _member.DisposeAsync();
        }
    }
}
