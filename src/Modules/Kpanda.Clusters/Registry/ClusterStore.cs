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
        return [.. rows.Select(row => (row.ToRecord(), CredentialJson.Read(secrets.Open(row.Credential, Context(row.Id)))))];
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

    public async Task UpdateAsync(ClusterRecord record, KubeConnection credential, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            UPDATE clusters SET alias = @Alias, provider = @Provider, description = @Description, region = @Region, zone = @Zone, labels = @Labels,
                annotations = @Annotations, endpoint = @Endpoint, kube_system_id = @KubeSystemId, distribution = @Distribution,
                kubernetes_version = @KubernetesVersion, conditions = @Conditions, network = @Network, failed_removal = @FailedRemoval, version = @Version, credential = @Credential,
                credential_expires = @CredentialExpires
            WHERE id = @Id
            """,
            Row(record, credential),
            cancellationToken: cancellationToken));
    }

    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition("DELETE FROM clusters WHERE id = @id", new { id }, cancellationToken: cancellationToken));
    }

    private ClusterRow Row(ClusterRecord record, KubeConnection credential) =>
        ClusterRow.Of(record, secrets.Seal(CredentialJson.Write(credential), Context(record.Id)));

    private static string Context(Guid id) => SealedCredential.Context(id.ToString());
}
