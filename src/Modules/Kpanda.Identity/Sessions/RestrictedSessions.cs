using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Sessions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Identity.Sessions;

/// <summary>Refuses what a session does not open before its password is changed or its second factor is set up.</summary>
internal sealed class RestrictedSessions(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) => Refusal(context) is { } refusal ? ErrorResponse.WriteAsync(context, refusal) : next(context);

    /// <summary>What must be done before anything else; null for nothing.</summary>
    public static string? Of(HttpContext context) =>
        context.Features.Get<ISessionLifetime>() is SessionLifetime { Credential.Restriction: { Length: > 0 } restriction } ? restriction : null;

    private static Error? Refusal(HttpContext context)
    {
        if (Of(context) is not { } restriction) return null;
        if (context.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null) return null;
        if (endpoint.Metadata.GetMetadata<OpensWhile>()?.Restrictions.Contains(restriction) == true) return null;
        return Error.Of(ErrorCode.PermissionDenied, restriction == Restriction.Password ? "session.password.first" : "session.factor.first");
    }
}
