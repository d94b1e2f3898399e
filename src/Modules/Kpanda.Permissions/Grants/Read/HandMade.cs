using Kpanda.Hosting.Paging;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Permissions.Rbac;
using Kpanda.Search;
using Kpanda.Search.Query;

namespace Kpanda.Permissions.Grants.Read;

/// <summary>The bindings that people made in members by other means than grants, from the index. They count as well, and are changed where they were made.</summary>
internal sealed class HandMade(IResourceIndex index, IGrants grants)
{
    /// <summary>What a grant from such a binding has as its source.</summary>
    public const string Source = "hand-made";

    /// <summary>Those within a scope that a filter asks for, one for each user and group that a binding names. What the cluster itself is made of (<c>system:</c>) is left out.</summary>
    public async Task<List<GrantShape>> ReadAsync(GroupResource resource, GrantFilter filter, AccessScope scope, CancellationToken cancellationToken)
    {
        var found = new List<GrantShape>();
        if (scope.IsNone || !filter.TakesSource(Source)) return found;
        var query = new ResourceQuery(resource) { Clusters = filter.Clusters ?? [], Namespaces = resource == GrantRules.Bindings ? filter.Namespaces ?? [] : [], Page = new PageRequest(1, PageRequest.MaxPageSize) };
        while (true)
        {
            var page = await index.QueryAsync(query, scope, cancellationToken);
            foreach (var binding in page.Items) Add(found, binding, filter);
            if (page.Items.Count < PageRequest.MaxPageSize || page.Next is not { } next) return found;
            query = query with { After = next };
        }
    }

    /// <summary>What a binding gives to one of those that it names.</summary>
    public static GrantShape Shape(string cluster, ObjectKey key, RbacBinding binding, RbacSubject subject)
    {
        var who = new SubjectShape(KindOf(subject), "", subject.Name);
        return new GrantShape("", who, binding.Role.Name, cluster, key.Namespace, Source, "applied", "") { Binding = key.Name, RoleKind = binding.Role.Namespace.Length > 0 ? "Role" : "ClusterRole", MadeBy = binding.Maker };
    }

    private static string KindOf(RbacSubject subject) => subject.IsGroup ? nameof(SubjectKind.Group) : nameof(SubjectKind.User);

    private void Add(List<GrantShape> found, IndexedObject binding, GrantFilter filter)
    {
        if (ManagedBindings.Is(binding.Body, grants.Installation) || RbacBinding.Read(binding.Key, binding.Body) is not { } read || !filter.Takes(binding.Cluster, binding.Key.Namespace, read.Role.Name)) return;
        foreach (var subject in read.Subjects)
        {
            if (subject.Name.StartsWith("system:", StringComparison.Ordinal) || !filter.TakesSubject(KindOf(subject), subject.Name)) continue;
            found.Add(Shape(binding.Cluster, binding.Key, read, subject));
        }
    }
}
