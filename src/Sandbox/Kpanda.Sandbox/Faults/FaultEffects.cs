using System.Text.Json.Nodes;
using Kpanda.Sandbox.Controllers;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Nodes;
using Kpanda.Sandbox.Rules.Policies;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Faults;

/// <summary>What some faults change in the cluster when they begin, and how that is put back when they end.</summary>
internal static class FaultEffects
{
    private const string QuotaName = "sandbox-full-quota";
    private static readonly string[] Limited = ["pods", "configmaps", "secrets", "services", "persistentvolumeclaims", "count/deployments.apps", "count/statefulsets.apps", "count/jobs.batch", "count/cronjobs.batch"];

    /// <returns>What puts it back.</returns>
    public static Action Begin(SandboxCluster cluster, Fault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.NodeDown:
                return TakePower(cluster.Store, fault.Node!);
            case FaultKind.FullQuota:
                return FillQuota(cluster, fault.Namespace!);
            case FaultKind.ClockSkew:
                var by = TimeSpan.FromSeconds(fault.Seconds);
                cluster.Clock.Shift(by);
                return () => cluster.Clock.Shift(-by);
            case FaultKind.DataLoss:
                var kept = cluster.Store.Everything();
                return () => GoBack(cluster, kept);
            default:
                return static () => { };
        }
    }

    private static Action TakePower(ObjectStore store, string name)
    {
        var before = store.Get(BuiltIn.Nodes, "", name)?.ToNode().Annotation(HeartbeatController.PowerAnnotation);
        SetPower("off");
        return () => SetPower(before);

        void SetPower(string? power) => store.Update(BuiltIn.Nodes, "", name, node =>
        {
            var annotations = node.Ensure("metadata").Ensure("annotations");
            if (power is null) annotations.Remove(HeartbeatController.PowerAnnotation);
            else annotations[HeartbeatController.PowerAnnotation] = power;
            return node;
        });
    }

    // A quota that allows exactly what there is. Everything that counts and refuses does so as for any other.
    private static Action FillQuota(SandboxCluster cluster, string ns)
    {
        var hard = new JsonObject(Limited.Select(name => KeyValuePair.Create<string, JsonNode?>(name, "0")));
        var quota = new JsonObject { ["metadata"] = new JsonObject { ["name"] = QuotaName, ["namespace"] = ns }, ["spec"] = new JsonObject { ["hard"] = hard } };
        foreach (var (name, used) in QuotaUsage.Of(cluster, quota)) hard[name] = used.ToString();
        cluster.Store.Create(BuiltIn.ResourceQuotas, quota);
        return () => cluster.Store.Delete(BuiltIn.ResourceQuotas, ns, QuotaName, DeleteRequest.Now);
    }

    // Kubelets go on renewing their leases while etcd is put back; what they said meanwhile they say again.
    private static void GoBack(SandboxCluster cluster, StoreState kept)
    {
        var leases = cluster.Store.List(BuiltIn.Leases, HeartbeatController.Namespace).Select(lease => lease.ToNode()).ToList();
        cluster.Store.GoBackTo(kept);
        cluster.Pages.Clear();
        foreach (var lease in leases)
        {
            cluster.Store.Update(BuiltIn.Leases, HeartbeatController.Namespace, lease.Name(), restored =>
            {
                restored["spec"] = lease["spec"]?.DeepClone();
                return restored;
            });
        }
    }
}
