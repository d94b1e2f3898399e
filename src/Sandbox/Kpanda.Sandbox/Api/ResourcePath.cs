namespace Kpanda.Sandbox.Api;

/// <summary>A path below <c>/api</c> or <c>/apis</c>, taken apart; parts that are absent are empty.</summary>
internal readonly record struct ResourcePath(string Group, string Version, string Namespace, string Resource, string Name, string Subresource, bool Watch)
{
    /// <summary>Null where the path is not one of a resource.</summary>
    public static ResourcePath? Parse(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var (group, at) = parts switch
        {
            ["api", _, _, ..] => ("", 1),
            ["apis", var named, _, _, ..] => (named, 2),
            _ => ("", 0),
        };
        if (at == 0) return null;
        var version = parts[at];
        var rest = parts[(at + 1)..];
        var watch = rest is ["watch", _, ..];
        if (watch) rest = rest[1..];

        // /namespaces/x is the namespace itself, /namespaces/x/status a part of it; anything longer is inside of it.
        if (rest is ["namespaces", var ns, var resource, .. var inside] && !(group.Length == 0 && inside.Length == 0 && resource is "status" or "finalize"))
            return Rest(new(group, version, ns, resource, "", "", watch), inside);
        return Rest(new(group, version, "", rest[0], "", "", watch), rest[1..]);
    }

    private static ResourcePath? Rest(ResourcePath path, string[] rest) => rest switch
    {
        [] => path,
        [var name] => path with { Name = name },
        [var name, var sub] => path with { Name = name, Subresource = sub },
        [var name, "proxy", ..] => path with { Name = name, Subresource = "proxy" },
        _ => null,
    };
}
