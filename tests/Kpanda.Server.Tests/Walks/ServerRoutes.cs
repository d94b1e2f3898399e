using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Server.Tests.Walks;

/// <summary>One thing that can be asked of the server, with every parameter of its path filled in.</summary>
internal sealed record ServerRoute(string Method, string Path)
{
    public bool IsReading => Method is "GET" or "HEAD";

    public override string ToString() => $"{Method} {Path}";
}

/// <summary>Every route that a server has, found by asking it.</summary>
internal static class ServerRoutes
{
    public static IEnumerable<RouteEndpoint> Endpoints(ServerSite site) =>
        site.App.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).Concat(((IEndpointRouteBuilder)site.App).DataSources.SelectMany(source => source.Endpoints))
            .OfType<RouteEndpoint>().Distinct();

    public static bool IsAnonymous(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    /// <summary>The routes that demand somebody. <paramref name="value"/> gives what stands for a parameter: by the segment before it and its name.</summary>
    public static IReadOnlyList<ServerRoute> Of(ServerSite site, Func<string, string, string> value)
    {
        var routes = new List<ServerRoute>();
        foreach (var endpoint in Endpoints(site).Where(endpoint => !IsAnonymous(endpoint)))
        {
            var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST", "PUT", "PATCH", "DELETE"];
            routes.AddRange(methods.Select(method => new ServerRoute(method, Fill(endpoint.RoutePattern, value))));
        }

        return [.. routes.Distinct()];
    }

    /// <summary>The routes that demand somebody, each with its pattern, filled in in two ways.</summary>
    public static IEnumerable<(string Pattern, ServerRoute One, ServerRoute Other)> Twice(ServerSite site, Func<string, string, string> one, Func<string, string, string> other) =>
        from endpoint in Endpoints(site).Where(endpoint => !IsAnonymous(endpoint))
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST", "PUT", "PATCH", "DELETE"]
        select ($"{method} {endpoint.RoutePattern.RawText}", new ServerRoute(method, Fill(endpoint.RoutePattern, one)), new ServerRoute(method, Fill(endpoint.RoutePattern, other)));

    private static string Fill(RoutePattern pattern, Func<string, string, string> value)
    {
        var path = new StringBuilder();
        var before = "";
        foreach (var segment in pattern.PathSegments)
        {
            var filled = new StringBuilder();
            foreach (var part in segment.Parts)
            {
                filled.Append(part switch
                {
                    RoutePatternLiteralPart literal => literal.Content,
                    RoutePatternSeparatorPart separator => separator.Content,
                    RoutePatternParameterPart { Name: "documentName" } => "v1",
                    RoutePatternParameterPart parameter when parameter.ParameterPolicies.Any(policy => policy.Content == "guid") => Guid.Empty.ToString(),
                    RoutePatternParameterPart parameter => value(before, parameter.Name),
                    _ => "x",
                });
            }

            before = filled.ToString();
            path.Append('/').Append(before);
        }

        return path.Length == 0 ? "/" : path.ToString();
    }
}
