using Kpanda.Search.Kinds;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Resources.ServedKinds;

/// <summary>Lets a route parameter take <c>{resource}.{group}</c> alone, so that it never stands in the way of the words of other routes.</summary>
internal sealed class ServedTypeConstraint : IRouteConstraint
{
    public const string Name = "servedType";

    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values[routeKey] is string text && KindSegment.Parse(text) is not null;
}
