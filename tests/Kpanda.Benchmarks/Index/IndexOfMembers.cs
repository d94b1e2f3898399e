using System.Diagnostics;
using Kpanda.Benchmarks.Live;
using Kpanda.KubeModel;

namespace Kpanda.Benchmarks.Index;

/// <summary>
/// The part of <c>bench index</c> with a network: the real server, simulated clusters in another process, the load in this one. What sync costs, how fresh the API is, what a thousand
/// clusters cost at rest, and whether a server that is killed goes on where it was.
/// </summary>
internal static class IndexOfMembers
{
    private const string Large = "large-";
    private const string Small = "small-";
    private const string Changing = "changing-";
    private const int PodsOfSmall = 20;
    private const int ChangingClusters = 10;
    private const int PodsOfChanging = 500;
    private const int SampledPerSecond = 50;
    private const int ComparedClusters = 10;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(20);

    /// <summary><c>--large N</c> clusters with <c>--large-pods N</c> each are synced and changed (<c>--changes N</c> a second); with <c>--members N</c> more the server is left alone.</summary>
    public static async Task RunAsync(BenchArguments arguments, List<Figure> figures, CancellationToken cancellationToken)
    {
        var (large, pods, members, changes) = (arguments.Number("large", 40), arguments.Number("large-pods", 5000), arguments.Number("members", 1000), arguments.Number("changes", 2000));
        await using var busy = await SandboxProcess.StartAsync(large, pods, cancellationToken);
        await using var server = await ServerProcess.StartAsync(cancellationToken, "--no-sandbox");
        await server.SignInAsync(cancellationToken);
        var synced = new SyncedServer(server);

        await SyncAsync(server, synced, busy, large, figures, cancellationToken);
        await FreshnessAsync(server, synced, busy, changes, arguments.Number("seconds", 20), figures, cancellationToken);
        await using var quiet = await SandboxProcess.StartAsync(members, PodsOfSmall, cancellationToken, nodes: 3, seed: 2);
        await synced.ImportAsync(quiet.Kubeconfigs, Small, cancellationToken);
        await synced.UntilInStepAsync(large + members, cancellationToken);
        await RestAsync(server, synced, large + members, figures, cancellationToken);
        await KillAsync(server, synced, large + members, figures, cancellationToken);
        await CompareAsync([new(synced, busy, Large), new(synced, quiet, Small)], figures, cancellationToken);
        if (arguments.Text("kubeconfig") is { Length: > 0 } file) figures.AddRange(await BesideMember.RunAsync(server, file, cancellationToken));
    }

    private static async Task SyncAsync(ServerProcess server, SyncedServer synced, SandboxProcess members, int clusters, List<Figure> figures, CancellationToken cancellationToken)
    {
        var (watch, cpu, before) = (Stopwatch.StartNew(), server.ProcessorTime(), members.ProcessorTime());
        await synced.ImportAsync(members.Kubeconfigs, Large, cancellationToken);
        await synced.UntilInStepAsync(clusters, cancellationToken);
        var objects = await synced.ObjectsAsync(cancellationToken);
        figures.Add(new("over HTTP: clusters synced", clusters, "", null));
        figures.Add(new("over HTTP: objects synced", objects, "", null));
        figures.Add(new("over HTTP: sync, server CPU per object, import and start included", (server.ProcessorTime() - cpu).TotalMicroseconds / objects, "µs", 60));
        figures.Add(new("over HTTP: sync, objects", objects / watch.Elapsed.TotalSeconds, "/s", null));
        figures.Add(new("over HTTP: sync, CPU of the members per object", (members.ProcessorTime() - before).TotalMicroseconds / objects, "µs", null));
    }

    private static async Task FreshnessAsync(ServerProcess server, SyncedServer synced, SandboxProcess members, int changes, int seconds, List<Figure> figures, CancellationToken cancellationToken)
    {
        var pods = new List<(string, ObjectKey)>();
        foreach (var cluster in members.Kubeconfigs.Keys) pods.AddRange((await synced.SomePodsAsync(Large + cluster, cancellationToken)).Select(pod => (cluster, new ObjectKey(pod.Namespace, pod.Name))));
        var clients = members.Kubeconfigs.Keys.ToDictionary(name => name, name => members.Client(name, http2: false), StringComparer.Ordinal);
        try
        {
            var freshness = new MemberFreshness(synced, clients, Large, pods);
            await freshness.AtRestAsync(20, cancellationToken);
            var rest = new Sample(await freshness.AtRestAsync(200, cancellationToken));
            figures.Add(new("over HTTP: a change at rest is in the API, p50", rest.At(0.5), "ms", null));
            figures.Add(new("over HTTP: a change at rest is in the API, p99", rest.At(0.99), "ms", 20));
            if (changes > 0) await UnderLoadAsync(server, synced, freshness, changes, members.Kubeconfigs.Count, TimeSpan.FromSeconds(seconds), figures, cancellationToken);
        }
        finally
        {
            foreach (var client in clients.Values) client.Transport.Dispose();
        }
    }

    // Clusters beside those that are looked at change by themselves: a writer for each change would take the processors that are to be measured.
    private static async Task UnderLoadAsync(
        ServerProcess server, SyncedServer synced, MemberFreshness freshness, int changes, int known, TimeSpan length, List<Figure> figures, CancellationToken cancellationToken)
    {
        await using var changing = await SandboxProcess.StartAsync(ChangingClusters, PodsOfChanging, cancellationToken, seed: 3, churn: changes);
        await synced.ImportAsync(changing.Kubeconfigs, Changing, cancellationToken);
        await synced.UntilInStepAsync(known + ChangingClusters, cancellationToken);
        var (cpu, load, before, watch) = (server.ProcessorTime(), changing.ProcessorTime(), await synced.ChangesAsync(cancellationToken), Stopwatch.StartNew());
        var delays = new Sample(await freshness.UnderLoadAsync(SampledPerSecond, length, cancellationToken));
        var (rate, seconds) = ((await synced.ChangesAsync(cancellationToken) - before) / watch.Elapsed.TotalSeconds, watch.Elapsed.TotalSeconds);
        figures.Add(new("over HTTP: changes that came", rate, "/s", null));
        figures.Add(new("over HTTP: changes short of what was to come", Math.Max(0, changes - rate), "/s", changes * 0.02));
        figures.Add(new("over HTTP: a change under load is in the API, p50", delays.At(0.5), "ms", null));
        figures.Add(new("over HTTP: a change under load is in the API, p99", delays.At(0.99), "ms", 500));
        figures.Add(new("over HTTP: server CPU under load", (server.ProcessorTime() - cpu).TotalMilliseconds / seconds, "ms/s", null));
        figures.Add(new("over HTTP: CPU of the members that change", (changing.ProcessorTime() - load).TotalMilliseconds / seconds, "ms/s", null));
        await synced.RemoveAsync(changing.Kubeconfigs.Keys.Select(name => Changing + name), cancellationToken);
    }

    private static async Task RestAsync(ServerProcess server, SyncedServer synced, int clusters, List<Figure> figures, CancellationToken cancellationToken)
    {
        var (cpu, watch) = (server.ProcessorTime(), Stopwatch.StartNew());
        await Task.Delay(Rest, cancellationToken);
        figures.Add(new("over HTTP: clusters at rest", clusters, "", null));
        figures.Add(new("over HTTP: server CPU at rest", (server.ProcessorTime() - cpu).TotalMilliseconds / watch.Elapsed.TotalSeconds / 10, "% of a core", 10));
        figures.Add(new("over HTTP: watches held", await synced.WatchesAsync(cancellationToken), "", null));
        figures.Add(new("over HTTP: server memory", server.ResidentMegabytes(), "MB", 1536));
    }

    private static async Task KillAsync(ServerProcess server, SyncedServer synced, int clusters, List<Figure> figures, CancellationToken cancellationToken)
    {
        var pods = await synced.PodsAsync(cancellationToken);
        var watch = Stopwatch.StartNew();
        await server.KillAndStartAsync(cancellationToken);
        await server.SignInAsync(cancellationToken);
        while (await synced.PodsAsync(cancellationToken) < pods * 0.99) await Task.Delay(50, cancellationToken);
        var answering = watch.Elapsed.TotalSeconds;
        await synced.UntilInStepAsync(clusters, cancellationToken);
        figures.Add(new("over HTTP: killed and started again, until it answers", answering, "s", 5));
        figures.Add(new("over HTTP: killed and started again, until every watch is resumed", watch.Elapsed.TotalSeconds, "s", null));
        figures.Add(new("over HTTP: whole collections listed since", await server.MetricAsync("kpanda_sync_lists", cancellationToken), "", 0));
    }

    private static async Task CompareAsync(MemberComparison[] comparisons, List<Figure> figures, CancellationToken cancellationToken)
    {
        var (compared, different) = (0, 0);
        foreach (var comparison in comparisons)
        {
            var (looked, stays) = await comparison.RunAsync(ComparedClusters, cancellationToken);
            (compared, different) = (compared + looked, different + stays);
        }

        figures.Add(new("over HTTP: objects compared with their members after that", compared, "", null));
        figures.Add(new("over HTTP: objects that differ", different, "", 0));
    }
}
