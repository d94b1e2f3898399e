using System.Collections.Concurrent;
using System.Net.Sockets;
using Kpanda.Clusters;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.Kube.Dial;

namespace Kpanda.Search.Tests.Sync;

/// <summary>Registered clusters, each a <see cref="FakeMember"/>.</summary>
internal sealed class FakeClusters : IClusters, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, (ClusterRecord Record, ClusterTransport Transport)> _registered = new();
    private readonly Dictionary<string, FakeMember> _members = [];
    private Action<string> _onChange = _ => { };

    /// <summary>Members that cannot be reached from now on; open connections stay.</summary>
    public ConcurrentDictionary<string, bool> Away { get; } = new();

    /// <summary>What the health probe found; <see cref="ClusterHealth.Unknown"/> for others.</summary>
    public ConcurrentDictionary<string, ClusterHealth> Found { get; } = new();

    public FakeMember this[string name] => _members[name];

    public static async Task<FakeClusters> StartAsync(params string[] names)
    {
        var clusters = new FakeClusters();
        foreach (var name in names)
        {
            clusters._members[name] = await FakeMember.StartAsync();
            clusters.Register(name);
        }

        return clusters;
    }

    /// <summary>Registers a member, or registers it anew with new connections.</summary>
    public void Register(string name)
    {
        var record = new ClusterRecord(Find(name)?.Id ?? Guid.CreateVersion7(), name) { Version = (Find(name)?.Version ?? 0) + 1 };
        if (_registered.TryRemove(name, out var old)) old.Transport.Dispose();
        _registered[name] = (record, new ClusterTransport(new KubeConnection { Server = _members[name].Server }, new Dialer(this, name)));
        _onChange(name);
    }

    public void Remove(string name)
    {
        if (_registered.TryRemove(name, out var member)) member.Transport.Dispose();
        _onChange(name);
    }

    public IReadOnlyList<ClusterRecord> List() => [.. _registered.Values.Select(member => member.Record).OrderBy(record => record.Name)];

    public ClusterRecord? Find(string name) => _registered.TryGetValue(name, out var member) ? member.Record : null;

    public ClusterHealth Health(string name) => Found.GetValueOrDefault(name, ClusterHealth.Unknown);

    public IDisposable Subscribe(Action<string> onChange)
    {
        _onChange = onChange;
        return new Ending(() => _onChange = _ => { });
    }

    public Result<KubeClient> ClientAs(string cluster, Person person) => throw new NotSupportedException();

    public Result<KubeClient> SystemClient(string cluster) => _registered.TryGetValue(cluster, out var member)
        ? new KubeClient(member.Transport, KubeIdentity.Platform)
        : Error.Of(ErrorCode.NotFound, "cluster.unknown", ("cluster", cluster));

    /// <summary>Clusters whose rights were doubted.</summary>
    public ConcurrentDictionary<string, bool> Doubted { get; } = new();

    public void DoubtRights(string cluster) => Doubted[cluster] = true;

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, transport) in _registered.Values) transport.Dispose();
        foreach (var member in _members.Values) await member.DisposeAsync();
    }

    private sealed class Dialer(FakeClusters clusters, string name) : IClusterDialer
    {
        public bool IsInProcess => true;

        public async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
        {
            if (clusters.Away.ContainsKey(name)) throw new DialException(FailurePhase.Connect, FailureSide.Network, "away");
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(host, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
