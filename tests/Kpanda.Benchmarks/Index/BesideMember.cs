using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Kpanda.Kube;
using Kpanda.Kube.Dial;
using Kpanda.Kube.Kubeconfig;
using Kpanda.Kube.Transport;
using Kpanda.KubeModel;

namespace Kpanda.Benchmarks.Index;

/// <summary>With <c>--kubeconfig FILE</c>: a real cluster is imported, and asked what the API is asked, in turn, so that both see the same load of the machine.</summary>
internal static class BesideMember
{
    private const string Name = "beside";
    private const int Rounds = 200;
    private const int Objects = 500;
    private const string Namespace = "kpanda-bench";
    private static readonly GroupVersionResource ConfigMaps = new("", "v1", "configmaps");

    public static async Task<IReadOnlyList<Figure>> RunAsync(ServerProcess server, string file, CancellationToken cancellationToken)
    {
        var text = await File.ReadAllTextAsync(file, cancellationToken);
        if (!KubeconfigReader.TryRead(text, KubeconfigPolicy.Strict, TimeProvider.System.GetUtcNow(), out var kubeconfig, out var refusal)) throw new InvalidOperationException($"{file} cannot be read: {refusal}");
        using var transport = new ClusterTransport(
            kubeconfig.Connection, new DirectDialer(new EgressPolicy(AllowLoopback: true, AllowPrivate: true)), TransportOptions.Default with { CallsPerSecond = 10_000, Burst = 10_000 });
        var member = new KubeClient(transport, KubeIdentity.Platform);
        await new SyncedServer(server).ImportAsync(new Dictionary<string, string> { [Name] = text }, "", cancellationToken);
        await FillAsync(member, cancellationToken);
        try
        {
            const string list = $"/apis/kpanda.io/v1alpha1/clusters/{Name}/namespaces/{Namespace}/configmaps";
            while (await TotalAsync(server.Client, list, cancellationToken) < Objects) await Task.Delay(100, cancellationToken);
            var page = new KubeListOptions { Limit = 100 };
            return
            [
                .. await CompareAsync("page of 100", () => server.Client.GetByteArrayAsync($"{list}?pageSize=100", cancellationToken), () => MustAsync(member.ListAsync(ConfigMaps, Namespace, page, cancellationToken))),
                .. await CompareAsync(
                    "by label",
                    () => server.Client.GetByteArrayAsync($"{list}?pageSize=100&labelSelector=group%3D7", cancellationToken),
                    () => MustAsync(member.ListAsync(ConfigMaps, Namespace, page with { LabelSelector = "group=7" }, cancellationToken))),
                .. await CompareAsync(
                    "one by its name",
                    () => server.Client.GetByteArrayAsync($"{list}?pageSize=1&fieldSelector=metadata.name%3Dobject-77", cancellationToken),
                    () => MustAsync(member.GetAsync(ConfigMaps, new ObjectKey(Namespace, "object-77"), cancellationToken))),
            ];
        }
        finally
        {
            await member.DeleteAsync(new GroupVersionResource("", "v1", "namespaces"), new ObjectKey("", Namespace), new KubeDeleteOptions(), CancellationToken.None);
        }
    }

    private static async Task FillAsync(KubeClient member, CancellationToken cancellationToken)
    {
        await MustAsync(member.CreateAsync(new GroupVersionResource("", "v1", "namespaces"), "", JsonSerializer.SerializeToNode(new { apiVersion = "v1", kind = "Namespace", metadata = new { name = Namespace } })!, KubeWriteOptions.Default, cancellationToken));
        for (var i = 0; i < Objects; i++)
        {
            var obj = new
            {
                apiVersion = "v1",
                kind = "ConfigMap",
                metadata = new { name = $"object-{i}", labels = new Dictionary<string, string> { ["group"] = $"{i % 10}" } },
                data = new Dictionary<string, string> { ["text"] = new('x', 3500) },
            };
            await MustAsync(member.CreateAsync(ConfigMaps, Namespace, JsonSerializer.SerializeToNode(obj)!, KubeWriteOptions.Default, cancellationToken));
        }
    }

    private static async Task<int> TotalAsync(HttpClient api, string list, CancellationToken cancellationToken) =>
        (await api.GetFromJsonAsync<JsonElement>($"{list}?pageSize=1", cancellationToken)).GetProperty("pagination").GetProperty("total").GetInt32();

    private static async Task<IEnumerable<Figure>> CompareAsync(string what, Func<Task> ours, Func<Task> theirs)
    {
        var (mine, members) = (new double[Rounds], new double[Rounds]);
        for (var i = -20; i < Rounds; i++)
        {
            var (a, b) = (await TimeAsync(ours), await TimeAsync(theirs));
            if (i >= 0) (mine[i], members[i]) = (a, b);
        }

        var (own, other) = (new Sample(mine).At(0.5), new Sample(members).At(0.5));
        return
        [
            new($"beside a real cluster: {what}, p50", own, "ms", null),
            new($"beside a real cluster: {what}, its own API server, p50", other, "ms", null),
            new($"beside a real cluster: {what}, its time for one of ours", other / own, "", null),
        ];
    }

    private static async Task<double> TimeAsync(Func<Task> question)
    {
        var watch = Stopwatch.GetTimestamp();
        await question();
        return Stopwatch.GetElapsedTime(watch).TotalMilliseconds;
    }

    private static async Task MustAsync<T>(Task<KubeResult<T>> call)
    {
        if (!(await call).TryGet(out _, out var failure)) throw new InvalidOperationException($"The cluster refused: {failure}");
    }
}
