using System.Globalization;

namespace Kpanda.Sandbox.Seed;

/// <summary>The name, version and place of a simulated cluster, chosen by its position in the fleet.</summary>
internal sealed record ClusterIdentity(string Name, string Version, string Region)
{
    private static readonly ClusterIdentity[] First =
    [
        new("prod-shanghai", "v1.36.2", "cn-shanghai"),
        new("staging", "v1.34.6", "cn-hangzhou"),
        new("edge-01", "v1.32.9", "cn-chengdu"),
        new("prod-frankfurt", "v1.35.3", "eu-central-1"),
        new("dev", "v1.36.2", "cn-hangzhou"),
        new("edge-02", "v1.30.14", "cn-xian"),
        new("prod-virginia", "v1.35.3", "us-east-1"),
        new("analytics", "v1.33.7", "eu-west-1"),
    ];

    private static readonly string[] Versions = ["v1.36.2", "v1.35.3", "v1.34.6", "v1.33.7", "v1.32.9", "v1.30.14"];

    private static readonly string[] Regions = ["cn-shanghai", "cn-chengdu", "eu-central-1", "us-east-1", "ap-south-1"];

    public static ClusterIdentity At(int position) =>
        position < First.Length
            ? First[position]
            : new(
                "edge-" + (position - First.Length + 3).ToString("00", CultureInfo.InvariantCulture),
                Versions[position % Versions.Length],
                Regions[position % Regions.Length]);
}
