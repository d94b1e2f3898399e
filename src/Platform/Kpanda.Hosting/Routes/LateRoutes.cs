using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Hosting.Routes;

/// <summary>
/// Maps handlers as <c>MapGet</c> and its like do, but compiles what binds a request to a handler's parameters with the first request to that route. A server has hundreds of
/// routes, one set for each kind; compiling them all was half of its start. What a handler declares is still read at the start, so a wrong handler is found there.
/// </summary>
public static class LateRoutes
{
    /// <summary>Maps a handler of <c>GET</c>.</summary>
    public static RouteHandlerBuilder Get(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => Map(routes, HttpMethods.Get, pattern, handler);

    /// <summary>Maps a handler of <c>POST</c>.</summary>
    public static RouteHandlerBuilder Post(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => Map(routes, HttpMethods.Post, pattern, handler);

    /// <summary>Maps a handler of <c>PUT</c>.</summary>
    public static RouteHandlerBuilder Put(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => Map(routes, HttpMethods.Put, pattern, handler);

    /// <summary>Maps a handler of <c>PATCH</c>.</summary>
    public static RouteHandlerBuilder Patch(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => Map(routes, HttpMethods.Patch, pattern, handler);

    /// <summary>Maps a handler of <c>DELETE</c>.</summary>
    public static RouteHandlerBuilder Delete(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => Map(routes, HttpMethods.Delete, pattern, handler);

    private static RouteHandlerBuilder Map(IEndpointRouteBuilder routes, string method, string pattern, Delegate handler) =>
        RouteHandlerServices.Map(routes, pattern, handler, [method], RequestDelegateFactory.InferMetadata, CompiledLater);

    private static RequestDelegateResult CompiledLater(Delegate handler, RequestDelegateFactoryOptions options, RequestDelegateMetadataResult? inferred)
    {
        var compiled = new Lazy<RequestDelegate>(() => RequestDelegateFactory.Create(handler, options, inferred).RequestDelegate);
        return new RequestDelegateResult(context => compiled.Value(context), inferred?.EndpointMetadata ?? []);
    }
}
