namespace Kpanda.Permissions.Rbac;

/// <summary>Where in one cluster something may be done with all objects of a kind.</summary>
/// <param name="WholeCluster">In every namespace, and with objects that have none.</param>
/// <param name="Namespaces">Otherwise in these; null for nowhere. Never changed: scopes share it.</param>
internal sealed record OpenPlaces(bool WholeCluster, HashSet<string>? Namespaces)
{
    /// <summary>The whole cluster.</summary>
    public static OpenPlaces All { get; } = new(true, null);

    /// <summary>Nowhere.</summary>
    public static OpenPlaces None { get; } = new(false, null);
}
