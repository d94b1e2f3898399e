using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Controllers.Running;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Controllers.Namespaces;

/// <summary>Gives a namespace its account and the authority's certificate, and empties it when it is deleted.</summary>
internal sealed class NamespaceController(ControlPlane plane) : IController
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    public IReadOnlyList<GroupResource>? Watched { get; } = [BuiltIn.Namespaces, BuiltIn.ServiceAccounts, BuiltIn.ConfigMaps];

    public void Observe(StoreEvent change, Action<ObjectKey> enqueue)
    {
        if (change.Object.Resource == BuiltIn.Namespaces)
            enqueue(new("", change.Object.Key.Name));
        else if (change.Object.Key.Name is "default" or NamespaceContents.AuthorityMap && change.Type != StoreEventType.Added)
            enqueue(new("", change.Object.Key.Namespace));
    }

    public TimeSpan? Reconcile(ObjectKey key)
    {
        if (plane.Get(BuiltIn.Namespaces, key) is not { } ns)
            return null;
        if (ns.IsDeleting())
            return Empty(ns, key);
        if (plane.Store.Get(BuiltIn.ServiceAccounts, key.Name, "default") is null)
            plane.Store.Create(BuiltIn.ServiceAccounts, NamespaceContents.Account(key.Name));
        plane.Store.Update(BuiltIn.ConfigMaps, key.Name, NamespaceContents.AuthorityMap, item =>
        {
            item["data"] = new JsonObject { ["ca.crt"] = plane.AuthorityPem };
            return item;
        });
        if (plane.Store.Get(BuiltIn.ConfigMaps, key.Name, NamespaceContents.AuthorityMap) is null)
            plane.Store.Create(BuiltIn.ConfigMaps, NamespaceContents.Authority(key.Name, plane.AuthorityPem));
        return null;
    }

    private TimeSpan? Empty(JsonObject ns, ObjectKey key)
    {
        var left = new SortedDictionary<string, int>(StringComparer.Ordinal);
        // Workloads go before their pods: nothing may make new ones meanwhile.
        foreach (var resource in plane.Store.Resources().OrderBy(resource => resource == BuiltIn.Pods))
        {
            foreach (var item in plane.Store.List(resource, key.Name))
            {
                if (!item.Deleting)
                    plane.Store.Delete(resource, key.Name, item.Key.Name);
                if (plane.Store.Get(resource, key.Name, item.Key.Name) is not null)
                    left[resource.ToString()] = left.GetValueOrDefault(resource.ToString()) + 1;
            }
        }
        if (left.Count == 0)
        {
            plane.Store.Update(BuiltIn.Namespaces, "", key.Name, item => { item.Ensure("spec").Remove("finalizers"); return item; }, UpdateKind.Whole);
            return null;
        }
        WriteProgress(ns, key, left);
        return Look;
    }

    private void WriteProgress(JsonObject ns, ObjectKey key, SortedDictionary<string, int> left)
    {
        var status = ns.ObjectAt("status").Copy() ?? [];
        var now = plane.Now;
        var words = string.Join(", ", left.Select(entry => $"{entry.Key} has {entry.Value} resource instances"));
        status["phase"] = "Terminating";
        Conditions.Set(status, "NamespaceDeletionDiscoveryFailure", false, "ResourcesDiscovered", "All resources successfully discovered", now);
        Conditions.Set(status, "NamespaceDeletionGroupVersionParsingFailure", false, "ParsedGroupVersions", "All legacy kube types successfully parsed", now);
        Conditions.Set(status, "NamespaceDeletionContentFailure", false, "ContentDeleted", "All content successfully deleted, may be waiting on finalization", now);
        Conditions.Set(status, "NamespaceContentRemaining", true, "SomeResourcesRemain", $"Some resources are remaining: {words}", now);
        plane.WriteStatus(BuiltIn.Namespaces, key, status);
    }
}
