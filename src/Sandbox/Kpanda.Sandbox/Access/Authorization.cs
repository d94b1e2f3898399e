using Kpanda.KubeModel;
using Kpanda.Sandbox.Api;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Access;

/// <summary>Whether a user may do something: the masters may all, others what RBAC grants.</summary>
internal static class Authorization
{
    public const string Masters = "system:masters";

    public static KubeStatus? Refuses(ApiRequest request)
    {
        var attributes = new AccessAttributes(request.Verb, request.Kind.Gvr.Group, request.Kind.Gvr.Resource)
        {
            // A Namespace object is in itself: who may something in it may get it by a role there.
            Namespace = request.Resource == BuiltIn.Namespaces ? request.Name : request.Namespace,
            Name = request.Name,
            Subresource = request.Subresource,
        };
        return Allows(request.Cluster, request.User, attributes) ? null : Forbidden(request.User, attributes);
    }

    public static bool Allows(SandboxCluster cluster, SandboxUser user, AccessAttributes attributes) =>
        user.Groups.Contains(Masters) || cluster.Access.Allows(user, attributes, out _);

    public static KubeStatus Forbidden(SandboxUser user, AccessAttributes attributes, string why = "")
    {
        if (attributes.Path is { } path)
        {
            return new KubeStatus
            {
                Code = 403,
                Reason = "Forbidden",
                Message = $"forbidden: User \"{user.Name}\" cannot {attributes.Verb} path \"{path}\"{Why()}",
                Details = new(),
            };
        }

        var where = attributes.Namespace.Length == 0 ? "at the cluster scope" : $"in the namespace \"{attributes.Namespace}\"";
        return Failure.Forbidden(
            new GroupResource(attributes.Group, attributes.Resource),
            attributes.Name,
            $"User \"{user.Name}\" cannot {attributes.Verb} resource \"{attributes.FullResource}\" in API group \"{attributes.Group}\" {where}{Why()}");

        string Why() => why.Length == 0 ? "" : ": " + why;
    }
}
