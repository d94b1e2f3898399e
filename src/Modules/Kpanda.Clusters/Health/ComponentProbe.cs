using Kpanda.Clusters.Verify;
using Kpanda.Kube;
using Kpanda.KubeModel;

namespace Kpanda.Clusters.Health;

/// <summary>Asks a member about its parts: etcd as its API server sees it, the pods of its DNS, its metrics API. Four small questions.</summary>
internal static class ComponentProbe
{
    private static readonly GroupVersionResource Pods = new("", "v1", "pods");

    // Where a cluster's DNS runs: the label that nearly everybody keeps, and OpenShift's.
    private static readonly (string Namespace, string Selector)[] DnsPods =
        [("kube-system", "k8s-app=kube-dns"), ("openshift-dns", "dns.operator.openshift.io/daemonset-dns=default")];

    /// <summary>Asks. A question that finds no way leaves what was known before: the probe of the member itself says that it is away.</summary>
    public static async Task<IReadOnlyList<ClusterCondition>> AskAsync(
        KubeClient client, IReadOnlyList<ClusterCondition> before, TimeSpan timeout, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(timeout);
        try
        {
            var found = await Task.WhenAll(EtcdAsync(client, now, deadline.Token), DnsAsync(client, now, deadline.Token), MetricsAsync(client, now, deadline.Token));
            return [.. found.Zip([ClusterConditions.Etcd, ClusterConditions.Dns, ClusterConditions.Metrics], (one, type) => Keep(one, before.FirstOrDefault(old => old.Type == type))).OfType<ClusterCondition>()];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return before;
        }
    }

    private static ClusterCondition? Keep(ClusterCondition? found, ClusterCondition? before) => found?.After(before) ?? before;

    private static async Task<ClusterCondition?> EtcdAsync(KubeClient client, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var result = await client.RawAsync(HttpMethod.Get, KubePath.Document("/readyz/etcd"), [], null, cancellationToken);
        if (result.TryGet(out var stream, out var failure))
        {
            await stream.DisposeAsync();
            return new(ClusterConditions.Etcd, true, "", "", now);
        }

        return failure.HttpStatus switch
        {
            404 => new(ClusterConditions.Etcd, null, "cluster.component.etcd.hidden", "", now),
            401 or 403 => new(ClusterConditions.Etcd, null, "cluster.component.denied", "", now),
            >= 500 => new(ClusterConditions.Etcd, false, "cluster.component.etcd.failed", "", now),
            _ => null,
        };
    }

    private static async Task<ClusterCondition?> DnsAsync(KubeClient client, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var (ns, selector) in DnsPods)
        {
            var answer = await client.ListAsync(Pods, ns, new() { LabelSelector = selector, Limit = 500 }, cancellationToken);
            if (!answer.TryGet(out var page, out var failure))
                return failure.HttpStatus is 401 or 403 ? new(ClusterConditions.Dns, null, "cluster.component.denied", "", now) : null;
            if (page.Items.Count > 0) return Dns(page.Items.Count(IsReady), page.Items.Count, now);
        }

        return new(ClusterConditions.Dns, null, "cluster.component.dns.unseen", "", now);
    }

    private static ClusterCondition Dns(int ready, int total, DateTimeOffset now) => ready switch
    {
        0 => new(ClusterConditions.Dns, false, "cluster.component.dns.none", $"{total}", now),
        _ when ready < total => new(ClusterConditions.Dns, true, "cluster.component.dns.some", $"{ready}/{total}", now),
        _ => new(ClusterConditions.Dns, true, "cluster.component.dns.all", $"{total}", now),
    };

    private static async Task<ClusterCondition?> MetricsAsync(KubeClient client, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var answer = await client.GetAsync(KubePath.Document("/apis/metrics.k8s.io/v1beta1"), "application/json", cancellationToken);
        return answer.Failure switch
        {
            null => new(ClusterConditions.Metrics, true, "", "", now),
            { HttpStatus: 404 } => new(ClusterConditions.Metrics, null, "cluster.component.metrics.absent", "", now),
            { HttpStatus: 401 or 403 } => new(ClusterConditions.Metrics, null, "cluster.component.denied", "", now),
            { HttpStatus: >= 500 } failure => new(ClusterConditions.Metrics, false, "cluster.component.metrics.failed", failure.Message, now),
            _ => null,
        };
    }

    private static bool IsReady(KubeObject pod)
    {
        using var json = pod.Parse();
        return DocumentText.Elements(json.RootElement, "status", "conditions")
            .Any(condition => DocumentText.Of(condition, "type") == "Ready" && DocumentText.Of(condition, "status") == "True");
    }
}
