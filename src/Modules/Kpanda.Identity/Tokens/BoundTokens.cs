using Kpanda.Hosting.Errors;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Identity.Tokens;

/// <summary>Refuses what a token that is bound to one cluster does not open.</summary>
internal sealed class BoundTokens(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint() is not null && ClusterOfToken.Refusal(context) is { } refusal ? ErrorResponse.WriteAsync(context, refusal) : next(context);
}
