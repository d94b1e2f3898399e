using System.Collections.Concurrent;
using System.Collections.Immutable;
using Kpanda.Clusters.Errors;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.Kube.Dial;
using Kpanda.Kube.Tokens;

namespace Kpanda.Clusters.Registry;

/// <summary>The clusters in memory, a transport for each, and everybody who wants to know of changes. The database is written before what is here.</summary>
internal sealed class ClusterRegistry(ClustersOptions options, TimeProvider time) : IClusters, IDisposable
{
    // Calls on the old way end on their own; after this they are cut.
    private static readonly TimeSpan OldTransportGrace = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, SandboxWay> _sandboxWays = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _doubted = new(StringComparer.Ordinal);
    private readonly Lock _writing = new();
    private volatile ImmutableSortedDictionary<string, RegisteredCluster> _clusters = ImmutableSortedDictionary.Create<string, RegisteredCluster>(StringComparer.Ordinal);
    private volatile Action<string>[] _subscribers = [];

    /// <inheritdoc />
    public IReadOnlyList<ClusterRecord> List() => [.. _clusters.Values.Select(cluster => cluster.Record)];

    /// <summary>All of them with their transports.</summary>
    public IEnumerable<RegisteredCluster> All() => _clusters.Values;

    /// <inheritdoc />
    public ClusterRecord? Find(string name) => _clusters.GetValueOrDefault(name)?.Record;

    /// <summary>One of them with its transport.</summary>
    public RegisteredCluster? Get(string name) => _clusters.GetValueOrDefault(name);

    /// <inheritdoc />
    public ClusterHealth Health(string name) => _clusters.GetValueOrDefault(name)?.Health ?? ClusterHealth.Unknown;

    /// <inheritdoc />
    public IDisposable Subscribe(Action<string> onChange)
    {
        lock (_writing) _subscribers = [.. _subscribers, onChange];
        return new Subscription(this, onChange);
    }

    /// <inheritdoc />
    public Result<KubeClient> ClientAs(string cluster, Person person)
    {
        if (!_clusters.TryGetValue(cluster, out var found)) return ClusterErrors.Unknown(cluster);
        if (found.CanImpersonate) return new KubeClient(found.Transport, MemberIdentity.Of(person));
        return person.IsPlatformAdministrator
            ? new KubeClient(found.Transport, KubeIdentity.Marked(person.Name))
            : Error.Of(ErrorCode.FailedPrecondition, "cluster.cannot.impersonate", ("cluster", cluster));
    }

    /// <inheritdoc />
    public Result<KubeClient> SystemClient(string cluster) =>
        _clusters.TryGetValue(cluster, out var found) ? new KubeClient(found.Transport, KubeIdentity.Platform) : ClusterErrors.Unknown(cluster);

    /// <inheritdoc />
    public void DoubtRights(string cluster)
    {
        if (_clusters.ContainsKey(cluster)) _doubted[cluster] = 0;
    }

    /// <summary>The clusters whose rights are in doubt; they are not any more.</summary>
    public IReadOnlyList<string> TakeDoubted() => _doubted.IsEmpty ? [] : [.. _doubted.Keys.Where(name => _doubted.TryRemove(name, out _))];

    /// <summary>Tells of a change that only the time brought: a credential is near its end, or has ended.</summary>
    public void TimeCame(string name) => Tell(name);

    /// <summary>Makes a transport over the dialer that fits; not yet part of the registry.</summary>
    public ClusterTransport Connect(KubeConnection connection, IClusterDialer? dialer = null) =>
        new(connection, dialer ?? Dialers.For(connection, options.Egress));

    /// <summary>Makes the transport of a registered cluster: a simulated one of this process has a way of its own.</summary>
    public ClusterTransport Connect(ClusterRecord record, KubeConnection connection) => Connect(connection, record.IsSandbox ? WayInto(record.Name) : null);

    /// <summary>Opens the way into a simulated cluster for as long as the process lives: by that dialer, or over loopback where there is none.</summary>
    public void OpenSandbox(string name, IClusterDialer? dialer) => WayInto(name).Open(dialer ?? new DirectDialer(options.Egress with { AllowLoopback = true }));

    /// <summary>Adds a cluster or replaces its record and, where it is another one, its transport.</summary>
    /// <param name="record">What is stored of it.</param>
    /// <param name="transport">The way to it.</param>
    /// <param name="first">The phase of a cluster that was not here before.</param>
    public void Put(ClusterRecord record, ClusterTransport transport, string first = ClusterPhases.Unknown)
    {
        ClusterTransport? old = null;
        lock (_writing)
        {
            var before = _clusters.GetValueOrDefault(record.Name);
            if (before is not null && !ReferenceEquals(before.Transport, transport)) old = before.Transport;
            _clusters = _clusters.SetItem(record.Name, before is null ? new(record, transport, First(record, first)) : before with { Record = record, Transport = transport });
        }

        Retire(old);
        Tell(record.Name);
    }

    /// <summary>
    /// Takes in a cluster as another replica stored it. Its connections stay where it is reached as before, with the newer token where it is only renewed. A simulated cluster that is not known
    /// here is one of another process, and nothing to this one; of one that is, the way is this process's own.
    /// </summary>
    public void Take(ClusterRecord record, KubeConnection connection)
    {
        if (Get(record.Name) is { } known) Put(record, record.IsSandbox || IsSameWay(known.Transport, connection) ? known.Transport : Connect(record, connection));
        else if (!record.IsSandbox) Put(record, Connect(record, connection), ClusterPhases.Creating);
    }

    /// <summary>Changes the health; false where the cluster has gone or the transport is no longer its own.</summary>
    public bool SetHealth(RegisteredCluster probed, ClusterHealth health)
    {
        bool visible;
        lock (_writing)
        {
            if (!_clusters.TryGetValue(probed.Record.Name, out var current) || !ReferenceEquals(current.Transport, probed.Transport)) return false;
            _clusters = _clusters.SetItem(probed.Record.Name, current with { Probed = health });
            // Only the time of the last contact moved: not worth waking anybody.
            var before = current.Probed;
            visible = before.Phase != health.Phase || before.Reason != health.Reason || before.KubernetesVersion != health.KubernetesVersion
                || !before.Components.SequenceEqual(health.Components);
        }

        if (visible) Tell(probed.Record.Name);
        return true;
    }

    /// <summary>Says what is being done to a cluster; null for nothing any more.</summary>
    public void SetActivity(string name, ClusterActivity? activity)
    {
        lock (_writing)
        {
            if (!_clusters.TryGetValue(name, out var current)) return;
            _clusters = _clusters.SetItem(name, current with { Activity = activity });
        }

        Tell(name);
    }

    /// <summary>Takes a cluster out and cuts its connections.</summary>
    public void Remove(string name)
    {
        RegisteredCluster? removed;
        lock (_writing)
        {
            removed = _clusters.GetValueOrDefault(name);
            _clusters = _clusters.Remove(name);
        }

        if (removed is null) return;
        _sandboxWays.TryRemove(name, out _);
        Tell(name);
        removed.Transport.Dispose();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var cluster in _clusters.Values) cluster.Transport.Dispose();
    }

    private static bool IsSameWay(ClusterTransport transport, KubeConnection stored)
    {
        var now = transport.Connection;
        if (stored == now) return true;
        if (stored.WithToken(now.BearerToken) != now) return false;
        if (!ServiceAccountToken.TryRead(now.BearerToken, out var own) || !ServiceAccountToken.TryRead(stored.BearerToken, out var theirs)) return false;
        if ((own.Namespace, own.Name) != (theirs.Namespace, theirs.Name)) return false;
        if (theirs.Issued > own.Issued) transport.UseToken(stored.BearerToken);
        return true;
    }

    private static ClusterHealth First(ClusterRecord record, string phase) =>
        ClusterHealth.Unknown with { Phase = phase, KubernetesVersion = record.KubernetesVersion, LastContact = phase == ClusterPhases.Creating ? record.Created : null };

    private SandboxWay WayInto(string name) => _sandboxWays.GetOrAdd(name, static _ => new SandboxWay());

    private void Retire(ClusterTransport? transport)
    {
        if (transport is null) return;
        ITimer? timer = null;
        timer = time.CreateTimer(
            _ =>
            {
                transport.Dispose();
                timer?.Dispose();
            },
            null,
            OldTransportGrace,
            Timeout.InfiniteTimeSpan);
    }

    private void Tell(string name)
    {
        foreach (var subscriber in _subscribers) subscriber(name);
    }

    private sealed class Subscription(ClusterRegistry registry, Action<string> onChange) : IDisposable
    {
        public void Dispose()
        {
            lock (registry._writing) registry._subscribers = Array.FindAll(registry._subscribers, one => one != onChange);
        }
    }
}
