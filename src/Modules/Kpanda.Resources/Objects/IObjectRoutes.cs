using Microsoft.AspNetCore.Routing;

namespace Kpanda.Resources.Objects;

/// <summary>A kind whose objects have routes of their own.</summary>
internal interface IObjectRoutes
{
    /// <summary>Maps the routes.</summary>
    void Map(IEndpointRouteBuilder routes);
}
