using System.Net;
using Kpanda.Kube.Dial;
using Kpanda.Kube.Tests.Fakes;
using Kpanda.Kube.Transport;
using Kpanda.KubeModel;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Kube.Tests.Transport;

/// <summary>
/// Disposing a transport ends every call under way at once, however far it came, as a failure that says so. Nothing else would end these calls within an hour.
/// </summary>
public sealed class ClosedTransportTests
{
    private static readonly GroupVersionResource Pods = new("", "v1", "pods");

    private static readonly TransportOptions NeverInTime = new()
    {
        ConnectTimeout = TimeSpan.FromHours(1),
        HeaderTimeout = TimeSpan.FromHours(1),
        AnswerTimeout = TimeSpan.FromHours(1),
        PingAfter = TimeSpan.FromHours(1),
        PingTimeout = TimeSpan.FromHours(1),
        StreamPingAfter = TimeSpan.FromHours(1),
        StreamPingTimeout = TimeSpan.FromHours(1),
        Attempts = int.MaxValue,
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CallWhoseNameIsBeingResolved()
    {
        var asked = new TaskCompletionSource();
        var dialer = new DirectDialer(FakeMember.Loopback, async (_, stop) =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, stop);
            return [];
        });
        await EndsAsync(Transport("https://m.test:6443", dialer), () => asked.Task.IsCompleted);
    }

    [Fact]
    public async Task CallThatIsConnecting()
    {
        var dialer = new NeverConnects();
        await EndsAsync(Transport("https://m.test:6443", dialer), () => dialer.Asked);
    }

    [Fact]
    public async Task CallThatIsConnectingInProcess()
    {
        var dialer = new NeverConnects { IsInProcess = true };
        await EndsAsync(Transport("https://m.test:6443", dialer), () => dialer.Asked);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("socks5")]
    public async Task CallWhoseProxySaysNothing(string scheme)
    {
        await using var proxy = TcpServer.Silent();
        var url = new Uri($"{scheme}://127.0.0.1:{proxy.Port}");
        Task<IPAddress[]> Resolve(string host, CancellationToken stop) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
        IClusterDialer dialer = scheme == "http" ? new HttpConnectDialer(url, FakeMember.Loopback, Resolve) : new Socks5Dialer(url, FakeMember.Loopback, Resolve);
        await EndsAsync(Transport("https://m.test:6443", dialer), () => proxy.Accepted > 0);
    }

    [Fact]
    public async Task CallThatShakesHands()
    {
        await using var server = TcpServer.Silent();
        await EndsAsync(Transport($"https://127.0.0.1:{server.Port}", new DirectDialer(FakeMember.Loopback)), () => server.Accepted > 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CallThatWaitsForAnAnswer_AndThoseThatWaitForAPlace(bool http2)
    {
        await using var member = await FakeMember.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        var client = member.Client(options: NeverInTime with { MaxCalls = 2, Http2 = http2 });
        await EndsAsync(client.Transport, () => member.Requests.Count == 2, calls: 8);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CallWhoseAnswerStops(bool http2)
    {
        await using var member = await FakeMember.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("{");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await EndsAsync(member.Client(options: NeverInTime with { Http2 = http2 }).Transport, () => !member.Requests.IsEmpty);
    }

    [Fact]
    public async Task CallThatWaitsForItsTurn()
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync(Answers.Pod("a")));
        var client = member.Client(options: NeverInTime with { CallsPerSecond = 1, Burst = 1, MaxCalls = 4000 });
        // The last of them would have its turn in an hour.
        var calls = Enumerable.Range(0, 3600).Select(_ => client.GetAsync(Pods, new("shop", "a"), Stop)).ToArray();
        await UntilAsync(() => !member.Requests.IsEmpty);
        client.Transport.Dispose();
        ShouldBeClosed(await calls[^1].WaitAsync(TimeSpan.FromMinutes(3), Stop));
        await Task.WhenAll(calls).WaitAsync(TimeSpan.FromMinutes(3), Stop);
    }

    [Fact]
    public async Task CallThatWaitsForItsNextAttempt()
    {
        await using var member = await FakeMember.StartAsync(context =>
        {
            context.Response.Headers.RetryAfter = "5";
            return context.StatusAsync(429, "TooManyRequests", "not now");
        });
        await EndsAsync(member.Client(options: NeverInTime).Transport, () => !member.Requests.IsEmpty);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task WatchThatIsBeingOpenedOrSilent(bool http2, bool answers)
    {
        await using var member = await FakeMember.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            if (answers) await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        var client = member.Client(options: NeverInTime with { Http2 = http2 });
        var last = LastAsync(client);
        await UntilAsync(() => member.Requests.Any(request => request.Target.Contains("watch", StringComparison.Ordinal)));
        client.Transport.Dispose();
        (await last.WaitAsync(TimeSpan.FromMinutes(3), Stop)).ShouldNotBeNull().Failure.ShouldBe(FailureReader.Closed);
    }

    [Fact]
    public async Task CallThatComesLater()
    {
        await using var member = await FakeMember.StartAsync(context => context.JsonAsync(Answers.Pod("a")));
        var client = member.Client();
        client.Transport.Dispose();
        ShouldBeClosed(await client.GetAsync(Pods, new("shop", "a"), Stop));
        (await client.RawAsync(HttpMethod.Get, KubePath.Object(Pods, new("shop", "a"), "log"), [], null, Stop)).Failure.ShouldBe(FailureReader.Closed);
        member.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task CancelledCall_IsCancelledAndNotClosed()
    {
        await using var member = await FakeMember.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var call = member.Client(options: NeverInTime).GetAsync(Pods, new("shop", "a"), leave.Token);
        await UntilAsync(() => !member.Requests.IsEmpty);
        await leave.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => call);
    }

    private static ClusterTransport Transport(string server, IClusterDialer dialer) => new(new KubeConnection { Server = new Uri(server), BearerToken = "x" }, dialer, NeverInTime);

    private static async Task EndsAsync(ClusterTransport transport, Func<bool> underWay, int calls = 1)
    {
        using var open = transport;
        var client = new KubeClient(transport, KubeIdentity.Platform);
        var waiting = Enumerable.Range(0, calls).Select(_ => client.GetAsync(Pods, new("shop", "a"), Stop)).ToArray();
        await UntilAsync(underWay);
        waiting.ShouldAllBe(call => !call.IsCompleted);
        transport.Dispose();
        foreach (var result in await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromMinutes(3), Stop)) ShouldBeClosed(result);
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        deadline.CancelAfter(TimeSpan.FromMinutes(3));
        while (!isSo()) await Task.Delay(5, deadline.Token);
    }

    private static void ShouldBeClosed(KubeResult<KubeObject> result) => result.Failure.ShouldBe(FailureReader.Closed);

    private static async Task<WatchEvent?> LastAsync(KubeClient client)
    {
        WatchEvent? last = null;
        await foreach (var change in client.WatchAsync(Pods, null, "1", KubeListOptions.Default, Stop)) last = change;
        return last;
    }

    private sealed class NeverConnects : IClusterDialer
    {
        private volatile bool _asked;

        public bool Asked => _asked;

        public bool IsInProcess { get; init; }

        public async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
        {
            _asked = true;
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("Nothing ends this wait but cancellation.");
        }
    }
}
