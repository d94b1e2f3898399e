using System.Text.Json.Nodes;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Resources.Objects;
using Kpanda.Resources.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Resources.Volumes;

/// <summary>Asks for a larger volume. Whether the class allows it is for the member to say.</summary>
internal sealed class EnlargeClaim(MemberObjects objects)
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .Post(
            "/apis/kpanda.io/v1alpha1/clusters/{cluster}/namespaces/{namespace}/persistentvolumeclaims/{name}:scale",
            (string cluster, string @namespace, string name, Capacity body, EnlargeClaim handler, Person person, CancellationToken cancellation) =>
                handler.RunAsync(new(cluster, new("", "persistentvolumeclaims"), new ObjectKey(@namespace, name)), body, person, cancellation))
        .WithTags("Core");

    public async Task<Result<Capacity>> RunAsync(ObjectAddress at, Capacity wanted, Person person, CancellationToken cancellationToken)
    {
        if (!Quantity.TryParse(wanted.Value, out var quantity) || quantity <= Quantity.Zero) return Error.Invalid("capacity", "pvc.capacity");

        var requests = new JsonObject { ["requests"] = new JsonObject { ["storage"] = wanted.Value } };
        var patch = new JsonObject { ["spec"] = new JsonObject { ["resources"] = requests } };
        var answer = await objects.PatchAsync(person, at, PatchType.Merge, patch, KubeWriteOptions.Default, cancellationToken);
        return answer.Select(obj =>
        {
            using var document = obj.Parse();
            return new Capacity(document.RootElement.Text("spec", "resources", "requests", "storage"));
        });
    }
}
