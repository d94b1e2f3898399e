using System.Globalization;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Seed;

/// <summary>
/// Fills an empty cluster with what a used one has: nodes, system components, applications of different ages and some faults. Everything is written in
/// its settled state, so nothing happens when the controllers start.
/// </summary>
public static class SandboxSeeder
{
    private const int LoadReplicas = 25;

    /// <summary>Seeds a cluster. Call it before the controllers run.</summary>
    public static void Seed(SandboxCluster cluster, SeedOptions options)
    {
        var bed = new SeedBed(cluster, options);
        var apps = SeedApps.For(cluster.Name, bed.Random).Select(app => app.Name == "kube-proxy" ? app with { Image = AppManifests.WithTag(app.Image, cluster.Version) } : app).ToList();
        var surroundings = new ClusterSeed(bed, options.AuthorityPem);
        surroundings.PlantNamespaces(apps);
        NodeSeed.Plant(bed);
        var storageClass = surroundings.PlantStorageClasses();
        SnapshotSeed.Plant(bed);
        surroundings.PlantApiService();
        surroundings.PlantRights(apps.Select(app => app.Namespace).Distinct());
        var pods = new PodSettler(bed);
        var workloads = new WorkloadSeed(bed, storageClass, pods);
        foreach (var app in apps)
        {
            surroundings.PlantConfiguration(app);
            workloads.Plant(app);
        }
        new JobSeed(bed, pods).Plant(apps);
        PlantLoad(bed, surroundings, workloads);
    }

    /// <summary>More of the same until there are as many pods as were asked for.</summary>
    private static void PlantLoad(SeedBed bed, ClusterSeed surroundings, WorkloadSeed workloads)
    {
        var left = (bed.Options.Pods ?? 0) - bed.Cluster.Store.Count(BuiltIn.Pods);
        for (var number = 1; left > 0; number++, left -= LoadReplicas)
        {
            var app = new SeedApp("load-" + ((number - 1) / 20).ToString("00", CultureInfo.InvariantCulture), $"worker-{number:0000}", "registry.acme.example/load/worker:1.0.0")
            {
                Replicas = Math.Min(left, LoadReplicas),
                Port = 0,
                Cpu = "20m",
                Memory = "32Mi",
            };
            if (number % 20 == 1)
                surroundings.PlantNamespaces([app]);
            workloads.Plant(app);
        }
    }
}
