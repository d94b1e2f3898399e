using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Resources.Lists;
using Kpanda.Resources.Shapes;
using Kpanda.Search;
using Kpanda.Search.Query;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Resources.MetalLB;

/// <summary>Services of one cluster can share an address of MetalLB as long as no two of them have the same port: says whether some ports are still free. Looks at the Services that the person may list.</summary>
internal sealed class CheckSharedAddress(IResourceIndex index, IAuthorizer authorizer)
{
    private static readonly GroupResource Services = new("", "services");

    // Newer versions of MetalLB read the second one.
    private static readonly string[] Annotations = ["metallb.universe.tf/loadBalancerIPs", "metallb.io/loadBalancerIPs"];

    public static void Map(IEndpointRouteBuilder routes) => routes
        .Post(
            "/apis/kpanda.io/v1alpha1/clusters/{cluster}/metallb/check-serviceports",
            (string cluster, CheckSharedAddressRequest body, CheckSharedAddress handler, Person person, CancellationToken cancellation) => handler.RunAsync(cluster, body, person, cancellation))
        .WithTags("Networking");

    public async Task<Result<Empty>> RunAsync(string cluster, CheckSharedAddressRequest request, Person person, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(request.SharedLoadBalancerIP)) return Error.Invalid("sharedLoadBalancerIP", "object.field.required", ("field", "sharedLoadBalancerIP"));
        if (request.ServicePorts is not { Count: > 0 } ports) return Error.Invalid("servicePorts", "object.field.required", ("field", "servicePorts"));

        await foreach (var service in index.AllAsync(authorizer, new ResourceQuery(Services) { Clusters = [cluster] }, person, cancellationToken))
        {
            if (service.Body.Text("spec", "type") != "LoadBalancer" || !Has(service.Body, request.SharedLoadBalancerIP)) continue;
            foreach (var port in service.Body.Items("spec", "ports").Select(port => port.Number(0, "port")).Where(ports.Contains))
            {
                var holder = $"{service.Key.Namespace}/{service.Key.Name}";
                return Error.Of(ErrorCode.AlreadyExists, "metallb.portTaken", ("address", request.SharedLoadBalancerIP), ("port", $"{port}"), ("service", holder));
            }
        }

        return default(Empty);
    }

    private static bool Has(JsonElement service, string address) =>
        service.Text("spec", "loadBalancerIP") == address
        || service.Items("status", "loadBalancer", "ingress").Any(given => given.Text("ip") == address)
        || Annotations.Any(annotation => service.Text("metadata", "annotations", annotation).Split(',', StringSplitOptions.TrimEntries).Contains(address));
}
