using System.Threading.Channels;
using Kpanda.Kube.Reflect;
using Kpanda.Kube.Tests.Fakes;
using Kpanda.KubeModel;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Kube.Tests.Reflect;

/// <summary>Lists as streams (<c>sendInitialEvents</c>): where the member serves them, and what happens where it does not.</summary>
public sealed class WatchListTests
{
    private const string EndOfInitial = """{"type":"BOOKMARK","object":{"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"9","annotations":{"k8s.io/initial-events-end":"true"}}}}""" + "\n";
    private const string List = """{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"7"},"items":[{"metadata":{"name":"listed","resourceVersion":"7"}}]}""";
    private static readonly GroupVersionResource Pods = new("", "v1", "pods");
    private static readonly ReflectorOptions Quick = new() { FirstRetry = TimeSpan.FromMilliseconds(5), LongestRetry = TimeSpan.FromMilliseconds(50), ScoutEvery = TimeSpan.FromMilliseconds(50), PageSize = 2 };

    private readonly Channel<FakeWatch> _watches = Channel.CreateUnbounded<FakeWatch>();
    private readonly FakeSink _sink = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task InitialEvents_AreAListInPagesAndTheWatchGoesOnInTheSameStream()
    {
        await using var member = await ServeAsync();
        await using var run = new Running(member.Client(), _sink, Quick);
        var watch = await _watches.Reader.ReadAsync(Stop);
        watch.Query.ShouldContain("sendInitialEvents=true");
        watch.Query.ShouldContain("resourceVersionMatch=NotOlderThan");
        watch.Query.ShouldContain("allowWatchBookmarks=true");
        watch.Query.ShouldNotContain("resourceVersion=");
        foreach (var name in new[] { "a", "b", "c" }) await watch.EventAsync("ADDED", name, "5");
        await watch.EventAsync("BOOKMARK", "", "8"); // An ordinary one says nothing here.
        await watch.SendAsync(EndOfInitial);
        (await _sink.TakeAsync(5, Stop)).ShouldBe(["list", "page a,b", "page c", "listed 9", "live"]);
        await watch.EventAsync("MODIFIED", "a", "10");
        (await _sink.TakeAsync(1, Stop)).ShouldBe(["Modified a 10"]);
        watch.End();
        (await _watches.Reader.ReadAsync(Stop)).Query.ShouldContain("resourceVersion=10&");
        member.Requests.ShouldAllBe(request => request.Target.Contains("watch=true", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EventsInTheSameReadAsTheEnd_AreNotLost()
    {
        await using var member = await ServeAsync();
        await using var run = new Running(member.Client(), _sink, Quick);
        var watch = await _watches.Reader.ReadAsync(Stop);
        await watch.SendAsync($$"""{"type":"ADDED","object":{{Answers.Pod("a", "5")}}}""" + "\n" + EndOfInitial + $$"""{"type":"ADDED","object":{{Answers.Pod("b", "10")}}}""" + "\n");
        (await _sink.TakeAsync(5, Stop)).ShouldBe(["list", "page a", "listed 9", "live", "Added b 10"]);
    }

    [Fact]
    public async Task ObjectThatGoesMeanwhile_IsToldAfterTheList()
    {
        await using var member = await ServeAsync();
        await using var run = new Running(member.Client(), _sink, Quick);
        var watch = await _watches.Reader.ReadAsync(Stop);
        foreach (var name in new[] { "a", "b", "c" }) await watch.EventAsync("ADDED", name, "5");
        await watch.EventAsync("DELETED", "a", "6");
        await watch.EventAsync("DELETED", "b", "7");
        await watch.EventAsync("ADDED", "b", "8"); // Made again: it stays.
        await watch.SendAsync(EndOfInitial);
        (await _sink.TakeAsync(6, Stop)).ShouldBe(["list", "page a,b", "page c,b", "listed 9", "Deleted a 9", "live"]);
    }

    [Fact]
    public async Task MemberThatRefuses_IsAskedForAListFromThenOn()
    {
        await using var member = await FakeMember.StartAsync(context =>
            context.Request.Query.ContainsKey("sendInitialEvents") ? context.StatusAsync(422, "Invalid", "sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled")
            : context.Request.Query.ContainsKey("watch") ? FakeWatch.ServeAsync(context, _watches.Writer)
            : context.JsonAsync(List));
        var client = member.Client();
        for (var times = 0; times < 2; times++)
        {
            await using var run = new Running(client, _sink, Quick);
            (await _sink.TakeAsync(4, Stop)).ShouldBe(["list", "page listed", "listed 7", "live"]);
        }

        member.Requests.Count(request => request.Target.Contains("sendInitialEvents", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task MemberThatNeverSaysThatTheseWereAll_IsAskedForAList()
    {
        await using var member = await ServeAsync();
        await using var run = new Running(member.Client(), _sink, Quick with { InitialSilence = TimeSpan.FromMilliseconds(300) });
        await (await _watches.Reader.ReadAsync(Stop)).EventAsync("ADDED", "a", "5");
        (await _sink.TakeAsync(5, Stop)).ShouldBe(["list", "list", "page listed", "listed 7", "live"]);
    }

    [Fact]
    public async Task StreamThatEndsTooSoon_IsAskedForAList()
    {
        await using var member = await ServeAsync();
        await using var run = new Running(member.Client(), _sink, Quick);
        var watch = await _watches.Reader.ReadAsync(Stop);
        await watch.EventAsync("ADDED", "a", "5");
        watch.End();
        (await _sink.TakeAsync(5, Stop)).ShouldBe(["list", "list", "page listed", "listed 7", "live"]);
    }

    [Fact]
    public async Task BrokenStream_BeginsAnew()
    {
        await using var member = await ServeAsync();
        await using var run = new Running(member.Client(), _sink, Quick);
        var watch = await _watches.Reader.ReadAsync(Stop);
        foreach (var name in new[] { "a", "b" }) await watch.EventAsync("ADDED", name, "5");
        (await _sink.TakeAsync(2, Stop)).ShouldBe(["list", "page a,b"]);
        watch.Break();
        (await _sink.TakeAsync(2, Stop)).ShouldBe(["failed Http", "list"]);
        watch = await _watches.Reader.ReadAsync(Stop);
        watch.Query.ShouldContain("sendInitialEvents=true");
        await watch.EventAsync("ADDED", "b", "6");
        await watch.SendAsync(EndOfInitial);
        (await _sink.TakeAsync(3, Stop)).ShouldBe(["page b", "listed 9", "live"]);
    }

    private Task<FakeMember> ServeAsync() => FakeMember.StartAsync(context =>
        context.Request.Query.ContainsKey("watch") ? FakeWatch.ServeAsync(context, _watches.Writer) : context.JsonAsync(List));

    private sealed class Running : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _run;

        public Running(KubeClient client, FakeSink sink, ReflectorOptions options) =>
            _run = new ResourceReflector(TimeProvider.System, options).RunAsync(client, Pods, null, sink, _stop.Token);

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => _run);
            _stop.Dispose();
        }
    }
}
