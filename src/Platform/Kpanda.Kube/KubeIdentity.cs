namespace Kpanda.Kube;

/// <summary>
/// On whose behalf calls go out. <see cref="Platform"/> is the credential itself; everything else adds <c>Impersonate-*</c> headers, so that the
/// member decides and audits as if the person had called.
/// </summary>
/// <param name="User">Goes out as <c>Impersonate-User</c>; empty for the credential itself.</param>
/// <param name="Groups">Each goes out as an <c>Impersonate-Group</c>.</param>
public sealed record KubeIdentity(string User, IReadOnlyList<string> Groups)
{
    /// <summary>The credential itself: sync, health and reconcilers only.</summary>
    public static KubeIdentity Platform { get; } = new("", []);

    /// <summary>Whether calls go out without impersonation.</summary>
    public bool IsPlatform => User.Length == 0;

    /// <summary>On whose word the credential itself is used, for the member's audit log (in <c>User-Agent</c>); empty for nobody's.</summary>
    public string OnBehalfOf { get; private init; } = "";

    /// <summary>
    /// The credential itself, marked with the name of the administrator who asked: the last resort for a credential that may not impersonate.
    /// </summary>
    public static KubeIdentity Marked(string administrator) => Platform with { OnBehalfOf = administrator };

    /// <summary>Someone else. <c>system:masters</c> and an empty name are refused: they would go around the member's own rights.</summary>
    public static KubeIdentity As(string user, IEnumerable<string> groups)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(user);
        string[] all = [.. groups];
        foreach (var value in all.Append(user))
        {
            if (value.Length == 0 || value.AsSpan().ContainsAnyInRange('\0', '\x1f') || value.Contains('\x7f', StringComparison.Ordinal))
                throw new ArgumentException("A user or group name must not be empty or hold control characters.");
            if (value == "system:masters") throw new ArgumentException("system:masters is never impersonated.");
        }

        return new(user, all);
    }
}
