using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Kpanda.Identity.Sessions;
using Kpanda.Storage;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Identity.Providers.Oidc;

/// <summary>
/// Browsers on their way to a provider and back. A browser keeps one secret in a cookie, from which state, nonce and the PKCE verifier are made: a return counts only in the browser that began, once, and within ten
/// minutes. Only a hash of the secret is stored, for all replicas.
/// </summary>
internal sealed class SignInAttempts(IStateDatabase database, TimeProvider time)
{
    // Anybody can begin: the oldest are forgotten.
    private const int Most = 10_000;
    private const string CookieName = "kpanda-sign-in";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <param name="Callback">Where the provider was told to send the browser back to.</param>
    internal sealed record Attempt(Guid ProviderId, string Callback, string ReturnTo, DateTimeOffset Created);

    /// <summary>Begins one; the answer sets the cookie.</summary>
    /// <returns>The secret.</returns>
    public async Task<string> BeginAsync(HttpContext context, Guid provider, string callback, string returnTo, CancellationToken cancellationToken)
    {
        var secret = SecretToken.New();
        var now = time.GetUtcNow();
        await using var connection = await database.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(
            new CommandDefinition(
                "DELETE FROM sign_in_attempts WHERE created < @before OR hash IN (SELECT hash FROM sign_in_attempts ORDER BY created DESC LIMIT 100 OFFSET @most)",
                new { before = now - Lifetime, most = Most },
                transaction,
                cancellationToken: cancellationToken));
        await connection.ExecuteAsync(
            new CommandDefinition(
                "INSERT INTO sign_in_attempts (hash, provider_id, callback, return_to, created) VALUES (@hash, @provider, @callback, @returnTo, @now)",
                new { hash = SecretToken.Hash(secret), provider, callback, returnTo, now },
                transaction,
                cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        context.Response.Cookies.Append(Name(context.Request), secret, OptionsFor(context.Request));
        return secret;
    }

    /// <summary>Takes away the attempt that a return belongs to; null where there is none, or its state is not the one that was sent out.</summary>
    public async Task<(string Secret, Attempt Attempt)?> TakeAsync(HttpContext context, string? state, CancellationToken cancellationToken)
    {
        if (context.Request.Cookies[Name(context.Request)] is not { Length: > 0 and < 200 } secret) return null;
        context.Response.Cookies.Delete(Name(context.Request), OptionsFor(context.Request));
        if (state is null || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state), Encoding.UTF8.GetBytes(StateOf(secret)))) return null;

        var hash = SecretToken.Hash(secret);
        await using var connection = await database.OpenAsync(cancellationToken);
        var attempt = await connection.QuerySingleOrDefaultAsync<Attempt>(
            new CommandDefinition("SELECT provider_id AS ProviderId, callback, return_to AS ReturnTo, created FROM sign_in_attempts WHERE hash = @hash", new { hash }, cancellationToken: cancellationToken));
        // Whoever removes it has it: the same return twice at once is one return.
        if (attempt is null || await connection.ExecuteAsync(new CommandDefinition("DELETE FROM sign_in_attempts WHERE hash = @hash", new { hash }, cancellationToken: cancellationToken)) != 1) return null;
        return time.GetUtcNow() - attempt.Created < Lifetime ? (secret, attempt) : null;
    }

    public static string StateOf(string secret) => Made(secret, "state");

    public static string NonceOf(string secret) => Made(secret, "nonce");

    /// <summary>The PKCE verifier (RFC 7636): 43 characters.</summary>
    public static string VerifierOf(string secret) => Made(secret, "verifier");

    public static string ChallengeOf(string secret) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(VerifierOf(secret))));

    private static string Made(string secret, string purpose) => Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(purpose)));

    private static string Name(HttpRequest request) => request.IsHttps ? "__Host-" + CookieName : CookieName;

    // Lax: the way back is a navigation from elsewhere.
    private static CookieOptions OptionsFor(HttpRequest request) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = request.IsHttps, Path = "/", IsEssential = true, MaxAge = Lifetime };
}
