using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.Services;

/// <summary>
/// Gives Services of type LoadBalancer an outer address, and Ingresses of a class that is there the address of their controller. The addresses are of the
/// ranges for documentation (RFC 5737): nobody has them.
/// </summary>
internal sealed class LoadBalancerController(ControlPlane plane) : IController
{
    private const string Component = "service-controller";
    private const string Cleanup = "service.kubernetes.io/load-balancer-cleanup";
    private const string DefaultClass = "ingressclass.kubernetes.io/is-default-class";
    private const string IngressAddress = "203.0.113.10";
    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(1);
    private static readonly string[] Pool = [.. Enumerable.Range(11, 244).Select(i => $"203.0.113.{i}"), .. Enumerable.Range(1, 254).Select(i => $"198.51.100.{i}")];

    public IReadOnlyList<GroupResource>? Watched { get; } = [BuiltIn.Services, BuiltIn.Ingresses, BuiltIn.IngressClasses];

    public void Observe(StoreEvent change, Action<ObjectKey> enqueue)
    {
        if (change.Type == StoreEventType.Deleted)
            return;
        if (change.Object.Resource != BuiltIn.IngressClasses)
        {
            enqueue(change.Object.Key);
            return;
        }
        foreach (var ingress in plane.Store.List(BuiltIn.Ingresses))
            enqueue(ingress.Key);
    }

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (plane.Get(BuiltIn.Ingresses, key) is { } ingress)
            Publish(ingress, key);
        if (plane.Get(BuiltIn.Services, key) is not { } service)
            return null;
        var wanted = service.TextAt("spec", "type") == "LoadBalancer" && service.TextAt("spec", "loadBalancerClass") is null && !service.IsDeleting();
        if (wanted)
            return service.ArrayAt("status", "loadBalancer", "ingress") is { Count: > 0 } ? null : Ensure(service, key);
        if (service.ArrayAt("metadata", "finalizers").Texts().Contains(Cleanup))
            Release(service, key);
        return null;
    }

    private TimeSpan? Ensure(JsonObject service, ObjectKey key)
    {
        plane.Events.Record(service, "Normal", "EnsuringLoadBalancer", "Ensuring load balancer", Component);
        if (Free(service) is not { } address)
        {
            plane.Events.Record(service, "Warning", "SyncLoadBalancerFailed", "Error syncing load balancer: failed to ensure load balancer: no address is left", Component);
            return Retry;
        }
        plane.Store.Update(BuiltIn.Services, key.Namespace, key.Name, item =>
        {
            var meta = item.Ensure("metadata");
            if (meta["finalizers"] is not JsonArray finalizers)
                meta["finalizers"] = finalizers = [];
            if (!finalizers.Texts().Contains(Cleanup))
                finalizers.Add(Cleanup);
            item["status"] = new JsonObject { ["loadBalancer"] = new JsonObject { ["ingress"] = new JsonArray(new JsonObject { ["ip"] = address, ["ipMode"] = "VIP" }) } };
            return item;
        }, UpdateKind.Whole);
        plane.Events.Record(service, "Normal", "EnsuredLoadBalancer", "Ensured load balancer", Component);
        return null;
    }

    private void Release(JsonObject service, ObjectKey key)
    {
        plane.Events.Record(service, "Normal", "DeletingLoadBalancer", "Deleting load balancer", Component);
        plane.Store.Update(BuiltIn.Services, key.Namespace, key.Name, item =>
        {
            item["status"] = new JsonObject { ["loadBalancer"] = new JsonObject() };
            return item;
        }, UpdateKind.Status);
        plane.Events.Record(service, "Normal", "DeletedLoadBalancer", "Deleted load balancer", Component);
        plane.RemoveFinalizer(BuiltIn.Services, key, Cleanup);
    }

    /// <summary>The address that a Service asks for, else one that no other has; the same for the same Service where it can be. Null when none is left.</summary>
    private string? Free(JsonObject service)
    {
        var taken = plane.Store.List(BuiltIn.Services).Select(item => item.ToNode()).SelectMany(item => item.ObjectsAt("status", "loadBalancer", "ingress"))
            .Select(entry => entry.TextAt("ip")).ToHashSet();
        if (service.TextAt("spec", "loadBalancerIP") is { Length: > 0 } asked)
            return taken.Contains(asked) ? null : asked;
        var first = (int)(SafeNames.Hash64($"{service.Namespace()}/{service.Name()}") % (ulong)Pool.Length);
        return Pool[first..].Concat(Pool[..first]).FirstOrDefault(address => !taken.Contains(address));
    }

    private void Publish(JsonObject ingress, ObjectKey key)
    {
        if (ingress.IsDeleting() || ingress.ArrayAt("status", "loadBalancer", "ingress") is { Count: > 0 } || !IsServed(ingress))
            return;
        plane.WriteStatus(BuiltIn.Ingresses, key, new JsonObject { ["loadBalancer"] = new JsonObject { ["ingress"] = new JsonArray(new JsonObject { ["ip"] = IngressAddress }) } });
        plane.Events.Record(ingress, "Normal", "Sync", "Scheduled for sync", "nginx-ingress-controller");
    }

    private bool IsServed(JsonObject ingress)
    {
        if ((ingress.TextAt("spec", "ingressClassName") ?? ingress.Annotation("kubernetes.io/ingress.class")) is { } name)
            return plane.Store.Get(BuiltIn.IngressClasses, "", name) is not null;
        return plane.Store.List(BuiltIn.IngressClasses).Any(item => item.ToNode().Annotation(DefaultClass) == "true");
    }
}
