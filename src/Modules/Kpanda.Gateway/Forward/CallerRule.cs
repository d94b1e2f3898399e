using Kpanda.Gateway.Paths;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Live;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Gateway.Forward;

/// <summary>What a caller may not send, whoever they are.</summary>
internal static class CallerRule
{
    /// <summary>
    /// A header that says who asks is refused, not dropped: whoever sends it expects it to count. A browser sends its cookie with requests of any page, and shows what a pod
    /// answers as a page of ours: so a cookie is good for plain reading alone (writing needs the CSRF header already), and no foreign page may switch protocols.
    /// </summary>
    public static Error? Refusal(HttpRequest request, RequestInfo info, string upgrade)
    {
        if (ForwardHeaders.Impersonation(request.Headers) is { } header) return Error.Of(ErrorCode.PermissionDenied, "gateway.impersonate", ("header", header));
        if (info.MayUpgrade && request.Headers.Authorization.Count == 0) return Error.Of(ErrorCode.PermissionDenied, "gateway.cookie");
        return upgrade.Length > 0 && !SameOrigin.IsSameHost(request) ? Error.Of(ErrorCode.PermissionDenied, "gateway.origin") : null;
    }
}
