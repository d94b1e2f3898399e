using Kpanda.KubeModel;

namespace Kpanda.Identity.Roles;

/// <summary>Published <c>rolePermission</c>: one thing that a platform role allows.</summary>
/// <param name="Action">The verb that the authoriser is asked for: <c>list</c>, <c>create</c>, <c>authorize</c> …</param>
/// <param name="ResourceType">With what, in the plural.</param>
/// <param name="Gproduct"><c>ghippo</c> (people, roles, audit) or <c>kpanda</c> (clusters).</param>
internal sealed record PermissionPoint(string Action, string ResourceType, string Gproduct)
{
    public (string Verb, GroupResource Resource) ToRight() => (Action, new GroupResource($"{Gproduct}.io", ResourceType));
}
