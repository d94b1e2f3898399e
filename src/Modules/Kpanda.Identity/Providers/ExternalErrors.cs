using Kpanda.Hosting.Errors;

namespace Kpanda.Identity.Providers;

/// <summary>Why somebody whom a provider vouches for has no account here.</summary>
internal static class ExternalErrors
{
    /// <summary>The account is disabled or was deleted.</summary>
    public static Error Disabled { get; } = Error.Of(ErrorCode.PermissionDenied, "external.disabled");

    /// <summary>The person has no name that can be used here.</summary>
    public static Error NameUnusable { get; } = Error.Of(ErrorCode.PermissionDenied, "external.name.unusable");

    /// <summary>The name belongs to another account.</summary>
    public static Error NameTaken { get; } = Error.Of(ErrorCode.PermissionDenied, "external.name.taken");
}
