using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Hosting.Sessions;
using Kpanda.Identity.Audit;
using Kpanda.Identity.Providers.Oidc;
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
        routes.Post("/auth/login/code", CodeAsync).AllowAnonymous().WithMetadata(new AuditAs("login", "sessions")).WithName("LoginCode").WithTags("Login");
        routes.Post("/auth/logout", SignOutAsync).WithMetadata(new AuditAs("logout", "sessions"), new OpensWhile(Restriction.Password, Restriction.Enrol)).WithName("Logout").WithTags("Login");
    }

    private static async Task<Result<SignInResponse>> SignInAsync(SignInRequest request, SignInHandler handler, HttpContext context, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(request.Username)) return Missing("username");
        if (string.IsNullOrEmpty(request.Password)) return Missing("password");
        return Told(context, await handler.HandleAsync(context, request.Username, request.Password, request.Provider ?? "", cancellationToken));
    }

    private static async Task<Result<SignInResponse>> CodeAsync(SignInCodeRequest request, SignInHandler handler, HttpContext context, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(request.Challenge)) return Missing("challenge");
        if (string.IsNullOrEmpty(request.Code)) return Missing("code");
        return Told(context, await handler.HandleCodeAsync(context, request.Challenge, request.Code.Trim(), cancellationToken));
    }

    private static async Task<Result<SignOutResponse>> SignOutAsync(SessionRegistry sessions, ProviderStore providers, OidcSignIn oidc, HttpContext context, CancellationToken cancellationToken)
    {
        var lifetime = (SessionLifetime)context.Features.GetRequiredFeature<ISessionLifetime>();
        var provider = await providers.OfSessionAsync(lifetime.Root, cancellationToken);
        await sessions.EndAsync(lifetime.Root, cancellationToken);
        SessionCookies.Clear(context);
        return new SignOutResponse(provider is null ? null : await oidc.SignOutAddressAsync(provider, context, cancellationToken));
    }

    private static Result<SignInResponse> Told(HttpContext context, Result<SignInResponse> result)
    {
        if (result.Error?.Parameters.TryGetValue("seconds", out var seconds) == true) context.Response.Headers.RetryAfter = seconds;
        return result;
    }

    private static Error Missing(string field) => Error.Invalid(field, "signin.field.missing", ("field", field));
}
