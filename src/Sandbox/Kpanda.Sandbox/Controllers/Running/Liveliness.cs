using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers.Deployments;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.Running;

/// <summary>Does now and then what people and machines do to a cluster: restarts a healthy Deployment, or loses one of its pods.</summary>
internal sealed class Liveliness(ControlPlane plane) : IController
{
    private static readonly ObjectKey Only = new("", "default");

    public IReadOnlyList<GroupResource>? Watched { get; } = [BuiltIn.Namespaces];

    public void Observe(StoreEvent change, Action<ObjectKey> enqueue)
    {
        if (change.Type == StoreEventType.Added && change.Object.Key == Only)
            enqueue(Only);
    }

    public TimeSpan? Reconcile(ObjectKey key)
    {
        var healthy = plane.Store.List(BuiltIn.Deployments).Where(item => item.Key.Namespace != "kube-system").Select(item => item.ToNode()).Where(IsHealthy).ToList();
        if (healthy.Count > 0)
            Disturb(healthy[plane.Random.Next(healthy.Count)]);
        return TimeSpan.FromSeconds(plane.Random.Next(30, 150));
    }

    private static bool IsHealthy(JsonObject deployment) =>
        deployment.IntAt("spec", "replicas") is > 0 and var wanted && DeploymentStatus.IsComplete(deployment.ObjectAt("status") ?? [], wanted);

    private void Disturb(JsonObject deployment)
    {
        var (ns, name) = deployment.Key();
        if (plane.Random.Next(2) == 0)
        {
            plane.Store.Update(BuiltIn.Deployments, ns, name, item =>
            {
                item.Ensure("spec").Ensure("template").Ensure("metadata").Ensure("annotations")["kubectl.kubernetes.io/restartedAt"] = KubeJson.Timestamp(plane.Now);
                return item;
            });
            return;
        }
        var sets = plane.Owned(BuiltIn.ReplicaSets, deployment);
        var pods = sets.SelectMany(set => plane.Owned(BuiltIn.Pods, set)).Where(pod => pod.IsActive()).ToList();
        if (pods.Count == 0)
            return;
        var pod = pods[plane.Random.Next(pods.Count)];
        plane.Store.Delete(BuiltIn.Pods, ns, pod.Name());
    }
}
