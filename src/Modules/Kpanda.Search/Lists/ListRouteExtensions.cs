using Kpanda.Search.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Search.Lists;

/// <summary>Declares list routes.</summary>
public static class ListRouteExtensions
{
    /// <summary>Says that a route answers a list of a kind: its parameters and the type of its items.</summary>
    public static RouteHandlerBuilder Lists(this RouteHandlerBuilder route, KindDescriptor descriptor)
    {
        route.Finally(endpoint =>
        {
            // The handler's own type says only that there are items.
            foreach (var general in endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().Where(produced => produced.Type == typeof(ListAnswer)).ToList())
                endpoint.Metadata.Remove(general);
            endpoint.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(ListPage<>).MakeGenericType(descriptor.PublishedType), ["application/json"]));
            var open = ((RouteEndpointBuilder)endpoint).RoutePattern.Parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
            endpoint.Metadata.Add(new ListRoute([.. ListParameters.Of(descriptor).Where(parameter => !open.Contains(parameter.Name))]));
        });
        return route;
    }
}
