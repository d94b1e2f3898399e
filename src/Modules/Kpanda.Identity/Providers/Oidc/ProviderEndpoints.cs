using System.Text.RegularExpressions;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Kpanda.Identity.People;
using Kpanda.Identity.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Identity.Providers.Oidc;

/// <summary>Providers are for Admin alone: whoever says who vouches for people can be anybody.</summary>
internal sealed partial class ProviderEndpoints(ProviderStore store, ProviderDirectory directory, ProviderHttp http, PublicAddress address, SessionRegistry sessions, TimeProvider time)
{
    private const string Prefix = "/apis/ghippo.io/v1alpha1/idp";
    private const string One = $"{Prefix}/{{alias}}";
    private const int Most = 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get(Prefix, (ProviderEndpoints handler, Person person, CancellationToken cancellation) => handler.ListAsync(person, cancellation)).WithName("IDP_ListIDPs").WithTags("IDP");
        routes.Post(Prefix, (ProviderRequest request, ProviderEndpoints handler, Person person, HttpContext context, CancellationToken cancellation) => handler.CreateAsync(request, person, context, cancellation)).WithName("IDP_CreateIDP").WithTags("IDP");
        routes.Get($"{Prefix}/import-openid-configuration", (string? url, ProviderEndpoints handler, Person person, CancellationToken cancellation) => handler.ImportAsync(url, person, cancellation)).WithName("IDP_ImportOpenIdConfiguration").WithTags("IDP");
        routes.Get(One, (string alias, ProviderEndpoints handler, Person person, CancellationToken cancellation) => handler.GetAsync(alias, person, cancellation)).WithName("IDP_GetIDP").WithTags("IDP");
        routes.Put(One, (string alias, ProviderRequest request, ProviderEndpoints handler, Person person, CancellationToken cancellation) => handler.UpdateAsync(alias, request, person, cancellation)).WithName("IDP_UpdateIDP").WithTags("IDP");
        routes.Delete(One, (string alias, ProviderEndpoints handler, Person person, CancellationToken cancellation) => handler.DeleteAsync(alias, person, cancellation)).WithName("IDP_DeleteIDP").WithTags("IDP");
        routes.Get($"{One}/redirect-url", (string alias, ProviderEndpoints handler, Person person, HttpContext context) => handler.RedirectUrl(alias, person, context)).WithName("IDP_GetRedirectUrl").WithTags("IDP");
    }

    private async Task<Result<ProviderList>> ListAsync(Person person, CancellationToken cancellationToken)
    {
        if (Refusal(person) is not null) return new ProviderList([]);
        var all = await store.ListAsync(cancellationToken);
        var people = await store.PeopleAsync(cancellationToken);
        return new ProviderList([.. all.Select(provider => Shape(provider, all, people))]);
    }

    private async Task<Result<ProviderDetail>> GetAsync(string alias, Person person, CancellationToken cancellationToken)
    {
        if (!(await FindAsync(alias, person, cancellationToken)).TryGet(out var provider, out var error)) return error;
        return new ProviderDetail(Shape(provider, await store.ListAsync(cancellationToken), await store.PeopleAsync(cancellationToken)));
    }

    private async Task<Result<Empty>> CreateAsync(ProviderRequest request, Person person, HttpContext context, CancellationToken cancellationToken)
    {
        if (Refusal(person) is { } refused) return refused;
        if (!Alias.IsMatch(request.Alias ?? "")) return Error.Invalid("alias", "provider.alias.invalid");
        if (string.IsNullOrEmpty(request.ClientId)) return Error.Invalid("clientId", "signin.field.missing", ("field", "clientId"));
        if (!Uri.TryCreate(request.Issuer, UriKind.Absolute, out var issuer) || !http.MayAsk(issuer) || issuer.Query.Length > 0) return Error.Invalid("issuer", "provider.issuer.invalid");
        if (Wrong(request) is { } wrong) return wrong;
        if ((await store.ListAsync(cancellationToken)).Count >= Most) return Error.Of(ErrorCode.ResourceExhausted, "provider.many", ("limit", $"{Most}"));
        RequestRecord.Name(context, request.Alias!);

        // What does not work now is not stored: nobody could sign in by it.
        directory.Forget(request.Issuer!);
        if ((await directory.FindAsync(request.Issuer!, cancellationToken)).Error is { } unreachable) return Unreachable(unreachable, "issuer");
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var provider = Apply(request, new Provider
        {
            Id = id,
            Alias = request.Alias!,
            DisplayName = request.Alias!,
            Issuer = request.Issuer!,
            ClientId = request.ClientId,
            ClientSecret = [],
            ClientAuthentication = nameof(ClientAuthentication.client_secret_post),
            LinkByEmail = false,
            Enabled = true,
            Scopes = "openid profile email",
            NameClaim = "preferred_username",
            GroupsClaim = "groups",
            GroupPrefix = "",
            Created = now,
            Updated = now,
        });
        return await store.AddAsync(provider, cancellationToken) ? default(Empty) : Error.Of(ErrorCode.AlreadyExists, "provider.alias.taken", ("alias", provider.Alias));
    }

    private async Task<Result<ChangedProvider>> UpdateAsync(string alias, ProviderRequest request, Person person, CancellationToken cancellationToken)
    {
        if (!(await FindAsync(alias, person, cancellationToken)).TryGet(out var provider, out var error)) return error;
        if (request.Issuer is not null && request.Issuer != provider.Issuer) return Error.Invalid("issuer", "provider.issuer.fixed");
        if (Wrong(request) is { } wrong) return wrong;
        await store.ChangeAsync(Apply(request, provider), cancellationToken);
        await sessions.NoticeChangesAsync(cancellationToken);
        return new ChangedProvider(alias);
    }

    private async Task<Result<Empty>> DeleteAsync(string alias, Person person, CancellationToken cancellationToken)
    {
        if (!(await FindAsync(alias, person, cancellationToken)).TryGet(out var provider, out var error)) return error;
        await store.DeleteAsync(provider, cancellationToken);
        directory.Forget(provider.Issuer);
        await sessions.NoticeChangesAsync(cancellationToken);
        return default(Empty);
    }

    private async Task<Result<ImportedConfiguration>> ImportAsync(string? url, Person person, CancellationToken cancellationToken)
    {
        if (Refusal(person) is { } refused) return refused;
        var issuer = url?.EndsWith(ProviderMetadata.WellKnown, StringComparison.Ordinal) == true ? url[..^ProviderMetadata.WellKnown.Length] : url ?? "";
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var place) || !http.MayAsk(place)) return Error.Invalid("url", "provider.issuer.invalid");
        if (!(await http.GetAsync(ProviderMetadata.AddressFor(issuer), bearer: null, cancellationToken)).TryGet(out var document, out var error)) return Unreachable(error, "url");
        // With a slash at its end or without: it says itself which.
        var named = document.Text("issuer")?.TrimEnd('/') == issuer.TrimEnd('/') ? document.Text("issuer")! : issuer;
        if (!ProviderMetadata.Read(document, named, http).TryGet(out var metadata, out error)) return Unreachable(error, "url");
        return new ImportedConfiguration(named, $"{metadata.Authorization}", $"{metadata.Token}", metadata.UserInfo?.ToString(), metadata.EndSession?.ToString());
    }

    private Result<RedirectUrl> RedirectUrl(string alias, Person person, HttpContext context)
    {
        if (Refusal(person) is { } refused) return refused;
        return Alias.IsMatch(alias) ? new RedirectUrl(address.Callback(context, alias)) : Error.Invalid("alias", "provider.alias.invalid");
    }

    private async Task<Result<Provider>> FindAsync(string alias, Person person, CancellationToken cancellationToken)
    {
        if (Refusal(person) is { } refused) return refused;
        return await store.FindAsync(alias, cancellationToken) is { } provider ? provider : Error.Of(ErrorCode.NotFound, "provider.unknown");
    }

    private Provider Apply(ProviderRequest request, Provider provider) => provider with
    {
        DisplayName = string.IsNullOrWhiteSpace(request.DisplayName) ? provider.DisplayName : request.DisplayName,
        ClientId = string.IsNullOrEmpty(request.ClientId) ? provider.ClientId : request.ClientId,
        ClientSecret = string.IsNullOrEmpty(request.ClientSecret) ? provider.ClientSecret : store.Seal(provider.Id, request.ClientSecret),
        ClientAuthentication = request.ClientAuthentications?.ToString() ?? provider.ClientAuthentication,
        LinkByEmail = request.EnableAutoLinkFlow ?? provider.LinkByEmail,
        Enabled = request.Enabled ?? provider.Enabled,
        Scopes = string.IsNullOrWhiteSpace(request.Scopes) ? provider.Scopes : request.Scopes,
        NameClaim = string.IsNullOrEmpty(request.NameClaim) ? provider.NameClaim : request.NameClaim,
        GroupsClaim = request.GroupsClaim ?? provider.GroupsClaim,
        GroupPrefix = request.GroupPrefix ?? provider.GroupPrefix,
        Updated = time.GetUtcNow(),
    };

    private ProviderInfo Shape(Provider provider, IReadOnlyList<Provider> all, IReadOnlyDictionary<string, IssuerPeople> people)
    {
        var known = directory.Known(provider.Issuer);
        var (count, dependents) = people.TryGetValue(provider.Issuer, out var vouched) ? ((int)vouched.People, (int)vouched.Dependents) : (0, 0);
        var another = all.Any(other => other.Enabled && other.Issuer == provider.Issuer && other.Id != provider.Id);
        return new ProviderInfo(
            provider.Alias, provider.DisplayName, provider.ClientId, Enum.Parse<ClientAuthentication>(provider.ClientAuthentication), ProviderType.oidc,
            known?.Authorization.ToString(), known?.Token.ToString(), known?.UserInfo?.ToString(), known?.EndSession?.ToString(), provider.LinkByEmail, provider.Enabled)
        {
            Issuer = provider.Issuer,
            Scopes = provider.Scopes,
            NameClaim = provider.NameClaim,
            GroupsClaim = provider.GroupsClaim,
            GroupPrefix = provider.GroupPrefix,
            HasSecret = provider.ClientSecret.Length > 0,
            People = count,
            Dependents = another ? 0 : dependents,
            Problem = directory.Problem(provider.Issuer),
        };
    }

    private static Error? Refusal(Person person) => person.IsPlatformAdministrator ? null : Error.Of(ErrorCode.PermissionDenied, "provider.denied");

    private static Error? Wrong(ProviderRequest request)
    {
        if (request.ClientAuthentications is ClientAuthentication.client_secret_jwt or ClientAuthentication.private_key_jwt) return Error.Invalid("clientAuthentications", "provider.authentication");
        if (request.Scopes is { Length: > 0 } scopes && !scopes.Split(' ').Contains("openid")) return Error.Invalid("scopes", "provider.scopes");
        if (request.GroupPrefix is { Length: > 0 } prefix && NameRules.Check($"{prefix}x", "groupPrefix") is { } unusable) return unusable;
        return NameRules.CheckText(request.DisplayName, "displayName", 63) ?? NameRules.CheckText(request.ClientId, "clientId") ?? NameRules.CheckText(request.ClientSecret, "clientSecret", 1000)
            ?? NameRules.CheckText(request.Scopes, "scopes") ?? NameRules.CheckText(request.NameClaim, "nameClaim", 63) ?? NameRules.CheckText(request.GroupsClaim, "groupsClaim", 63);
    }

    private static Error Unreachable(Error error, string field) => Error.Invalid(field, "provider.unreachable", (OidcErrors.Why, error.Parameters.GetValueOrDefault(OidcErrors.Why, "").TrimEnd('.')));

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?\z")]
    private static partial Regex Alias { get; }
}
