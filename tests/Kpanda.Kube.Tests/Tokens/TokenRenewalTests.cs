using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Kpanda.Kube.Dial;
using Kpanda.Kube.Tests.Fakes;
using Kpanda.Kube.Tokens;
using Kpanda.KubeModel;
using Kpanda.Sandbox;
using Kpanda.Sandbox.Host;
using Kpanda.Sandbox.Tests;

namespace Kpanda.Kube.Tests.Tokens;

public sealed class TokenRenewalTests
{
    private static readonly GroupVersionResource ServiceAccounts = new("", "v1", "serviceaccounts");
    private static readonly GroupVersionResource Bindings = new("rbac.authorization.k8s.io", "v1", "clusterrolebindings");
    private static readonly GroupVersionResource Namespaces = new("", "v1", "namespaces");

    private readonly SteppedTime _time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Token_IsRenewedAheadOfItsEndWithoutAGap()
    {
        using var authority = new TestAuthority();
        var fleet = new SandboxFleet();
        var cluster = new SandboxCluster("m", new SandboxClusterOptions { Time = _time });
        fleet.Add(cluster);
        await using var host = await SandboxHost.StartAsync(fleet, new SandboxHostOptions { Listen = new Uri("https://127.0.0.1:0"), Certificate = authority.Issue("CN=m").Certificate }, Stop);
        var first = await AccountAsync(new KubeConnection { Server = new Uri($"{host.Url}/m"), CertificateAuthorityPem = authority.Pem, BearerToken = cluster.Tokens.AdminToken });

        using var transport = new ClusterTransport(new KubeConnection { Server = new Uri($"{host.Url}/m"), CertificateAuthorityPem = authority.Pem, BearerToken = first }, new DirectDialer(FakeMember.Loopback));
        var client = new KubeClient(transport, KubeIdentity.Platform);
        var keeper = new FakeKeeper();
        var clock = new CountedTime(_time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var now = _time.GetUtcNow();
        var run = new TokenRenewal(clock, client, keeper).RunAsync(new ServiceAccountToken("default", "platform", now, now.AddHours(1)), stop.Token);

        string[] tokens = [first];
        for (var hours = 0; hours < 6; hours++)
        {
            // The clock may only move when the renewal waits for it: one that has read the time and has no timer yet would wait too long.
            var waits = hours + 1;
            await UntilAsync(() => Task.FromResult(clock.Timers >= waits));
            // Until the renewal is due the token is the same; each time an old one ends, calls go on.
            for (var minutes = 0; minutes < 47; minutes += 5) await GoesOnAsync(client, TimeSpan.FromMinutes(5));
            var (token, _) = await NextAsync(keeper.Renewed);
            tokens.ShouldNotContain(token);
            tokens = [.. tokens, token];
        }

        // The first one has long ended.
        transport.UseToken(first);
        (await client.GetAsync(Namespaces, new("", "default"), Stop)).Failure.ShouldNotBeNull().Phase.ShouldBe(FailurePhase.Authentication);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task MemberThatGivesNone_IsAskedAgainAndTheOldOneStays()
    {
        var refuse = true;
        await using var member = await FakeMember.StartAsync(context => !context.Request.Path.Value!.EndsWith("/token", StringComparison.Ordinal) ? context.JsonAsync(Answers.Pod("a"))
            : refuse ? context.StatusAsync(403, "Forbidden", "serviceaccounts/token is forbidden")
            : context.JsonAsync($$$"""{"kind":"TokenRequest","status":{"token":"second","expirationTimestamp":"{{{_time.GetUtcNow().AddHours(1):O}}}"}}"""));
        var client = member.Client();
        var keeper = new FakeKeeper();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var now = _time.GetUtcNow();
        var run = new TokenRenewal(_time, client, keeper).RunAsync(new("ns", "sa", now, now.AddHours(1)), stop.Token);
        Step(TimeSpan.FromMinutes(47));
        member.Requests.ShouldBeEmpty();
        Step(TimeSpan.FromMinutes(2));
        (await NextAsync(keeper.Failed)).HttpStatus.ShouldBe(403);
        member.Requests.ShouldHaveSingleItem().Body.ShouldContain("\"expirationSeconds\":3600");
        refuse = false;
        var renewed = keeper.Renewed.Reader.ReadAsync(Stop).AsTask();
        while (!renewed.IsCompleted)
        {
            Step(TimeSpan.FromSeconds(10));
            await Task.Delay(5, Stop);
        }

        (await renewed).Token.ShouldBe("second");
        await UntilAsync(async () =>
        {
            await client.GetAsync(Namespaces, new("", "default"), Stop);
            return member.Requests.Last().Headers["Authorization"][0] == "Bearer second";
        });
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => run);
    }

    [Theory]
    [InlineData("""{"sub":"system:serviceaccount:kpanda:platform","iat":1000,"exp":4600}""", true)]
    [InlineData("""{"sub":"system:serviceaccount:kpanda:platform","iat":1000}""", false)]
    [InlineData("""{"sub":"system:serviceaccount:kpanda","iat":1000,"exp":4600}""", false)]
    [InlineData("""{"sub":"alice","iat":1000,"exp":4600}""", false)]
    [InlineData("""{"sub":7,"iat":"x","exp":-1}""", false)]
    [InlineData("""[1]""", false)]
    [InlineData("""{""", false)]
    public void Claims_SayWhoseTokenItIs(string claims, bool isAccount)
    {
        var token = $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.sig";
        ServiceAccountToken.TryRead(token, out var account).ShouldBe(isAccount);
        if (!isAccount) return;
        (account!.Namespace, account.Name, account.Lifetime).ShouldBe(("kpanda", "platform", TimeSpan.FromHours(1)));
        TokenRenewal.DueAt(account).ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1000 + 2880));
    }

    private async Task<string> AccountAsync(KubeConnection connection)
    {
        using var transport = new ClusterTransport(connection, new DirectDialer(FakeMember.Loopback));
        var admin = new KubeClient(transport, KubeIdentity.Platform);
        (await admin.CreateAsync(ServiceAccounts, "default", JsonNode.Parse("""{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"platform"}}""")!, KubeWriteOptions.Default, Stop)).Failure.ShouldBeNull();
        (await admin.CreateAsync(Bindings, null, JsonNode.Parse("""
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRoleBinding","metadata":{"name":"platform"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"cluster-admin"},
            "subjects":[{"kind":"ServiceAccount","namespace":"default","name":"platform"}]}
            """)!, KubeWriteOptions.Default, Stop)).Failure.ShouldBeNull();
        var asked = await admin.CreateAsync(ServiceAccounts, new("default", "platform"), "token", JsonNode.Parse("""{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{"expirationSeconds":3600}}""")!, KubeWriteOptions.Default, Stop);
        asked.TryGet(out var answer, out var failure).ShouldBeTrue(failure?.Message);
        return JsonNode.Parse(answer!.Json.Span)!["status"]!["token"]!.GetValue<string>();
    }

    private async Task GoesOnAsync(KubeClient client, TimeSpan by)
    {
        Step(by);
        (await client.GetAsync(Namespaces, new("", "default"), Stop)).Failure.ShouldBeNull();
    }

    private static Task<T> NextAsync<T>(Channel<T> channel) => channel.Reader.ReadAsync(Stop).AsTask().WaitAsync(TimeSpan.FromMinutes(2), Stop);

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        while (!await isSo()) await Task.Delay(5, deadline.Token);
    }

    private void Step(TimeSpan by)
    {
        var end = _time.GetUtcNow() + by;
        while (_time.StepTo(end))
        {
        }
    }

    /// <summary>Counts the timers that were made.</summary>
    private sealed class CountedTime(TimeProvider time) : TimeProvider
    {
        private int _timers;

        public int Timers => Volatile.Read(ref _timers);

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = time.CreateTimer(callback, state, dueTime, period);
            Interlocked.Increment(ref _timers);
            return timer;
        }
    }

    private sealed class FakeKeeper : ITokenKeeper
    {
        public Channel<(string Token, DateTimeOffset Expires)> Renewed { get; } = Channel.CreateUnbounded<(string, DateTimeOffset)>();

        public Channel<KubeFailure> Failed { get; } = Channel.CreateUnbounded<KubeFailure>();

        public ValueTask OnRenewedAsync(string token, DateTimeOffset expires, CancellationToken cancellationToken) => Renewed.Writer.WriteAsync((token, expires), cancellationToken);

        public ValueTask OnFailedAsync(KubeFailure failure, CancellationToken cancellationToken) => Failed.Writer.WriteAsync(failure, cancellationToken);
    }
}
