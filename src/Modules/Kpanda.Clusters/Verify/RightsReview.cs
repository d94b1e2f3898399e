using Kpanda.Clusters.RegisterCluster;
using Kpanda.Clusters.Registry;
using Kpanda.Kube;

namespace Kpanda.Clusters.Verify;

/// <summary>
/// Asks again what the credential of a registered cluster may do: its administrators may have changed that since the import. A handful of small questions; what is not
/// answered stays as it was, and what is the same keeps its time.
/// </summary>
internal sealed class RightsReview(ClusterRegistration registration, TimeProvider time)
{
    /// <summary>Asks, and stores what changed.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="putRight">Whether the binding of the platform's administrators is made anew where it is gone; otherwise that is only said.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task ReviewAsync(RegisteredCluster cluster, bool putRight, CancellationToken cancellationToken)
    {
        var client = new KubeClient(cluster.Transport, KubeIdentity.Platform);
        var now = time.GetUtcNow();
        var rights = AccessReview.AskAsync(client, now, cancellationToken);
        var bound = await (putRight ? AdministratorsBinding.EnsureAsync(client, now, cancellationToken) : AdministratorsBinding.ReadAsync(client, now, cancellationToken));
        ClusterCondition[] found = [.. await rights, bound];
        await registration.ChangeAsync(cluster.Record, current => ReferenceEquals(current.Transport, cluster.Transport) ? With(current.Record, found) : current.Record, cancellationToken);
    }

    private static ClusterRecord With(ClusterRecord record, ClusterCondition[] found)
    {
        ClusterCondition[] conditions = [.. found.Select(one => Keep(one, record.Conditions.FirstOrDefault(old => old.Type == one.Type)))];
        return conditions.SequenceEqual(record.Conditions) ? record : record with { Conditions = conditions };
    }

    private static ClusterCondition Keep(ClusterCondition found, ClusterCondition? before) => found.Status is null && before is not null ? before : found.After(before);
}
