using Dapper;
using Kpanda.Kube;
using Kpanda.Storage;
using Kpanda.Storage.Secrets;

namespace Kpanda.Clusters.Registry;

/// <summary>Table <c>clusters</c>. Credentials are sealed for their cluster's id, so that a row's credential opens in no other row.</summary>
internal sealed class ClusterStore(IStateDatabase database, SecretBox secrets)
{
    /// <summary>Where the credentials stand.</summary>
    public static readonly SealedColumn SealedCredential = new("clusters", "credential", "id", id => $"clusters/credential/{id}");

    private const string Columns =
        "id, name, alias, provider, description, region, zone, labels, annotations, endpoint, kube_system_id AS KubeSystemId, distribution, "
        + "kubernetes_version AS KubernetesVersion, conditions, network, failed_removal AS FailedRemoval, is_sandbox AS IsSandbox, created, version, credential, credential_expires AS CredentialExpires";

    public async Task<IReadOnlyList<(ClusterRecord Record, KubeConnection Connection)>> ReadAllAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<ClusterRow>(new CommandDefinition($"SELECT {Columns} FROM clusters", cancellationToken: cancellationToken));
        return [.. rows.Select(Read)];
    }

    /// <summary>One of them; null where it has gone.</summary>
    public async Task<(ClusterRecord Record, KubeConnection Connection)?> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<ClusterRow>(new CommandDefinition($"SELECT {Columns} FROM clusters WHERE id = @id", new { id }, cancellationToken: cancellationToken));
        return row is null ? null : Read(row);
    }

    /// <summary>Which there are, and the version of each: by these other replicas notice what changed.</summary>
    public async Task<IReadOnlyDictionary<Guid, long>> VersionsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<(Guid Id, long Version)>(new CommandDefinition("SELECT id, version FROM clusters", cancellationToken: cancellationToken));
        return rows.ToDictionary(static row => row.Id, static row => row.Version);
    }

    /// <returns>False where another cluster has that name or is the same cluster: another process was faster.</returns>
    public async Task<bool> InsertAsync(ClusterRecord record, KubeConnection credential, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO clusters (id, name, alias, provider, description, region, zone, labels, annotations, endpoint, kube_system_id, distribution,
                kubernetes_version, conditions, network, failed_removal, is_sandbox, created, version, credential, credential_expires)
            VALUES (@Id, @Name, @Alias, @Provider, @Description, @Region, @Zone, @Labels, @Annotations, @Endpoint, @KubeSystemId, @Distribution,
                @KubernetesVersion, @Conditions, @Network, @FailedRemoval, @IsSandbox, @Created, @Version, @Credential, @CredentialExpires)
            ON CONFLICT DO NOTHING
            """,
            Row(record, credential),
            cancellationToken: cancellationToken)) == 1;
    }

    /// <summary>Writes the version of a cluster that follows the stored one.</summary>
    /// <returns>False, and nothing is written, where another version is stored, or none: another process was faster.</returns>
    public async Task<bool> UpdateAsync(ClusterRecord record, KubeConnection credential, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await connection.ExecuteAsync(new CommandDefinition(
            """
            UPDATE clusters SET alias = @Alias, provider = @Provider, description = @Description, region = @Region, zone = @Zone, labels = @Labels,
                annotations = @Annotations, endpoint = @Endpoint, kube_system_id = @KubeSystemId, distribution = @Distribution,
                kubernetes_version = @KubernetesVersion, conditions = @Conditions, network = @Network, failed_removal = @FailedRemoval, version = @Version, credential = @Credential,
                credential_expires = @CredentialExpires
            WHERE id = @Id AND version = @Version - 1
            """,
            Row(record, credential),
            cancellationToken: cancellationToken)) == 1;
    }

    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("DELETE FROM clusters WHERE id = @id", new { id }, cancellationToken: cancellationToken));
    }

    private (ClusterRecord Record, KubeConnection Connection) Read(ClusterRow row) => (row.ToRecord(), CredentialJson.Read(secrets.Open(row.Credential, Context(row.Id))));

    private ClusterRow Row(ClusterRecord record, KubeConnection credential) =>
        ClusterRow.Of(record, secrets.Seal(CredentialJson.Write(credential), Context(record.Id)));

    private static string Context(Guid id) => SealedCredential.Context(id.ToString());
}
