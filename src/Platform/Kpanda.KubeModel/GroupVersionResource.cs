namespace Kpanda.KubeModel;

/// <summary>
/// Names one served collection of a Kubernetes API: <c>apps/v1/deployments</c>. The core group has an empty <see cref="Group"/>.
/// </summary>
public readonly record struct GroupVersionResource(string Group, string Version, string Resource)
{
    /// <summary>The same collection without its version: what rules, scopes and the index are keyed by.</summary>
    public GroupResource GroupResource => new(Group, Resource);

    /// <summary><c>v1</c> for the core group, <c>group/version</c> otherwise.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The path of the group version below the server's root, without a trailing slash: <c>/api/v1</c> or <c>/apis/apps/v1</c>.</summary>
    public string ApiPath => Group.Length == 0 ? $"/api/{Version}" : $"/apis/{Group}/{Version}";

    /// <inheritdoc />
    public override string ToString() => $"{ApiVersion}/{Resource}";
}
