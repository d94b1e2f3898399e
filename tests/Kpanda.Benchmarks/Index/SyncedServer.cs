using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Kpanda.Benchmarks.Live;
using Kpanda.KubeModel;

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

    /// <summary>Removes clusters that were imported.</summary>
    public async Task RemoveAsync(IEnumerable<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in names)
        {
            using var answer = await server.Client.DeleteAsync($"{Api}/clusters/{name}", cancellationToken);
            answer.EnsureSuccessStatusCode();
        }
    }

    /// <summary>Changes that watches brought since the server started.</summary>
    public Task<double> ChangesAsync(CancellationToken cancellationToken) => server.MetricAsync("kpanda_sync_events", cancellationToken);

    /// <summary>Waits until every kind of this many clusters is in step, and stays so for a moment.</summary>
    public async Task UntilInStepAsync(int clusters, CancellationToken cancellationToken)
    {
        for (var calm = 0; calm < 4;)
        {
            await Task.Delay(Look, cancellationToken);
            var status = await StatusAsync(cancellationToken);
            var counts = status.GetProperty("counts");
            var inStep = counts.GetProperty("all").GetInt32() >= clusters && counts.GetProperty("behind").GetInt32() == 0 && status.GetProperty("watches").GetInt32() >= clusters;
            calm = inStep ? calm + 1 : 0;
        }
    }

    public async Task<int> WatchesAsync(CancellationToken cancellationToken) => (await StatusAsync(cancellationToken)).GetProperty("watches").GetInt32();

    /// <summary>Objects in the index.</summary>
    public async Task<long> ObjectsAsync(CancellationToken cancellationToken) =>
        long.Parse((await StatusAsync(cancellationToken)).GetProperty("objects").GetString()!, CultureInfo.InvariantCulture);

    /// <summary>Pods of the whole index.</summary>
    public Task<int> PodsAsync(CancellationToken cancellationToken) => PodFacts.CountAsync(server.Client, cancellationToken);

    /// <summary>The first pods of a cluster.</summary>
    public async Task<List<(string Namespace, string Name)>> SomePodsAsync(string cluster, CancellationToken cancellationToken)
    {
        var answer = await server.Client.GetFromJsonAsync<JsonElement>($"{Api}/clusters/{cluster}/pods?pageSize=1000", cancellationToken);
        return [.. answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("metadata")).Select(metadata => (metadata.GetProperty("namespace").GetString()!, metadata.GetProperty("name").GetString()!))];
    }

    /// <summary>Versions of all objects of a kind of a cluster.</summary>
    /// <param name="cluster">Its name in the product.</param>
    /// <param name="segment">The kind's part of the path.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Dictionary<ObjectKey, string>> VersionsAsync(string cluster, string segment, CancellationToken cancellationToken)
    {
        var versions = new Dictionary<ObjectKey, string>();
        for (var page = 1; ; page++)
        {
            var answer = await server.Client.GetFromJsonAsync<JsonElement>($"{Api}/clusters/{cluster}/{segment}?pageSize=1000&page={page}", cancellationToken);
            foreach (var metadata in answer.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("metadata")))
                versions[new(metadata.GetProperty("namespace").GetString()!, metadata.GetProperty("name").GetString()!)] = metadata.GetProperty("resourceVersion").ToString();
            if (page >= answer.GetProperty("pagination").GetProperty("pages").GetInt32()) return versions;
        }
    }

    private Task<JsonElement> StatusAsync(CancellationToken cancellationToken) => server.Client.GetFromJsonAsync<JsonElement>("/api/v1/sync?pageSize=1", cancellationToken);

    /// <summary>The version of a pod in the index; 0 where it is not there.</summary>
    public async Task<long> VersionAsync(string cluster, string ns, string name, CancellationToken cancellationToken)
    {
        var answer = await server.Client.GetFromJsonAsync<JsonElement>($"{Api}/clusters/{cluster}/namespaces/{ns}/pods?pageSize=1&fieldSelector=metadata.name%3D{name}", cancellationToken);
        foreach (var item in answer.GetProperty("items").EnumerateArray())
            return long.Parse(item.GetProperty("metadata").GetProperty("resourceVersion").ToString(), CultureInfo.InvariantCulture);
        return 0;
    }
}
