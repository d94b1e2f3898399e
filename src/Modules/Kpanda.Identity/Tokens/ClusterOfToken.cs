using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Sessions;
using Kpanda.Identity.Sessions;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Identity.Tokens;

/// <summary>
/// A token that is bound to one cluster opens the routes below that cluster and nothing else: routes whose path has a <c>{cluster}</c>, with its name in that place.
/// </summary>
public static class ClusterOfToken
{
    /// <summary>The cluster that the token of a request is bound to; empty for a session, and for a token that opens everything its owner may see.</summary>
    public static string Of(HttpContext context) => (context.Features.Get<ISessionLifetime>() as SessionLifetime)?.Credential.Cluster ?? "";

    /// <summary>Why a request must be refused; null where it need not.</summary>
    public static Error? Refusal(HttpContext context)
    {
        var bound = Of(context);
        if (bound.Length == 0 || (context.Request.RouteValues.TryGetValue("cluster", out var cluster) && bound.Equals(cluster as string, StringComparison.Ordinal))) return null;
        return Error.Of(ErrorCode.PermissionDenied, "token.other.cluster", ("cluster", bound));
    }
}
