using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Resources.Kinds;
using Kpanda.Resources.Objects;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Resources.Access;

/// <summary>The published update of a service account, which has the namespace in its body instead of its path.</summary>
internal static class UpdateServiceAccount
{
    public static void Map(IEndpointRouteBuilder routes, ServiceAccountKind kind) => routes
        .MapPut(
            "/apis/kpanda.io/v1alpha1/clusters/{cluster}/serviceaccounts/{name}",
            async (string cluster, string name, UpdateServiceAccountRequest body, ObjectHandlers handlers, Person person, CancellationToken cancellation) =>
                string.IsNullOrEmpty(body.Namespace)
                    ? (Result<ObjectData>)Error.Invalid("namespace", "object.field.required", ("field", "namespace"))
                    : await handlers.UpdateAsync(kind, new(cluster, kind.Resource, new ObjectKey(body.Namespace, name)), new ManifestRequest(body.Data), new WriteParameters(null, null), person, cancellation))
        .WithTags("Core");
}
