using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Hosting.Sessions;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Kpanda.Identity.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Identity.SignIn;

internal static class SignInEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Post("/auth/login", SignInAsync).AllowAnonymous().WithMetadata(new AuditAs("login", "sessions")).WithName("Login").WithTags("Login");
        routes.Post("/auth/logout", SignOutAsync).WithMetadata(new AuditAs("logout", "sessions")).WithName("Logout").WithTags("Login");
    }

    private static async Task<Result<SignInResponse>> SignInAsync(SignInRequest request, SignInHandler handler, HttpContext context, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(request.Username)) return Error.Invalid("username", "signin.field.missing", ("field", "username"));
        if (string.IsNullOrEmpty(request.Password)) return Error.Invalid("password", "signin.field.missing", ("field", "password"));

        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        var result = await handler.HandleAsync(request.Username, request.Password, address, cancellationToken);
        if (!result.TryGet(out var started, out var error))
        {
            if (error.Parameters.TryGetValue("seconds", out var seconds)) context.Response.Headers.RetryAfter = seconds;
            return error;
        }

        context.Features.Set(started.Person);
        SessionCookies.Write(context, started.SessionSecret);
        context.Response.Headers.CacheControl = "no-store";
        return new SignInResponse(started.Token, started.Expires);
    }

    private static async Task<Result<Empty>> SignOutAsync(SessionRegistry sessions, HttpContext context, CancellationToken cancellationToken)
    {
        var lifetime = (SessionLifetime)context.Features.GetRequiredFeature<ISessionLifetime>();
        await sessions.EndAsync(lifetime.Root, cancellationToken);
        SessionCookies.Clear(context);
        return new Empty();
    }
}
