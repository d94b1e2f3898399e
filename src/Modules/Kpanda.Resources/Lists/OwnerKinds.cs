using Kpanda.KubeModel;

namespace Kpanda.Resources.Lists;

/// <summary>The kinds that the parameter <c>kind</c> of lists can name.</summary>
public static class OwnerKinds
{
    private static readonly Dictionary<string, GroupResource> Resources = new(StringComparer.Ordinal)
    {
        ["Deployment"] = new("apps", "deployments"),
        ["StatefulSet"] = new("apps", "statefulsets"),
        ["DaemonSet"] = new("apps", "daemonsets"),
        ["ReplicaSet"] = new("apps", "replicasets"),
        ["Job"] = new("batch", "jobs"),
        ["CronJob"] = new("batch", "cronjobs"),
        ["Service"] = new("", "services"),
        ["NetworkPolicy"] = new("networking.k8s.io", "networkpolicies"),
    };

    /// <summary>The collection of a kind.</summary>
    public static GroupResource Resource(string kind) => Resources[kind];
}
