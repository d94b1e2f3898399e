using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Load;

/// <summary>
/// Changes clusters as their users would, by the thousand: labels of pods, settings, sizes of Deployments, lost pods, ConfigMaps that come and go. The same seed over the same
/// clusters makes the same changes. Not thread-safe.
/// </summary>
public sealed class Churn(IReadOnlyList<SandboxCluster> clusters, int seed)
{
    private const string Mark = "sandbox.kpanda.io/churn";
    private const int MostReplicas = 30;
    private const int MostMade = 1_000;
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    private readonly Random random = new(seed);
    private readonly Queue<(SandboxCluster Cluster, ObjectKey Key)> made = new();

    /// <summary>How many changes were made so far.</summary>
    public long Changes { get; private set; }

    /// <summary>Makes <paramref name="perSecond"/> changes a second, or fewer where the machine is too slow, until cancelled.</summary>
    public async Task RunAsync(int perSecond, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Beat, time);
        var due = 0.0;
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            // What could not be made in time is not made up for.
            due = Math.Min(perSecond, due + (perSecond * Beat.TotalSeconds));
            for (; due >= 1 && !cancellationToken.IsCancellationRequested; due--) Next();
        }
    }

    /// <summary>Makes the next change, and says what it was: <c>scale prod-shanghai deployments.apps shop/cart</c>.</summary>
    public string Next()
    {
        Changes++;
        var cluster = clusters[random.Next(clusters.Count)];
        return random.Next(100) switch
        {
            < 45 => Touch(cluster, BuiltIn.Pods),
            < 65 => Touch(cluster, BuiltIn.ConfigMaps),
            < 80 => Scale(cluster),
            < 88 => Lose(cluster),
            _ => Make(cluster),
        };
    }

    private string Touch(SandboxCluster cluster, GroupResource resource)
    {
        if (Pick(cluster, resource) is not { } key) return Make(cluster);
        var number = Changes.ToString(CultureInfo.InvariantCulture);
        cluster.Store.Update(resource, key.Namespace, key.Name, item =>
        {
            item.SetAnnotation(Mark, number);
            return item;
        });
        return $"touch {cluster.Name} {resource} {key}";
    }

    private string Scale(SandboxCluster cluster)
    {
        if (Pick(cluster, BuiltIn.Deployments) is not { } key) return Make(cluster);
        var by = random.Next(2) == 0 ? -1 : 1;
        cluster.Store.Update(BuiltIn.Deployments, key.Namespace, key.Name, item =>
        {
            item.Ensure("spec")["replicas"] = Math.Clamp((item.IntAt("spec", "replicas") ?? 1) + by, 1, MostReplicas);
            return item;
        });
        return $"scale {cluster.Name} {BuiltIn.Deployments} {key}";
    }

    private string Lose(SandboxCluster cluster)
    {
        if (Pick(cluster, BuiltIn.Pods) is not { } key) return Make(cluster);
        cluster.Store.Delete(BuiltIn.Pods, key.Namespace, key.Name);
        return $"lose {cluster.Name} {BuiltIn.Pods} {key}";
    }

    // What was made goes again, the oldest first, so that a long run does not fill the clusters.
    private string Make(SandboxCluster cluster)
    {
        if (made.Count >= MostMade)
        {
            var (where, old) = made.Dequeue();
            where.Store.Delete(BuiltIn.ConfigMaps, old.Namespace, old.Name);
            return $"delete {where.Name} {BuiltIn.ConfigMaps} {old}";
        }

        var key = new ObjectKey("default", string.Create(CultureInfo.InvariantCulture, $"churn-{seed}-{Changes}"));
        cluster.Store.Create(BuiltIn.ConfigMaps, new JsonObject
        {
            ["kind"] = "ConfigMap",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject { ["name"] = key.Name, ["namespace"] = key.Namespace },
            ["data"] = new JsonObject { ["value"] = random.Next().ToString(CultureInfo.InvariantCulture) },
        });
        made.Enqueue((cluster, key));
        return $"make {cluster.Name} {BuiltIn.ConfigMaps} {key}";
    }

    // The cluster's own components are left alone.
    private ObjectKey? Pick(SandboxCluster cluster, GroupResource resource)
    {
        for (var tries = 0; tries < 10; tries++)
        {
            var count = cluster.Store.Count(resource);
            if (count == 0) return null;
            if (cluster.Store.At(resource, random.Next(count)) is { } found && !found.Key.Namespace.StartsWith("kube-", StringComparison.Ordinal)) return found.Key;
        }

        return null;
    }
}
