using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Sessions;
using Kpanda.Identity.Access;
using Kpanda.Identity.Sessions;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Identity.Tokens;

/// <summary>
/// Makes, lists and revokes the tokens with which scripts and kubeconfigs act as their owner. A token that makes another one never makes one that lasts longer or opens more, and takes it along
/// when it ends. Safe for concurrent use.
/// </summary>
public sealed class AccessTokens
{
    private const int LongestName = 100;
    private const int MostOfAPerson = 100;

    private readonly AccessTokenStore _store;
    private readonly SessionRegistry _sessions;
    private readonly TimeProvider _time;

    internal AccessTokens(AccessTokenStore store, SessionRegistry sessions, TimeProvider time)
    {
        _store = store;
        _sessions = sessions;
        _time = time;
    }

    /// <summary>Whether a request came with an access token, not with a session or the token of one.</summary>
    public static bool IsAccessToken(HttpContext context) => AccessTokenOf(context) is not null;

    /// <summary>Makes a token for whoever asks.</summary>
    /// <returns>The token, told once; or <c>InvalidArgument</c>, <c>PermissionDenied</c> where a token asks for more than itself, <c>ResourceExhausted</c> beyond 100 tokens.</returns>
    public Task<Result<IssuedToken>> IssueAsync(HttpContext context, Person person, NewAccessToken wanted, CancellationToken cancellationToken) =>
        IssueAsync(context, person.Id, wanted, cancellationToken);

    /// <summary>Makes a token with which whoever has it acts as somebody: the caller says who may.</summary>
    internal async Task<Result<IssuedToken>> IssueAsync(HttpContext context, Guid owner, NewAccessToken wanted, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        if (string.IsNullOrWhiteSpace(wanted.Name)) return Error.Invalid("name", "signin.field.missing", ("field", "name"));
        if (wanted.Name.Length > LongestName || wanted.Name.Any(char.IsControl)) return Error.Invalid("name", "user.field.long", ("field", "name"), ("limit", $"{LongestName}"));
        if (wanted.Expires <= now) return Error.Invalid("expiredAt", "token.expiry.past");

        var expires = wanted.Expires ?? AccessTokenRow.Never;
        var asking = AccessTokenOf(context);
        if (asking is not null && (expires > asking.Expires || (asking.Cluster.Length > 0 && asking.Cluster != wanted.Cluster)))
            return Error.Of(ErrorCode.PermissionDenied, "token.more.than.itself");

        var secret = SecretToken.New();
        var row = new AccessTokenRow(Guid.CreateVersion7(now), wanted.Name, wanted.Cluster, now, AccessTokenRow.Unused, expires);
        if (!await _store.AddAsync(row, owner, asking?.Id, SecretToken.Hash(secret), MostOfAPerson, cancellationToken))
            return Error.Of(ErrorCode.ResourceExhausted, "token.many", ("limit", $"{MostOfAPerson}"));
        return new IssuedToken(row.Id, secret, wanted.Expires);
    }

    /// <summary>All of one person, the newest first.</summary>
    internal Task<IReadOnlyList<AccessTokenRow>> ListAsync(Guid owner, CancellationToken cancellationToken) => _store.ListAsync(owner, cancellationToken);

    /// <summary>Ends a token of one person, and everything that is open with it, at once here and within 3 s on every replica.</summary>
    internal async Task<Result<Empty>> RevokeAsync(Guid owner, string id, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id, out var token) || !await _store.IsOwnAsync(token, owner, cancellationToken)) return Error.Of(ErrorCode.NotFound, "token.none");
        await _sessions.EndAsync(token, cancellationToken);
        return new Empty();
    }

    /// <summary>The access token that a request came with; null where it came with a session, or with the token of one.</summary>
    private static Credential? AccessTokenOf(HttpContext context) =>
        context.Features.Get<ISessionLifetime>() is SessionLifetime { Credential: { Kind: Credential.Token, SessionId: null } credential } ? credential : null;
}
