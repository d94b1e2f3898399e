using System.Net.Http.Json;
using System.Text.Json;
using Kpanda.Benchmarks.Live;

namespace Kpanda.Benchmarks.Index;

/// <summary>The real server with its members, as the benchmark of the index asks it: what it holds, and whether it is in step.</summary>
internal sealed class SyncedServer(ServerProcess server)
{
    private const string Api = "/apis/kpanda.io/v1alpha1";
    private const int ImportsAtOnce = 8;
    private const int MostTries = 5;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <summary>Imports clusters, each under its name behind <paramref name="prefix"/>.</summary>
    public Task ImportAsync(IReadOnlyDictionary<string, string> kubeconfigs, string prefix, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(kubeconfigs, new ParallelOptions { MaxDegreeOfParallelism = ImportsAtOnce, CancellationToken = cancellationToken }, async (one, token) =>
        {
            for (var tries = 1; ; tries++)
            {
                using var answer = await server.Client.PostAsJsonAsync($"{Api}/clusters", new { name = prefix + one.Key, kubeConfigString = one.Value }, token);
                if (answer.IsSuccessStatusCode) return;
                // On a machine that is busy with something else a member may be late.
                if (tries == MostTries) throw new InvalidOperationException($"{one.Key} cannot be imported: {await answer.Content.ReadAsStringAsync(token)}");
            }
        });

    /// <summary>Waits until every kind of this many clusters is in step, and stays so for a moment.</summary>
    public async Task UntilInStepAsync(int clusters, CancellationToken cancellationToken)
    {
        for (var calm = 0; calm < 4;)
        {
            await Task.Delay(Look, cancellationToken);
            var known = await server.MetricAsync("kpanda_sync_clusters", cancellationToken);
            var inStep = known >= clusters && await server.MetricAsync("kpanda_sync_kinds_behind", cancellationToken) == 0 && await WatchesAsync(cancellationToken) >= clusters;
            calm = inStep ? calm + 1 : 0;
        }
    }

    public async Task<double> WatchesAsync(CancellationToken cancellationToken) => await server.MetricAsync("kpanda_sync_watches", cancellationToken);

    /// <summary>Objects in the index.</summary>
    public async Task<long> ObjectsAsync(CancellationToken cancellationToken)
    {
        var status = await server.Client.GetFromJsonAsync<JsonElement>("/api/v1/sync?cluster=none", cancellationToken);
        return long.Parse(status.GetProperty("objects").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Pods of the whole index.</summary>
    public Task<int> PodsAsync(CancellationToken cancellationToken) => PodFacts.CountAsync(server.Client, cancellationToken);

    /// <summary>The first pods of a cluster.</summary>
    public async Task<List<(string Namespace, string Name)>> SomePodsAsync(string cluster, CancellationToken cancellationToken)
    {
        var answer = await server.Client.GetFromJsonAsync<JsonElement>($"{Api}/clusters/{cluster}/pods?pageSize=1000", cancellationToken);
        return [.. answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("metadata")).Select(metadata => (metadata.GetProperty("namespace").GetString()!, metadata.GetProperty("name").GetString()!))];
    }

    /// <summary>The version of a pod in the index; 0 where it is not there.</summary>
    public async Task<long> VersionAsync(string cluster, string ns, string name, CancellationToken cancellationToken)
    {
        var answer = await server.Client.GetFromJsonAsync<JsonElement>($"{Api}/clusters/{cluster}/namespaces/{ns}/pods?pageSize=1&fieldSelector=metadata.name%3D{name}", cancellationToken);
        foreach (var item in answer.GetProperty("items").EnumerateArray())
            return long.Parse(item.GetProperty("metadata").GetProperty("resourceVersion").ToString(), System.Globalization.CultureInfo.InvariantCulture);
        return 0;
    }
}
