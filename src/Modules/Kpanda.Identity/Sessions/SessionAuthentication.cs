using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Sessions;
using Kpanda.Identity.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kpanda.Identity.Sessions;

/// <summary>
/// Finds out who asks: by bearer token, or by the session cookie. A request that brings a token is judged by the token alone. A cookie counts for a writing request only
/// together with the CSRF header; without it nobody is signed in, on every route alike.
/// </summary>
internal sealed class SessionAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    SessionRegistry sessions) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Kpanda";

    private const string BearerPrefix = "Bearer ";

    private string _refusal = "session.missing";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var authorization = Request.Headers.Authorization.ToString();
        if (authorization.Length > 0) return ByTokenAsync(authorization);
        return SessionCookies.Read(Request) is { Length: > 0 } secret ? BySessionAsync(secret) : Task.FromResult(AuthenticateResult.NoResult());
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return ErrorResponse.WriteAsync(Context, Error.Of(ErrorCode.Unauthenticated, _refusal));
    }

    private async Task<AuthenticateResult> ByTokenAsync(string authorization)
    {
        var credential = authorization.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase)
            ? await sessions.FindAsync(Credential.Token, authorization[BearerPrefix.Length..].Trim(), Context.RequestAborted)
            : null;
        return credential is null ? Refuse("token.unknown") : Accept(credential);
    }

    private async Task<AuthenticateResult> BySessionAsync(string secret)
    {
        if (!IsReading(Context) && !HasCsrfHeader(secret)) return Refuse("session.csrf");
        var credential = await sessions.FindAsync(Credential.Session, secret, Context.RequestAborted);
        return credential is null ? Refuse("session.ended") : Accept(credential);
    }

    private static bool IsReading(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method))
        && context.GetEndpoint()?.Metadata.GetMetadata<WritesByGet>() is null;

    private bool HasCsrfHeader(string secret) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Request.Headers[SessionCookies.CsrfHeader].ToString()),
            Encoding.UTF8.GetBytes(SecretToken.CsrfOf(secret)));

    private AuthenticateResult Refuse(string reason)
    {
        _refusal = reason;
        return AuthenticateResult.Fail(reason);
    }

    private AuthenticateResult Accept(Credential credential)
    {
        Context.Features.Set(credential.Person);
        var lifetime = new SessionLifetime(credential, sessions);
        Context.Features.Set<ISessionLifetime>(lifetime);
        Context.Features.Set<IPersonSource>(lifetime);
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, credential.Person.Id.ToString()), new Claim(ClaimTypes.Name, credential.Person.Name)],
            SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }
}
