using System.Collections.Concurrent;
using Kpanda.Clusters;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.Kube.Dial;
using Kpanda.Kube.Transport;

namespace Kpanda.Gateway.Tests.Fakes;

/// <summary>Clusters behind real transports; everybody is impersonated unless the test says otherwise.</summary>
internal sealed class FakeClusters : IClusters, IDisposable
{
    private readonly ConcurrentDictionary<string, (ClusterRecord Record, ClusterTransport Transport)> _all = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, ClusterHealth> Healths { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the credentials may act as others.</summary>
    public bool CanImpersonate { get; set; } = true;

    public void Add(string name, KubeConnection connection, TransportOptions? options = null) =>
        _all[name] = (new ClusterRecord(Guid.CreateVersion7(), name), new ClusterTransport(connection, new DirectDialer(FakeMember.Loopback), options));

    /// <summary>Takes a cluster out, and cuts its connections where that is wanted.</summary>
    public void Remove(string name, bool cut)
    {
        if (_all.TryRemove(name, out var removed) && cut) removed.Transport.Dispose();
    }

    public IReadOnlyList<ClusterRecord> List() => [.. _all.Values.Select(one => one.Record)];

    public ClusterRecord? Find(string name) => _all.TryGetValue(name, out var found) ? found.Record : null;

    public ClusterHealth Health(string name) => Healths.GetValueOrDefault(name, ClusterHealth.Unknown);

    public IDisposable Subscribe(Action<string> onChange) => throw new NotSupportedException();

    public Result<KubeClient> ClientAs(string cluster, Person person)
    {
        if (!_all.TryGetValue(cluster, out var found)) return Error.Of(ErrorCode.NotFound, "cluster.unknown", ("cluster", cluster));
        if (CanImpersonate) return new KubeClient(found.Transport, KubeIdentity.As(person.Name, person.Groups));
        return person.IsPlatformAdministrator ? new KubeClient(found.Transport, KubeIdentity.Marked(person.Name)) : Error.Of(ErrorCode.FailedPrecondition, "cluster.cannot.impersonate", ("cluster", cluster));
    }

    /// <summary>Whether the platform itself may have to do with a member: no request that is passed on is a case for that.</summary>
    public bool ServesThePlatform { get; init; }

    public Result<KubeClient> SystemClient(string cluster) => ServesThePlatform
        ? new KubeClient(_all[cluster].Transport, KubeIdentity.Platform)
        : throw new NotSupportedException("No person's request goes out as the platform.");

    public void DoubtRights(string cluster)
    {
        // Nothing follows it here.
    }

    public void Dispose()
    {
        foreach (var one in _all.Values) one.Transport.Dispose();
    }
}
