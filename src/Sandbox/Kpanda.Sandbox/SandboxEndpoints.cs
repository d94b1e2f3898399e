using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Sandbox;

/// <summary>Mounts a fleet on a server.</summary>
public static class SandboxEndpoints
{
    /// <summary>Serves the clusters of a fleet below <paramref name="prefix"/>: <c>/sandbox/{cluster}/api/v1/…</c>.</summary>
    public static IEndpointConventionBuilder MapSandbox(this IEndpointRouteBuilder routes, string prefix, SandboxFleet fleet)
    {
        var pattern = prefix.TrimEnd('/') + "/{**path}";
        return routes.Map(pattern, http => fleet.HandleAsync(http, (http.Request.RouteValues["path"] as string ?? "").TrimStart('/')));
    }
}
