using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Scheduling;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Seed;

/// <summary>What the parts of a seed share: the cluster, chance, the time, and the nodes that pods can be put on.</summary>
internal sealed class SeedBed(SandboxCluster cluster, SeedOptions options)
{
    public SandboxCluster Cluster => cluster;

    public SeedOptions Options => options;

    public Random Random { get; } = new(options.Seed);

    public DateTimeOffset Now { get; } = cluster.Time.GetUtcNow();

    public NodeUsage Usage { get; } = new(cluster.Store);

    public List<JsonObject> Nodes { get; } = [];

    private int _nextService = 100;

    /// <summary>When the cluster was made: between three weeks and a year ago.</summary>
    public DateTimeOffset Founded { get; } = cluster.Time.GetUtcNow() - TimeSpan.FromHours(500 + new Random(options.Seed ^ 77).Next(8000));

    /// <summary>Where pods ask for names: the tenth service address, as kubeadm chooses it.</summary>
    public string DnsAddress => ServiceAddress(10);

    /// <summary>The address of the API server within the cluster.</summary>
    public string ApiAddress => ServiceAddress(1);

    /// <summary>A service address that no other seeded Service has.</summary>
    public string NextServiceAddress() => ServiceAddress(_nextService += Random.Next(1, 40));

    /// <summary>Stores an object of that age. Its uid comes from the seed.</summary>
    public JsonObject Put(GroupResource resource, JsonObject item, DateTimeOffset created)
    {
        var meta = item.Ensure("metadata");
        meta["uid"] ??= NewUid();
        meta["creationTimestamp"] = KubeJson.Timestamp(created);
        cluster.Store.Seed(resource, item);
        return item;
    }

    public string NewUid()
    {
        Span<byte> bytes = stackalloc byte[16];
        Random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    /// <summary>A time in the past, not before the cluster's founding.</summary>
    public DateTimeOffset Ago(TimeSpan least, TimeSpan most)
    {
        var time = Now - least - ((most - least) * Random.NextDouble());
        return time < Founded ? Founded.AddMinutes(Random.Next(5, 60)) : time;
    }

    private string ServiceAddress(int number)
    {
        var network = System.Net.IPAddress.Parse(cluster.Options.ServiceRange.Split('/')[0]).GetAddressBytes();
        var whole = ((uint)network[0] << 24 | (uint)network[1] << 16 | (uint)network[2] << 8 | network[3]) + (uint)number;
        return $"{whole >> 24}.{(whole >> 16) & 255}.{(whole >> 8) & 255}.{whole & 255}";
    }
}
