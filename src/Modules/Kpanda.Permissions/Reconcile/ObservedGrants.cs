using Kpanda.Hosting.Paging;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Permissions.Roles;
using Kpanda.Search;
using Kpanda.Search.Query;
using Kpanda.Search.Store;

namespace Kpanda.Permissions.Reconcile;

/// <summary>What the index says of a member: never asks the member.</summary>
internal sealed class ObservedGrants(IResourceIndex index, IndexReadiness readiness)
{
    private static readonly GroupResource Namespaces = new("", "namespaces");
    private static readonly GroupResource[] Kinds =
        [Namespaces, ManagedObjects.ClusterRoles.GroupResource, ManagedObjects.ClusterRoleBindings.GroupResource, ManagedObjects.RoleBindings.GroupResource];

    /// <summary>Whether what the index says of a cluster can be gone by: all of it is there, and news of it arrive.</summary>
    public bool IsCurrent(string cluster) => readiness.IsLoaded && Array.TrueForAll(Kinds, kind => index.Freshness(cluster, kind) is { Synced: true, Live: true });

    /// <summary>The bindings that an installation made, cluster-wide ones first.</summary>
    public async Task<IReadOnlyList<IndexedObject>> BindingsAsync(string cluster, Guid installation, CancellationToken cancellationToken)
    {
        var found = new List<IndexedObject>();
        foreach (var resource in (GroupVersionResource[])[ManagedObjects.ClusterRoleBindings, ManagedObjects.RoleBindings])
            await foreach (var binding in AllAsync(new ResourceQuery(resource.GroupResource) { Clusters = [cluster], Labels = ManagedObjects.BindingsOf(installation) }, cancellationToken)) found.Add(binding);
        return found;
    }

    /// <summary>The ClusterRoles that have the names of templates, by name.</summary>
    public async Task<IReadOnlyDictionary<string, IndexedObject>> RolesAsync(string cluster, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, IndexedObject>(StringComparer.Ordinal);
        foreach (var name in RoleTemplates.BuiltIn.Keys)
            if (await index.GetAsync(cluster, ManagedObjects.ClusterRoles.GroupResource, new ObjectKey("", name), cancellationToken) is { } role) found[name] = role;
        return found;
    }

    /// <summary>Whether any binding at all, whoever made it, points to a ClusterRole of these names.</summary>
    public async Task<bool> IsBoundAsync(string cluster, IReadOnlySet<string> roles, CancellationToken cancellationToken)
    {
        foreach (var resource in (GroupVersionResource[])[ManagedObjects.ClusterRoleBindings, ManagedObjects.RoleBindings])
        {
            await foreach (var binding in AllAsync(new ResourceQuery(resource.GroupResource) { Clusters = [cluster] }, cancellationToken))
                if (binding.Body.TryGetProperty("roleRef", out var role) && role.TryGetProperty("name", out var name) && roles.Contains(name.GetString() ?? "")) return true;
        }

        return false;
    }

    /// <summary>Whether a namespace is there.</summary>
    public async Task<bool> HasNamespaceAsync(string cluster, string ns, CancellationToken cancellationToken) =>
        await index.GetAsync(cluster, Namespaces, new ObjectKey("", ns), cancellationToken) is not null;

    private async IAsyncEnumerable<IndexedObject> AllAsync(ResourceQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        query = query with { Page = new PageRequest(1, PageRequest.MaxPageSize) };
        while (true)
        {
            var page = await index.QueryAsync(query, AccessScope.All, cancellationToken);
            foreach (var item in page.Items) yield return item;
            if (page.Items.Count < PageRequest.MaxPageSize || page.Next is not { } next) yield break;
            query = query with { After = next };
        }
    }
}
