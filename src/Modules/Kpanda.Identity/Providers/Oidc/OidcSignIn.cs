using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Kpanda.Identity.Sessions;
using Kpanda.Identity.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Kpanda.Identity.Providers.Oidc;

/// <summary>Sign-in by the authorisation code flow of OpenID Connect with PKCE: to the provider, and back with a code, which this server itself exchanges.</summary>
internal sealed partial class OidcSignIn(
    ProviderStore providers,
    ProviderDirectory directory,
    ProviderHttp http,
    SignInAttempts attempts,
    PublicAddress address,
    ExternalPeople people,
    SessionStarter sessions,
    ExternalSessions vouched,
    IAuditLog audit,
    TimeProvider time,
    ILogger<OidcSignIn> logger)
{
    private const int LongestCode = 4096;

    /// <summary>Where the browser goes to sign in.</summary>
    public async Task<Result<string>> BeginAsync(string alias, string? returnTo, HttpContext context, CancellationToken cancellationToken)
    {
        if (await providers.FindAsync(alias, cancellationToken) is not { Enabled: true } provider) return Failed(alias, OidcErrors.Unavailable("there is no such provider"));
        if (!(await directory.FindAsync(provider.Issuer, cancellationToken)).TryGet(out var metadata, out var error)) return Failed(alias, error);
        var callback = address.Callback(context, alias);
        var secret = await attempts.BeginAsync(context, provider.Id, callback, PublicAddress.LocalPath(returnTo), cancellationToken);
        return QueryHelpers.AddQueryString(
            metadata.Authorization.AbsoluteUri,
            new Dictionary<string, string?>
            {
                ["response_type"] = "code",
                ["client_id"] = provider.ClientId,
                ["redirect_uri"] = callback,
                ["scope"] = provider.Scopes,
                ["state"] = SignInAttempts.StateOf(secret),
                ["nonce"] = SignInAttempts.NonceOf(secret),
                ["code_challenge"] = SignInAttempts.ChallengeOf(secret),
                ["code_challenge_method"] = "S256",
            });
    }

    /// <summary>Signs in whom the provider vouches for; the answer sets the cookies of a new session.</summary>
    /// <returns>The path of this console to go on with.</returns>
    public async Task<Result<string>> EndAsync(string alias, HttpContext context, CancellationToken cancellationToken)
    {
        if (await attempts.TakeAsync(context, context.Request.Query["state"], cancellationToken) is not var (secret, attempt)) return Failed(alias, OidcErrors.State);
        // The way back is each provider's own: one's answer never goes to another (mix-up).
        if (await providers.FindAsync(alias, cancellationToken) is not { Enabled: true } provider || provider.Id != attempt.ProviderId) return Failed(alias, OidcErrors.State);

        var result = await SignInAsync(provider, secret, attempt, context, cancellationToken);
        var record = AuditRecord.Of(context, context.Features.Get<Person>(), AuditVia.Console, time.GetUtcNow()) with { Verb = "login", Resource = "sessions", Name = alias };
        await audit.RecordAsync(record with { Status = result.Error is null ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized });
        if (!result.TryGet(out var started, out var error)) return Failed(alias, error);

        await vouched.VouchAsync(provider.Id, SecretToken.Hash(started.Token), cancellationToken);
        return attempt.ReturnTo;
    }

    /// <summary>Where the browser goes to sign out of the provider that vouched for a session; null for nowhere.</summary>
    public async Task<string?> SignOutAddressAsync(Provider provider, HttpContext context, CancellationToken cancellationToken)
    {
        if (!(await directory.FindAsync(provider.Issuer, cancellationToken)).TryGet(out var metadata, out _) || metadata.EndSession is not { } end) return null;
        // Without the ID token as a hint: it is no thing for an address. The provider asks the person instead.
        return QueryHelpers.AddQueryString(end.AbsoluteUri, new Dictionary<string, string?> { ["client_id"] = provider.ClientId, ["post_logout_redirect_uri"] = address.Page(context, "/sign-in") });
    }

    private async Task<Result<SignInResponse>> SignInAsync(Provider provider, string secret, SignInAttempts.Attempt attempt, HttpContext context, CancellationToken cancellationToken)
    {
        if (!(await directory.FindAsync(provider.Issuer, cancellationToken)).TryGet(out var metadata, out var error)) return error;
        var query = context.Request.Query;
        if (query.TryGetValue("iss", out var issuer) ? issuer != provider.Issuer : metadata.NamesIssuer) return OidcErrors.Answer("the return is of another issuer");
        if (query.TryGetValue("error", out var refusal)) return OidcErrors.Denied($"{refusal}" is { Length: < 64 } word && word.All(c => char.IsAsciiLetterLower(c) || c == '_') ? word : "an error without a name");
        if ($"{query["code"]}" is not { Length: > 0 and <= LongestCode } code) return OidcErrors.Answer("the return has no code");

        if (!(await ExchangeAsync(provider, metadata, code, secret, attempt.Callback, cancellationToken)).TryGet(out var answer, out error)) return error;
        var accessToken = answer.Text("access_token");
        if (!IdToken.Parse(answer.Text("id_token") ?? "").TryGet(out var token, out error)) return error;
        if (!(await directory.FindKeyAsync(metadata, token, cancellationToken)).TryGet(out var key, out error)) return error;
        if (!token.Verify(key, provider.Issuer, provider.ClientId, SignInAttempts.NonceOf(secret), accessToken, time.GetUtcNow()).TryGet(out var claims, out error)) return error;

        JsonElement? more = null;
        if (metadata.UserInfo is { } userInfo && accessToken is not null)
        {
            if (!(await http.GetAsync(userInfo, accessToken, cancellationToken)).TryGet(out var told, out error)) return error;
            if (told.Text("sub") != claims.Text("sub")) return OidcErrors.Answer("the userinfo is of somebody else");
            more = told;
        }

        if (!(await people.ResolveAsync(provider.Source, IdentityClaims.Read(provider, claims, more), cancellationToken)).TryGet(out var user, out error)) return error;
        return await sessions.StartAsync(context, user, cancellationToken);
    }

    private Task<Result<JsonElement>> ExchangeAsync(Provider provider, ProviderMetadata metadata, string code, string secret, string callback, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = callback,
            ["client_id"] = provider.ClientId,
            ["code_verifier"] = SignInAttempts.VerifierOf(secret),
        };
        var clientSecret = providers.Open(provider);
        AuthenticationHeaderValue? authorization = null;
        if (clientSecret.Length > 0 && provider.ClientAuthentication == nameof(ClientAuthentication.client_secret_basic))
        {
            // Both are encoded as in a form first (RFC 6749, 2.3.1).
            authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{FormEncoded(provider.ClientId)}:{FormEncoded(clientSecret)}")));
            form.Remove("client_id");
        }
        else if (clientSecret.Length > 0)
        {
            form["client_secret"] = clientSecret;
        }

        return http.PostAsync(metadata.Token, form, authorization, cancellationToken);
    }

    private static string FormEncoded(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);

    private Error Failed(string alias, Error error)
    {
        Log.Failed(logger, alias.Length <= 63 ? alias : "?", error.Reason, error.Parameters.GetValueOrDefault(OidcErrors.Why, ""));
        return error;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Sign-in by provider {Provider} failed: {Reason} {Why}")]
        public static partial void Failed(ILogger logger, string provider, string reason, string why);
    }
}
