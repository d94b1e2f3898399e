using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Controllers.DaemonSets;
using Kpanda.Sandbox.Controllers.Deployments;
using Kpanda.Sandbox.Controllers.Services;
using Kpanda.Sandbox.Controllers.StatefulSets;
using Kpanda.Sandbox.Controllers.Storage;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Seed;

/// <summary>Workloads with their ReplicaSets, revisions, claims and pods, as their controllers would have left them.</summary>
internal sealed class WorkloadSeed(SeedBed bed, JsonObject storageClass, PodSettler pods)
{
    public void Plant(SeedApp app)
    {
        var created = bed.Ago(TimeSpan.FromDays(6), TimeSpan.FromDays(200));
        var behind = app.Kind switch
        {
            "StatefulSet" => StatefulSet(app, created),
            "DaemonSet" => DaemonSet(app, created),
            _ => Deployment(app, created),
        };
        if (app.Port > 0)
            PlantService(app, created, behind);
    }

    private List<JsonObject> Deployment(SeedApp app, DateTimeOffset created)
    {
        var deployment = AppManifests.Workload(app);
        deployment.Ensure("metadata")["uid"] = bed.NewUid();
        var sets = new List<JsonObject>();
        var made = new List<JsonObject>();
        var revisions = bed.Random.Next(1, 4);
        var rolledOut = app.Fault == SeedFault.None ? bed.Ago(TimeSpan.FromHours(3), TimeSpan.FromDays(6)) : bed.Ago(TimeSpan.FromMinutes(50), TimeSpan.FromHours(7));
        for (var revision = 1; revision <= revisions; revision++)
        {
            var newest = revision == revisions;
            SetImage(deployment, newest ? app.Image : AppManifests.WithTag(app.Image, $"{revision}.0.{bed.Random.Next(9)}"));
            var stuck = newest && app.Fault == SeedFault.ImagePull;
            var time = newest && !stuck ? rolledOut : created.AddDays(revision - 1);
            sets.Add(ReplicaSet(deployment, revision, time, newest ? app.Replicas : 0, made, app.Replicas));
        }
        if (app.Fault == SeedFault.ImagePull)
        {
            SetImage(deployment, AppManifests.WithTag(app.Image, "does-not-exist"));
            sets.Add(ReplicaSet(deployment, ++revisions, rolledOut, 1, made, app.Replicas));
        }
        deployment.SetAnnotation(DeploymentRevisions.Annotation, DeploymentRevisions.Number(revisions));
        deployment.Ensure("metadata")["generation"] = revisions;
        deployment["status"] = Status(deployment, sets, rolledOut);
        bed.Put(BuiltIn.Deployments, deployment, created);
        return made;
    }

    private JsonObject Status(JsonObject deployment, List<JsonObject> sets, DateTimeOffset rolledOut)
    {
        var newest = sets[^1];
        // The status is computed twice: first as the roll-out began, then as it stands now, past its deadline where it did not end.
        deployment["status"] = new JsonObject();
        DeploymentStatus.Set(deployment.Ensure("status"), "Progressing", "True", "ReplicaSetUpdated", $"ReplicaSet \"{newest.Name()}\" is progressing.", rolledOut);
        deployment["status"] = DeploymentStatus.Compute(deployment, newest, sets, rolledOut.AddSeconds(20));
        return DeploymentStatus.Compute(deployment, newest, sets, rolledOut.AddSeconds(20) < bed.Now.AddMinutes(-11) ? rolledOut.AddSeconds(621) : bed.Now);
    }

    private JsonObject ReplicaSet(JsonObject deployment, int revision, DateTimeOffset created, int replicas, List<JsonObject> made, int desired)
    {
        var set = DeploymentController.Make(deployment, replicas);
        set.Ensure("metadata")["uid"] = bed.NewUid();
        set.Ensure("metadata")["generation"] = 1;
        DeploymentRevisions.Annotate(set, deployment, revision, desired, desired + RolloutBounds.Of(deployment, desired).MaxSurge);
        var own = new List<JsonObject>();
        for (var i = 0; i < replicas; i++)
            own.Add(pods.Settle(PodFactory.FromTemplate(set, set.ObjectAt("spec", "template")!, bed.Random), created.AddSeconds(i)));
        made.AddRange(own);
        var status = new JsonObject { ["replicas"] = replicas };
        status.SetOrOmit("fullyLabeledReplicas", replicas);
        status.SetOrOmit("readyReplicas", own.Count(pod => pod.IsReady()));
        status.SetOrOmit("availableReplicas", own.Count(pod => pod.IsReady()));
        status["observedGeneration"] = 1;
        set["status"] = status;
        return bed.Put(BuiltIn.ReplicaSets, set, created);
    }

    private List<JsonObject> StatefulSet(SeedApp app, DateTimeOffset created)
    {
        var set = AppManifests.Workload(app);
        set.Ensure("metadata")["uid"] = bed.NewUid();
        set.Ensure("metadata")["generation"] = 1;
        var revision = TemplateRevisions.Make(set, 1, StatefulSetController.HashLabel);
        bed.Put(BuiltIn.ControllerRevisions, revision, created);
        var made = new List<JsonObject>();
        var since = bed.Ago(TimeSpan.FromHours(5), TimeSpan.FromDays(20));
        since = since < created ? created.AddSeconds(2) : since;
        for (var ordinal = 0; ordinal < app.Replicas; ordinal++)
        {
            foreach (var claim in StatefulPods.Claims(set, ordinal))
                PlantClaim(claim, created.AddSeconds(ordinal * 15));
            var pod = StatefulPods.Make(set, TemplateRevisions.TemplateOf(revision), revision.Name(), ordinal, bed.Random);
            made.Add(pods.Settle(pod, since.AddSeconds(ordinal * 15)));
        }
        set["status"] = StatefulSetStatus.Compute(set, made, revision.Name(), revision.Name(), bed.Now);
        bed.Put(BuiltIn.StatefulSets, set, created);
        return made;
    }

    private void PlantClaim(JsonObject claim, DateTimeOffset created)
    {
        claim.Ensure("metadata")["uid"] = bed.NewUid();
        claim.Ensure("metadata")["finalizers"] = new JsonArray("kubernetes.io/pvc-protection");
        var volume = VolumeFactory.Volume(claim, storageClass);
        VolumeFactory.Bind(claim, volume);
        bed.Put(BuiltIn.PersistentVolumes, volume, created);
        bed.Put(BuiltIn.PersistentVolumeClaims, claim, created);
    }

    private List<JsonObject> DaemonSet(SeedApp app, DateTimeOffset created)
    {
        var set = AppManifests.Workload(app);
        set.Ensure("metadata")["uid"] = bed.NewUid();
        set.Ensure("metadata")["generation"] = 1;
        var revision = TemplateRevisions.Make(set, 1, TemplateRevisions.PodLabel);
        bed.Put(BuiltIn.ControllerRevisions, revision, created);
        var hash = TemplateRevisions.HashOf(revision);
        var made = new List<JsonObject>();
        var since = bed.Ago(TimeSpan.FromDays(2), TimeSpan.FromDays(30));
        since = since < created ? created.AddSeconds(2) : since;
        foreach (var node in bed.Nodes.Where(node => DaemonPods.Suits(set, node).ShouldRun))
            made.Add(pods.Settle(DaemonPods.Make(set, hash, node.Name(), bed.Random), since, node));
        set["status"] = DaemonSetStatus.Compute(set, made, bed.Nodes, hash, bed.Now);
        bed.Put(BuiltIn.DaemonSets, set, created);
        return made;
    }

    private void PlantService(SeedApp app, DateTimeOffset created, List<JsonObject> behind)
    {
        var address = app.Kind == "StatefulSet" ? "None" : app.Name == "coredns" ? bed.DnsAddress : bed.NextServiceAddress();
        var service = AppManifests.Service(app, address);
        if (app.Name == "coredns")
            service.Ensure("metadata")["name"] = "kube-dns";
        bed.Put(BuiltIn.Services, service, created);
        var sorted = behind.Where(pod => pod.TextAt("status", "podIP") is not null).OrderBy(pod => pod.Name(), StringComparer.Ordinal).ToList();
        bed.Put(BuiltIn.Endpoints, EndpointLists.Endpoints(service, sorted), created);
        bed.Put(BuiltIn.EndpointSlices, EndpointLists.Slice(service, sorted), created);
        if (app.Host is not null)
            bed.Put(BuiltIn.Ingresses, AppManifests.Ingress(app), created);
    }

    private static void SetImage(JsonObject workload, string image) => workload["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = image;
}
