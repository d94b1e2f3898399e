using System.Text.Json;

namespace Kpanda.Clusters.Registry;

/// <summary>A row of table <c>clusters</c>.</summary>
internal sealed class ClusterRow
{
    public Guid Id { get; init; }
    public string Name { get; init; } = "";
    public string Alias { get; init; } = "";
    public string Provider { get; init; } = "";
    public string Description { get; init; } = "";
    public string Region { get; init; } = "";
    public string Zone { get; init; } = "";
    public string Labels { get; init; } = "";
    public string Annotations { get; init; } = "";
    public string Endpoint { get; init; } = "";
    public string KubeSystemId { get; init; } = "";
    public string Distribution { get; init; } = "";
    public string KubernetesVersion { get; init; } = "";
    public string Conditions { get; init; } = "";
    public string Network { get; init; } = "";
    public string FailedRemoval { get; init; } = "";
    public bool IsSandbox { get; init; }
    public DateTimeOffset Created { get; init; }
    public long Version { get; init; }
    public byte[] Credential { get; init; } = [];
    public long? CredentialExpires { get; init; }

    public static ClusterRow Of(ClusterRecord record, byte[] credential) => new()
    {
        Id = record.Id,
        Name = record.Name,
        Alias = record.Alias,
        Provider = record.Provider,
        Description = record.Description,
        Region = record.Region,
        Zone = record.Zone,
        Labels = JsonSerializer.Serialize(record.Labels),
        Annotations = JsonSerializer.Serialize(record.Annotations),
        Endpoint = record.ApiEndpoint,
        KubeSystemId = record.KubeSystemId,
        Distribution = record.Distribution,
        KubernetesVersion = record.KubernetesVersion,
        Conditions = JsonSerializer.Serialize(record.Conditions),
        Network = JsonSerializer.Serialize(record.Network),
        FailedRemoval = record.FailedRemoval is null ? "" : JsonSerializer.Serialize(record.FailedRemoval),
        IsSandbox = record.IsSandbox,
        Created = record.Created,
        Version = record.Version,
        Credential = credential,
        CredentialExpires = record.CredentialExpires?.ToUnixTimeMilliseconds(),
    };

    public ClusterRecord ToRecord() => new(Id, Name)
    {
        Alias = Alias,
        Provider = Provider,
        Description = Description,
        Region = Region,
        Zone = Zone,
        Labels = JsonSerializer.Deserialize<Dictionary<string, string>>(Labels)!,
        Annotations = JsonSerializer.Deserialize<Dictionary<string, string>>(Annotations)!,
        ApiEndpoint = Endpoint,
        KubeSystemId = KubeSystemId,
        Distribution = Distribution,
        KubernetesVersion = KubernetesVersion,
        Conditions = JsonSerializer.Deserialize<List<ClusterCondition>>(Conditions)!,
        Network = JsonSerializer.Deserialize<ClusterNetwork>(Network)!,
        FailedRemoval = FailedRemoval.Length == 0 ? null : JsonSerializer.Deserialize<ClusterActivity>(FailedRemoval),
        IsSandbox = IsSandbox,
        Created = Created,
        Version = Version,
        CredentialExpires = CredentialExpires is { } expires ? DateTimeOffset.FromUnixTimeMilliseconds(expires) : null,
    };
}
