using Kpanda.Identity.Access;

namespace Kpanda.Search.Live;

/// <summary>Compares scopes by content.</summary>
internal static class ScopeEquality
{
    public static bool Same(AccessScope a, AccessScope b)
    {
        if (ReferenceEquals(a, b)) return true;
        if (a.IsAll != b.IsAll || a.Namespaces.Count != b.Namespaces.Count || !a.Clusters.SetEquals(b.Clusters)) return false;
        foreach (var (cluster, namespaces) in a.Namespaces)
            if (!b.Namespaces.TryGetValue(cluster, out var others) || !namespaces.SetEquals(others)) return false;
        return true;
    }
}
