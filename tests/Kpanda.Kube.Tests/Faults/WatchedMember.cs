using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.Kube.Dial;
using Kpanda.Kube.Reflect;
using Kpanda.Kube.Tests.Fakes;
using Kpanda.Kube.Transport;
using Kpanda.KubeModel;
using Kpanda.Sandbox;
using Kpanda.Sandbox.Host;
using Kpanda.Sandbox.Store;

namespace Kpanda.Kube.Tests.Faults;

/// <summary>A simulated cluster over real HTTPS behind a <see cref="FaultProxy"/>, a reflector that follows its config maps, and what the cluster itself says happened.</summary>
internal sealed class WatchedMember : IAsyncDisposable
{
    private static readonly GroupResource ConfigMaps = new("", "configmaps");

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<(long Version, string Event)> _happened = new();
    private readonly SandboxFleet _fleet = new();
    private readonly SandboxCluster _cluster = new("m");
    private readonly IDisposable _subscription;
    private readonly ITestOutputHelper _output;
    private SandboxHost _host = null!;
    private ClusterTransport _transport = null!;
    private Task _run = Task.CompletedTask;
    private int _written;

    private WatchedMember(ITestOutputHelper output)
    {
        _output = output;
        _fleet.Add(_cluster);
        _subscription = _cluster.Store.Subscribe(ConfigMaps, change => _happened.Enqueue((change.ResourceVersion, $"{change.Type} {change.Object.Key.Name} {change.ResourceVersion}")));
    }

    public RecordingSink Sink { get; } = new();

    public TestAuthority Authority { get; } = new();

    public FaultProxy Proxy { get; private set; } = null!;

    public SandboxCluster Cluster => _cluster;

    public static async Task<WatchedMember> StartAsync(ITestOutputHelper output, TransportOptions? transport = null, ReflectorOptions? reflector = null)
    {
        var member = new WatchedMember(output);
        member.Write(30);
        await member.ServeAsync(member.Authority);
        member.Proxy = new FaultProxy(new Uri(member._host.Url!).Port);
        var connection = new KubeConnection
        {
            Server = new Uri($"https://127.0.0.1:{member.Proxy.Port}/m"),
            CertificateAuthorityPem = member.Authority.Pem,
            BearerToken = member._cluster.Tokens.AdminToken,
        };
        member._transport = new ClusterTransport(connection, new DirectDialer(FakeMember.Loopback), transport);
        member._run = new ResourceReflector(TimeProvider.System, reflector ?? ReflectorOptions.Default)
            .RunAsync(new KubeClient(member._transport, KubeIdentity.Platform), new("", "v1", "configmaps"), null, member.Sink, member._stop.Token);
        await member.Sink.UntilAsync(sink => sink.IsLive, "the first watch", TestContext.Current.CancellationToken);
        return member;
    }

    /// <summary>Changes in the cluster itself, whatever stands between it and the client: objects come, change and go.</summary>
    public void Write(int changes)
    {
        for (var index = 0; index < changes; index++)
        {
            var number = _written++;
            var name = $"map-{number / 3}";
            if (number % 3 == 0) _cluster.Store.Create(ConfigMaps, Map(name)).Outcome.ShouldBe(StoreOutcome.Written);
            else if (number % 6 == 5) _cluster.Store.Delete(ConfigMaps, "default", name, DeleteRequest.Now).Outcome.ShouldBe(StoreOutcome.Removed);
            else _cluster.Store.Update(ConfigMaps, "default", name, map => Change(map, number)).Outcome.ShouldBe(StoreOutcome.Written);
        }
    }

    /// <summary>Stops serving and serves again elsewhere, as an API server that restarts: connections end, the objects and their history stay.</summary>
    public async Task RestartAsync(TestAuthority authority)
    {
        await _host.DisposeAsync();
        Proxy.Reset();
        await ServeAsync(authority);
        Proxy.Target = new Uri(_host.Url!).Port;
    }

    /// <summary>After the network is well again: waits until everything has arrived, and compares event by event with what the cluster says. Prints how long it took.</summary>
    public async Task RecoversAsync(string fault)
    {
        var began = TimeProvider.System.GetTimestamp();
        Write(10);
        await CaughtUpAsync();
        _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{fault}: all events {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.00} s after recovery, {Proxy.Connections} connections, {Sink.Failures.Count} failures told"));
        Sink.Lists.ShouldBe(1);
        Sink.Events.ShouldBe(_happened.Where(one => one.Version > Sink.ListedAt).Select(one => one.Event));
    }

    /// <summary>Waits until the watch is one that would be missed: in HTTP/1.1 a connection beside it asks for signs of life.</summary>
    public Task IsWatchedOverAsync(bool http2, CancellationToken cancellationToken) => http2 ? Task.CompletedTask : Proxy.UntilMoreThanAsync(1, cancellationToken);

    /// <summary>Waits until the sink has seen the last change.</summary>
    public Task CaughtUpAsync()
    {
        var last = _happened.Last().Version;
        return Sink.UntilAsync(sink => sink.SeenUpTo >= last, $"event {last}", TestContext.Current.CancellationToken);
    }

    /// <summary>Compares what the sink holds with what the cluster holds.</summary>
    public void HoldsTheSame() =>
        Sink.Objects.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key} {one.Value}")
            .ShouldBe(_cluster.Store.List(ConfigMaps).Select(one => $"{one.Key.Name} {one.ResourceVersion}").Order(StringComparer.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => _run);
        _subscription.Dispose();
        _transport.Dispose();
        await Proxy.DisposeAsync();
        await _host.DisposeAsync();
        Authority.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync(TestAuthority authority)
    {
        var options = new SandboxHostOptions { Listen = new Uri("https://127.0.0.1:0"), Certificate = authority.Issue("CN=member").Certificate };
        _host = await SandboxHost.StartAsync(_fleet, options, TestContext.Current.CancellationToken);
    }

    private static JsonObject Map(string name) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "default" },
        ["data"] = new JsonObject { ["filler"] = new string('x', 2000) },
    };

    private static JsonObject Change(JsonObject map, int number)
    {
        map["data"]!["number"] = number.ToString(CultureInfo.InvariantCulture);
        return map;
    }
}
