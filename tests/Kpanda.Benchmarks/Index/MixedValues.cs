using System.Globalization;

namespace Kpanda.Benchmarks.Index;

/// <summary>What stands in the places of one object. Everything that belongs to one deployment has its application, image and namespace.</summary>
internal sealed class MixedValues
{
    private const long Newest = 1_770_000_000;
    private const int Applications = 400;
    private static readonly string[] Things = ["cart", "checkout", "search", "payment", "ledger", "gateway", "mail", "report", "stock", "price", "user", "session", "image", "video", "geo", "tax", "order", "invoice", "review", "audit"];
    private static readonly string[] Jobs = ["api", "worker", "sync", "cache", "indexer", "frontend", "exporter", "scheduler", "proxy", "store", "feed", "queue", "stats", "rules", "sender", "reader", "writer", "router", "limits", "events"];

    private readonly ObjectMix _mix;
    private readonly int _cluster;
    private readonly int _number;
    private readonly long _version;
    private readonly ulong _seed;
    private readonly ulong _ownerSeed;
    private readonly ulong _groupSeed;
    private readonly int _deployment;
    private readonly int _application;

    public MixedValues(ObjectMix mix, MixedKind kind, int cluster, int number, long version)
    {
        (_mix, _cluster, _number, _version) = (mix, cluster, number, version);
        _seed = kind.Seed(cluster, number);
        var owner = kind.OwnerOf(number);
        _ownerSeed = owner is { } its ? its.Kind.Seed(cluster, its.Number) : Mix(_seed);

        // Pods of one replica set have its hash.
        _groupSeed = kind.Gvr.Resource == "replicasets" || owner is null ? _seed : _ownerSeed;
        while (owner is { } next)
        {
            (kind, number) = next;
            owner = kind.OwnerOf(number);
        }

        _deployment = number % mix.Deployments;
        _application = ((cluster * 7) + _deployment) % Applications;
    }

    public string Of(MixedPlace place) => place.Name switch
    {
        "n" => _number.ToString(CultureInfo.InvariantCulture),
        "app" => $"{Things[_application % Things.Length]}-{Jobs[_application / Things.Length]}",
        "part" => Things[_application % Things.Length],
        "namespace" => $"team-{_deployment % _mix.Namespaces}",
        "tag" => $"1.{_application % 17}.{_groupSeed % 9}",
        "hash" => Hex(_groupSeed, 10),
        "short" => $"{Hex(_seed, 3)}{_number:x}",
        "uid" => Uid(_seed),
        "ownerUid" => Uid(_ownerSeed),
        "hex" => Hex(_seed ^ place.Salt, place.Digits),
        "groupHex" => Hex(_groupSeed ^ place.Salt, place.Digits),
        "pick" => place.Choices[(int)(Mix(_seed ^ place.Salt) % (ulong)place.Choices.Count)],
        "node" => $"node-{_seed % (ulong)_mix.Nodes}",
        "nodeIp" => $"192.168.0.{_seed % (ulong)_mix.Nodes}",
        "ip" => $"10.{_cluster % 250}.{_number / 250 % 250}.{_number % 250}",
        "version" => _version.ToString(CultureInfo.InvariantCulture),
        "generation" => (_version % 1000).ToString(CultureInfo.InvariantCulture),
        "created" => Time(Newest - 1000 - (long)(_seed % 10_000_000)),
        "changed" => Time(Newest - (long)(_seed % 10_000_000) + (_version % 900)),
        _ => throw new InvalidDataException($"The mix has a place for '{place.Name}', which nothing fills."),
    };

    /// <summary>A number that looks like chance (splitmix64, public domain).</summary>
    internal static ulong Mix(ulong value)
    {
        value += 0x9e3779b97f4a7c15;
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }

    private static string Uid(ulong seed)
    {
        var digits = Hex(Mix(seed), 32);
        return $"{digits[..8]}-{digits[8..12]}-4{digits[13..16]}-a{digits[17..20]}-{digits[20..]}";
    }

    private static string Hex(ulong seed, int digits) => string.Create(digits, seed, static (text, from) =>
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (at % 16 == 0) from = Mix(from);
            text[at] = "0123456789abcdef"[(int)((from >> (at % 16 * 4)) & 15)];
        }
    });

    private static string Time(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
