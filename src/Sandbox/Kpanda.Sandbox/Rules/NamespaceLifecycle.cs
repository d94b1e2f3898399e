using Kpanda.KubeModel;
using Kpanda.Sandbox.Api;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Rules;

/// <summary>Nothing is created in a namespace that is absent or going away.</summary>
internal static class NamespaceLifecycle
{
    public static KubeStatus? Refuses(ApiRequest request)
    {
        if (!request.Kind.Namespaced || request.Kind.Gvr.Group == "authorization.k8s.io") return null;
        if (request.Cluster.Store.Get(BuiltIn.Namespaces, "", request.Namespace) is not { } found) return Failure.NotFound(BuiltIn.Namespaces, request.Namespace);
        if (!found.Deleting) return null;
        var status = Failure.Forbidden(request.Resource, request.Name, $"unable to create new content in namespace {request.Namespace} because it is being terminated");
        return status with { Details = status.Details! with { Causes = [new("NamespaceTerminating", $"namespace {request.Namespace} is being terminated", "metadata.namespace")] } };
    }
}
