using Kpanda.Hosting.Errors;

namespace Kpanda.Identity.Providers.Oidc;

/// <summary>Why a sign-in by a provider fails. What exactly was wrong is for the server's log: the browser is told the kind alone.</summary>
internal static class OidcErrors
{
    /// <summary>Parameter with the plain words for the log; never a token, a code or a secret.</summary>
    public const string Why = "why";

    /// <summary>The return fits no sign-in that this browser began: it is too old, was used, or was begun by somebody else.</summary>
    public static Error State { get; } = Error.Of(ErrorCode.Unauthenticated, "oidc.state");

    /// <summary>The provider says no.</summary>
    public static Error Denied(string why) => Error.Of(ErrorCode.Unauthenticated, "oidc.denied", (Why, why));

    /// <summary>The provider cannot be reached or answers with nothing that can be read.</summary>
    public static Error Unavailable(string why) => Error.Of(ErrorCode.Unavailable, "oidc.unavailable", (Why, why));

    /// <summary>The provider's answer is not to be trusted.</summary>
    public static Error Answer(string why) => Error.Of(ErrorCode.Unauthenticated, "oidc.answer", (Why, why));
}
