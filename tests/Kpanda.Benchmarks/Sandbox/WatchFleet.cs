using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Load;

namespace Kpanda.Benchmarks.Sandbox;

/// <summary>Many watches over all clusters while a seeded generator changes them: each must be told everything, once and in order.</summary>
internal sealed class WatchFleet(IReadOnlyList<SandboxCluster> clusters, SandboxClient client)
{
    private const int Opening = 64;
    private static readonly byte[] Last = "\"bench.kpanda.io/last\":\"yes\""u8.ToArray();

    // Of ten watches, what each follows.
    private static readonly (GroupResource Resource, string Path)[] Followed =
    [
        (BuiltIn.Pods, "/api/v1/pods"), (BuiltIn.Deployments, "/apis/apps/v1/deployments"), (BuiltIn.ConfigMaps, "/api/v1/configmaps"), (BuiltIn.Pods, "/api/v1/pods"), (BuiltIn.ReplicaSets, "/apis/apps/v1/replicasets"),
        (BuiltIn.Pods, "/api/v1/pods"), (BuiltIn.Deployments, "/apis/apps/v1/deployments"), (BuiltIn.ConfigMaps, "/api/v1/configmaps"), (BuiltIn.Pods, "/api/v1/pods"), (BuiltIn.ReplicaSets, "/apis/apps/v1/replicasets"),
    ];

    public async Task<IReadOnlyList<Figure>> MeasureAsync(int count, int seed, int perSecond, TimeSpan length, CancellationToken cancellationToken)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        var watches = new CountedWatch[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Opening, CancellationToken = cancellationToken }, async (number, cancel) =>
        {
            var cluster = clusters[number % clusters.Count];
            var path = PathOf(number);
            // From the newest version on: what is there already is not what is measured.
            watches[number] = new CountedWatch(await client.FollowAsync(cluster, $"{path}?watch=1&resourceVersion={cluster.Store.Version}", cancel), $"{number} of {cluster.Name}{path}");
        });
        var opened = clock.Elapsed;
        Console.Error.WriteLine($"{count} watches open after {opened.TotalSeconds:0.0} s");
        var reading = watches.Select(watch => watch.ReadUntilAsync(Last, cancellationToken)).ToList();
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)count;

        clock.Restart();
        var churn = new Churn(clusters, seed);
        using (var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            end.CancelAfter(length);
            try
            {
                await churn.RunAsync(perSecond, TimeProvider.System, end.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // It ran as long as it was to.
            }
        }

        var changing = clock.Elapsed;
        foreach (var cluster in clusters.Take(count)) MarkLast(cluster);
        await Task.WhenAll(reading);
        var events = watches.Sum(watch => watch.Events);
        return
        [
            new($"opening {count} watches", opened.TotalSeconds, "s", null),
            new("memory of one watch, both ends", bytes / 1024, "KB", null),
            new($"changes made (seed {seed})", churn.Changes / changing.TotalSeconds, "/s", null),
            new($"events to {count} watches, in order", events / clock.Elapsed.TotalSeconds, "/s", null),
            new("watches that were told everything", reading.Count(task => task.IsCompletedSuccessfully), "", count) { IsLeast = true },
        ];
    }

    // The clusters of the first round have the first watch of the list, those of the next its second.
    private string PathOf(int number) => Followed[number / clusters.Count % Followed.Length].Path;

    // The last line of every watch: an object of each kind is written once more.
    private static void MarkLast(SandboxCluster cluster)
    {
        foreach (var resource in Followed.Select(followed => followed.Resource).Distinct())
        {
            // A controller may take an object away that was just found.
            while (!cluster.Store.List(resource).Any(found => Mark(cluster, resource, found.Key)))
            {
            }
        }
    }

    private static bool Mark(SandboxCluster cluster, GroupResource resource, ObjectKey key) => cluster.Store.Update(resource, key.Namespace, key.Name, item =>
    {
        var meta = item["metadata"]!.AsObject();
        if (meta["annotations"] is not JsonObject notes) meta["annotations"] = notes = [];
        notes["bench.kpanda.io/last"] = "yes";
        return item;
    }).Ok;
}
