using Kpanda.KubeModel;

namespace Kpanda.Identity.Access;

/// <summary>
/// What somebody may do with the platform itself by their platform roles: verbs on resources of the groups <c>kpanda.io</c> and <c>ghippo.io</c>. <c>*</c> stands
/// for every verb or every resource of a group. Immutable.
/// </summary>
public sealed class PlatformRights : IEquatable<PlatformRights>
{
    private const string Any = "*";
    private readonly HashSet<(string Verb, GroupResource Resource)> _points;

    private PlatformRights(IEnumerable<(string Verb, GroupResource Resource)> points) => _points = [.. points];

    /// <summary>Nothing at all: what everybody begins with.</summary>
    public static PlatformRights None { get; } = new([]);

    /// <summary>Some permission points.</summary>
    public static PlatformRights Of(IEnumerable<(string Verb, GroupResource Resource)> points) => new(points);

    /// <summary>Whether this may be done with the platform. Names of objects play no part.</summary>
    public bool Allows(string verb, GroupResource resource)
    {
        var all = resource with { Resource = Any };
        return _points.Contains((verb, resource)) || _points.Contains((Any, resource)) || _points.Contains((verb, all)) || _points.Contains((Any, all));
    }

    /// <summary>Whether everything that <paramref name="other"/> allows is allowed here too: who holds this may hand out that.</summary>
    public bool Covers(PlatformRights other) => other._points.All(point => Allows(point.Verb, point.Resource));

    /// <inheritdoc/>
    public bool Equals(PlatformRights? other) => other is not null && _points.SetEquals(other._points);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PlatformRights);

    /// <inheritdoc/>
    public override int GetHashCode() => _points.Count;
}
