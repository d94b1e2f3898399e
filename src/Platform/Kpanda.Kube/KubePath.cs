using System.Text;
using Kpanda.KubeModel;

namespace Kpanda.Kube;

/// <summary>
/// A path of a member's API, relative to its server URL. Made only from checked parts: every segment is escaped, and a segment that could mean
/// another place (<c>..</c>, a slash, a percent sign) is refused, so that what was authorised is what is asked for.
/// </summary>
public readonly record struct KubePath
{
    private KubePath(string value) => Value = value;

    /// <summary>The escaped path, beginning with a slash.</summary>
    public string Value { get; }

    /// <summary>A collection; <paramref name="ns"/> null or empty for all namespaces and for cluster-scoped objects.</summary>
    public static KubePath Collection(GroupVersionResource resource, string? ns) => new(Build(resource, ns, null, null));

    /// <summary>An object, or one of its sub-resources (<c>log</c>, or <c>proxy/metrics</c>: slashes separate checked segments).</summary>
    public static KubePath Object(GroupVersionResource resource, ObjectKey key, string? subresource = null) =>
        new(Build(resource, key.Namespace, key.Name, subresource));

    /// <summary>A document of the server such as <c>/version</c>, <c>/readyz</c> or <c>/</c>. Only for paths written in code.</summary>
    public static KubePath Document(string path)
    {
        if (!path.StartsWith('/')) throw new ArgumentException("A document path begins with a slash.", nameof(path));
        if (path.Length == 1) return new(path);
        foreach (var segment in path.AsSpan(1).ToString().Split('/')) _ = Segment(segment);
        return new(path);
    }

    /// <summary>A path from segments that are decoded already, each of them checked; no segments are the root.</summary>
    /// <exception cref="InvalidPathSegmentException">One of them could mean another place.</exception>
    public static KubePath Of(IReadOnlyList<string> segments, bool trailingSlash)
    {
        if (segments.Count == 0) return new("/");
        var path = new StringBuilder(96);
        foreach (var segment in segments) path.Append('/').Append(Segment(segment));
        return new((trailingSlash ? path.Append('/') : path).ToString());
    }

    /// <summary>Whether <paramref name="name"/> can be one segment of a path.</summary>
    public static bool IsSegment(string name) =>
        name.Length is > 0 and <= 512 && name is not ("." or "..") && name.AsSpan().IndexOfAny("/\\%") < 0 && !name.AsSpan().ContainsAnyInRange('\0', '\x1f');

    /// <inheritdoc />
    public override string ToString() => Value;

    private static string Build(GroupVersionResource resource, string? ns, string? name, string? subresource)
    {
        var path = new StringBuilder(96);
        if (resource.Group.Length == 0) path.Append("/api/");
        else path.Append("/apis/").Append(Segment(resource.Group)).Append('/');
        path.Append(Segment(resource.Version));
        if (!string.IsNullOrEmpty(ns)) path.Append("/namespaces/").Append(Segment(ns));
        path.Append('/').Append(Segment(resource.Resource));
        if (name is not null) path.Append('/').Append(Segment(name));
        if (!string.IsNullOrEmpty(subresource))
        {
            foreach (var part in subresource.Split('/')) path.Append('/').Append(Segment(part));
        }

        return path.ToString();
    }

    private static string Segment(string value) =>
        IsSegment(value) ? Uri.EscapeDataString(value) : throw new InvalidPathSegmentException(value);
}
