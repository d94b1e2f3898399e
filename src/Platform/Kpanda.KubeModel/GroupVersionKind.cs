namespace Kpanda.KubeModel;

/// <summary>Names the type of an object: its <c>apiVersion</c> taken apart, and its <c>kind</c>.</summary>
public readonly record struct GroupVersionKind(string Group, string Version, string Kind)
{
    /// <summary><c>v1</c> for the core group, <c>group/version</c> otherwise.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>Takes an <c>apiVersion</c> apart. A value without a slash is a version of the core group.</summary>
    public static GroupVersionKind Parse(string apiVersion, string kind)
    {
        var slash = apiVersion.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? new("", apiVersion, kind) : new(apiVersion[..slash], apiVersion[(slash + 1)..], kind);
    }

    /// <inheritdoc />
    public override string ToString() => $"{ApiVersion}/{Kind}";
}
