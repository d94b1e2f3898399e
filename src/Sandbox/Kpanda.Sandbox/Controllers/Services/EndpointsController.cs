using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.Services;

/// <summary>Lists the pods behind each Service, as Endpoints and as EndpointSlices.</summary>
internal sealed class EndpointsController(ControlPlane plane) : IController
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Dictionary<string, IReadOnlyDictionary<string, string>>> _selectors = new(StringComparer.Ordinal);

    public IReadOnlyList<GroupResource>? Watched { get; } = [BuiltIn.Services, BuiltIn.Pods];

    public void Observe(StoreEvent change, Action<ObjectKey> enqueue)
    {
        if (change.Object.Resource == BuiltIn.Services)
        {
            Remember(change);
            enqueue(change.Object.Key);
            return;
        }
        lock (_gate)
        {
            foreach (var (service, selector) in _selectors.GetValueOrDefault(change.Object.Key.Namespace) ?? [])
            {
                if (Selects(selector, change.Object) || (change.Old is { } old && Selects(selector, old)))
                    enqueue(new(change.Object.Key.Namespace, service));
            }
        }
    }

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (plane.Get(BuiltIn.Services, key) is not { } service)
        {
            // Slices are collected with their owner; Endpoints have none and go by name.
            plane.Store.Delete(BuiltIn.Endpoints, key.Namespace, key.Name, DeleteRequest.Now);
            return null;
        }
        var selector = service.MapAt("spec", "selector");
        if (selector.Count == 0 || service.TextAt("spec", "type") == "ExternalName")
            return null;
        var pods = plane.Store.List(BuiltIn.Pods, key.Namespace).Where(pod => Selects(selector, pod)).Select(pod => pod.ToNode())
            .Where(pod => pod.TextAt("status", "podIP") is not null && !pod.HasEnded()).OrderBy(pod => pod.Name(), StringComparer.Ordinal).ToList();
        Write(BuiltIn.Endpoints, EndpointLists.Endpoints(service, pods), "subsets");
        Write(BuiltIn.EndpointSlices, EndpointLists.Slice(service, pods), "endpoints", "ports");
        return null;
    }

    private void Write(GroupResource resource, JsonObject wanted, params string[] fields)
    {
        var updated = plane.Store.Update(resource, wanted.Namespace(), wanted.Name(), item =>
        {
            foreach (var field in fields)
            {
                if (wanted[field] is { } value)
                    item[field] = value.DeepClone();
                else
                    item.Remove(field);
            }
            return item;
        }, UpdateKind.Whole);
        if (updated.Outcome == StoreOutcome.NotFound)
            plane.Store.Create(resource, wanted);
    }

    private static bool Selects(IReadOnlyDictionary<string, string> selector, StoredObject pod) =>
        selector.All(label => pod.Labels.TryGetValue(label.Key, out var value) && value == label.Value);

    private void Remember(StoreEvent change)
    {
        var (ns, name) = change.Object.Key;
        var selector = change.Type == StoreEventType.Deleted ? null : change.Object.ToNode().MapAt("spec", "selector");
        lock (_gate)
        {
            if (selector is not { Count: > 0 })
            {
                _selectors.GetValueOrDefault(ns)?.Remove(name);
                return;
            }
            if (!_selectors.TryGetValue(ns, out var services))
                _selectors[ns] = services = new(StringComparer.Ordinal);
            services[name] = selector;
        }
    }
}
