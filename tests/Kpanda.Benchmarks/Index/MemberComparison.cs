using Kpanda.Benchmarks.Live;
using Kpanda.Kube;
using Kpanda.KubeModel;

namespace Kpanda.Benchmarks.Index;

/// <summary>
/// Compares what the API shows with what the members themselves say, object by object and version by version. Simulated clusters live (Jobs end, pods are made), so what differs at one look is
/// looked at again: only what stays different is a difference.
/// </summary>
internal sealed class MemberComparison(SyncedServer server, SandboxProcess members, string prefix)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly GroupVersionResource[] Kinds = [new("", "v1", "pods"), new("", "v1", "configmaps"), new("", "v1", "services"), new("apps", "v1", "deployments"), new("batch", "v1", "jobs")];

    /// <summary>Looks at the first of the clusters.</summary>
    /// <returns>Objects that were compared, and those that differ still after half a minute: missing in the API, gone at the member, or of another version.</returns>
    public async Task<(int Compared, int Different)> RunAsync(int clusters, CancellationToken cancellationToken)
    {
        var (compared, different) = (0, 0);
        foreach (var cluster in members.Kubeconfigs.Keys.Order(StringComparer.Ordinal).Take(clusters))
        {
            var client = members.Client(cluster);
            using var transport = client.Transport;
            foreach (var kind in Kinds)
            {
                var (looked, stays) = await KindAsync(client, cluster, kind, cancellationToken);
                (compared, different) = (compared + looked, different + stays);
            }
        }

        return (compared, different);
    }

    private async Task<(int Compared, int Different)> KindAsync(KubeClient client, string cluster, GroupVersionResource kind, CancellationToken cancellationToken)
    {
        using var longest = new CancellationTokenSource(Longest);
        while (true)
        {
            var there = await ThereAsync(client, kind, cancellationToken);
            var shown = await server.VersionsAsync(prefix + cluster, kind.Resource, cancellationToken);
            var different = there.Count(pair => shown.GetValueOrDefault(pair.Key) != pair.Value) + shown.Keys.Count(key => !there.ContainsKey(key));
            if (different == 0 || longest.IsCancellationRequested) return (there.Count, different);
            await Task.Delay(200, cancellationToken);
        }
    }

    private static async Task<Dictionary<ObjectKey, string>> ThereAsync(KubeClient client, GroupVersionResource kind, CancellationToken cancellationToken)
    {
        var versions = new Dictionary<ObjectKey, string>();
        var options = new KubeListOptions { Limit = 1000, Representation = KubeRepresentation.Metadata };
        while (true)
        {
            var answer = await client.ListAsync(kind, null, options, cancellationToken);
            if (!answer.TryGet(out var page, out var failure)) throw new InvalidOperationException($"{kind} cannot be listed: {failure}");
            foreach (var item in page.Items)
            {
                using var json = item.Parse();
                var metadata = json.RootElement.GetProperty("metadata");
                versions[new(metadata.GetProperty("namespace").GetString()!, metadata.GetProperty("name").GetString()!)] = metadata.GetProperty("resourceVersion").GetString()!;
            }

            if (page.Continue is null) return versions;
            options = options with { Continue = page.Continue };
        }
    }
}
