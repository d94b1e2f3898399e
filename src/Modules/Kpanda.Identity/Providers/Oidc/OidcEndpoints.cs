using Kpanda.Hosting;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Audit;
using Kpanda.Identity.Providers.Ldap;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Identity.Providers.Oidc;

/// <summary>What a browser opens to sign in by a provider. Whatever fails leads to the page to sign in with a word of ours for why, never a text from outside.</summary>
internal static class OidcEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/auth/providers", ListAsync).AllowAnonymous().WithName("ListOfferedProviders").WithTags("Login");
        routes.Get("/auth/oidc/{alias}/start", StartAsync).AllowAnonymous().WithName("StartProviderSignIn").WithTags("Login");
        routes.Get("/auth/oidc/{alias}/callback", CallbackAsync).AllowAnonymous().WithMetadata(AuditedByItself.Instance).WithName("EndProviderSignIn").WithTags("Login");
    }

    private static async Task<Result<OfferedProviders>> ListAsync(ProviderStore store, LdapSignIn directories, CancellationToken cancellationToken)
    {
        var pages = (await store.ListAsync(cancellationToken)).Where(provider => provider.Enabled).Select(provider => new OfferedProvider(provider.Alias, provider.DisplayName, OfferedKind.oidc));
        var offered = (await directories.OfferedAsync(cancellationToken)).Select(provider => new OfferedProvider(provider.Name, provider.Settings.DisplayName, OfferedKind.ldap));
        return new OfferedProviders([.. pages, .. offered]);
    }

    private static async Task<IResult> StartAsync(string alias, string? back, OidcSignIn handler, PublicAddress address, HttpContext context, CancellationToken cancellationToken)
    {
        var result = await handler.BeginAsync(alias, back, context, cancellationToken);
        return Redirect(context, result.TryGet(out var provider, out var error) ? provider : FailurePage(address, context, error.Reason));
    }

    private static async Task<IResult> CallbackAsync(string alias, OidcSignIn handler, PublicAddress address, HttpContext context, CancellationToken cancellationToken)
    {
        var result = await handler.EndAsync(alias, context, cancellationToken);
        return Redirect(context, result.TryGet(out var path, out var error) ? address.Page(context, path) : FailurePage(address, context, error.Reason));
    }

    private static string FailurePage(PublicAddress address, HttpContext context, string reason) => address.Page(context, $"/sign-in?failed={reason}");

    private static IResult Redirect(HttpContext context, string address)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        return Results.Redirect(address);
    }
}
