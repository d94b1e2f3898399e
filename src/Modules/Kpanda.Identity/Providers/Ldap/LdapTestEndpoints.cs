using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Kpanda.Identity.Providers.Ldap.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Identity.Providers.Ldap;

/// <summary>Tries settings before anybody depends on them, and says plainly what is wrong.</summary>
internal sealed class LdapTestEndpoints(LdapEndpoints providers, LdapStore store, LdapDirectory directory, LdapSignIn signIn)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Post($"{LdapEndpoints.Prefix}/testLdapConnection", (LdapTestRequest request, LdapTestEndpoints handler, Person person, CancellationToken cancellation) => handler.ConnectAsync(request, person, cancellation))
            .WithMetadata(new AuditAs("test", "ldaps")).WithName("Ldap_TestLdapConnection").WithTags("Ldap");
        routes.Post($"{LdapEndpoints.Prefix}/testLdapAuthentication", (LdapTestRequest request, LdapTestEndpoints handler, Person person, CancellationToken cancellation) => handler.AuthenticateAsync(request, person, cancellation))
            .WithMetadata(new AuditAs("test", "ldaps")).WithName("Ldap_TestLdapAuthentication").WithTags("Ldap");
        routes.Post("/api/v1/ldaps/{id}/test-sign-in", (string id, LdapSignInTest request, LdapTestEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) => handler.SignInAsync(id, request, person, context, cancellation))
            .WithMetadata(new AuditAs("test", "ldaps")).WithName("TestLdapSignIn").WithTags("Ldap");
    }

    private async Task<Result<Empty>> ConnectAsync(LdapTestRequest request, Person person, CancellationToken cancellationToken)
    {
        if (LdapEndpoints.Refusal(person) is { } refused) return refused;
        if (!LdapReading.Servers(request).TryGet(out var servers, out var error)) return error;
        return await directory.AskAsync(new LdapDirectory.Question(servers, "", "", Limit, IsHasty: false), (_, _) => Task.FromResult<Result<Empty>>(default(Empty)), cancellationToken);
    }

    private async Task<Result<Empty>> AuthenticateAsync(LdapTestRequest request, Person person, CancellationToken cancellationToken)
    {
        if (LdapEndpoints.Refusal(person) is { } refused) return refused;
        if (!LdapReading.Servers(request).TryGet(out var servers, out var error)) return error;
        if (string.IsNullOrEmpty(request.BindDn)) return Error.Invalid("bindDn", "signin.field.missing", ("field", "bindDn"));
        if (request.UsersDn is { Length: > 0 } && !DistinguishedName.IsValid(request.UsersDn)) return Error.Invalid("usersDn", "ldap.dn.invalid");
        if (!(await CredentialAsync(request, person, cancellationToken)).TryGet(out var credential, out error)) return error;
        return await directory.AskAsync<Empty>(
            new LdapDirectory.Question(servers, request.BindDn, credential, Limit, IsHasty: false),
            async (connection, cancellation) =>
            {
                if (request.UsersDn is not { Length: > 0 } usersDn) return default(Empty);
                await foreach (var _ in connection.SearchAsync(new LdapSearch(usersDn, LdapScope.Base, LdapFilter.Present("objectClass"), ["objectClass"], 1, PageSize: null), cancellation)) return default(Empty);
                return Error.Invalid("usersDn", "ldap.base.none");
            },
            cancellationToken);
    }

    private async Task<Result<LdapSignInTested>> SignInAsync(string id, LdapSignInTest request, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (!(await providers.FindAsync(id, person, cancellationToken)).TryGet(out var provider, out var error)) return error;
        if (string.IsNullOrEmpty(request.Username)) return Error.Invalid("username", "signin.field.missing", ("field", "username"));
        if (string.IsNullOrEmpty(request.Password)) return Error.Invalid("password", "signin.field.missing", ("field", "password"));
        context.Response.Headers.CacheControl = "no-store";
        if (!(await signIn.TryAsync(provider, request.Username, request.Password, cancellationToken)).TryGet(out var tried, out error)) return error;
        var (entry, identity) = tried;
        return new LdapSignInTested(entry.Dn, identity.Name, identity.FirstName, identity.LastName, identity.VerifiedEmail, [.. ExternalPeople.NamesHere(provider.Source, identity.Groups).Order(StringComparer.Ordinal)]);
    }

    // The stored one goes to the server that it was given for, for the account that it is of.
    private async Task<Result<string>> CredentialAsync(LdapTestRequest request, Person person, CancellationToken cancellationToken)
    {
        if (!LdapEndpoints.IsKept(request.BindCredential)) return request.BindCredential!;
        if (string.IsNullOrEmpty(request.ComponentId)) return Error.Invalid("bindCredential", "signin.field.missing", ("field", "bindCredential"));
        if (!(await providers.FindAsync(request.ComponentId, person, cancellationToken)).TryGet(out var provider, out var error)) return error;
        var isItsOwn = provider.Settings.ConnectionUrl == request.ConnectionUrl?.Trim() && provider.Settings.BindDn == request.BindDn && provider.BindSecret.Length > 0;
        return isItsOwn ? store.Open(provider) : Error.Invalid("bindCredential", "signin.field.missing", ("field", "bindCredential"));
    }
}
