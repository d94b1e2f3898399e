using System.Net.Http.Headers;
using Kpanda.Kube.Forward;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Kpanda.Gateway.Forward;

/// <summary>
/// The headers that pass, by name, in each direction; nothing else does. So no header of a connection (<c>Connection</c> and what it names), no cookie and nobody's
/// credential crosses: who asks is written by the client of the member, into a set of headers that the caller never touched.
/// </summary>
internal static class ForwardHeaders
{
    private const string TokenProtocol = "base64url.bearer.authorization.k8s.io.";
    private const string WebSocketProtocol = "Sec-WebSocket-Protocol";
    private const string Impersonate = "Impersonate-";

    private static readonly string[] Asked = ["Accept", "Accept-Encoding", "Content-Type", "Content-Encoding", "If-Match", "If-None-Match", "If-Modified-Since", "User-Agent", "Kubectl-Command", "Kubectl-Session"];
    private static readonly string[] AskedOnUpgrade = ["X-Stream-Protocol-Version", "Sec-WebSocket-Key", "Sec-WebSocket-Version", WebSocketProtocol, "Sec-WebSocket-Extensions"];

    private static readonly HashSet<string> Answered = new(StringComparer.OrdinalIgnoreCase)
    {
        "Content-Type", "Content-Encoding", "Content-Length", "ETag", "Last-Modified", "Vary", "Cache-Control", "Warning", "Retry-After", "Audit-Id",
        "X-Kubernetes-Pf-Flowschema-Uid", "X-Kubernetes-Pf-Prioritylevel-Uid",
    };

    private static readonly HashSet<string> AnsweredOnUpgrade = new(StringComparer.OrdinalIgnoreCase)
    {
        "X-Stream-Protocol-Version", "Sec-WebSocket-Accept", WebSocketProtocol, "Sec-WebSocket-Extensions",
    };

    /// <summary>The first header that tries to say who asks; null for none.</summary>
    public static string? Impersonation(IHeaderDictionary headers) =>
        headers.Keys.FirstOrDefault(name => name.Replace('_', '-').StartsWith(Impersonate, StringComparison.OrdinalIgnoreCase));

    /// <summary>What of a request goes to the member; null where a value holds what no header may hold.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>>? OfRequest(IHeaderDictionary headers, bool upgrade)
    {
        var found = new List<KeyValuePair<string, string>>();
        foreach (var name in upgrade ? [.. Asked, .. AskedOnUpgrade] : Asked)
        {
            foreach (var value in headers[name])
            {
                var passed = name == WebSocketProtocol ? WithoutToken(value) : value;
                if (string.IsNullOrEmpty(passed)) continue;
                if (!IsPlain(passed)) return null;
                found.Add(new(name, passed));
            }
        }

        return found;
    }

    /// <summary>Writes what of an answer goes to the caller.</summary>
    public static void ToResponse(ForwardAnswer answer, IHeaderDictionary headers)
    {
        Copy(answer.Headers, headers, Answered);
        Copy(answer.ContentHeaders, headers, Answered);
        if (answer.Status == StatusCodes.Status101SwitchingProtocols) Copy(answer.Headers, headers, AnsweredOnUpgrade);
    }

    private static void Copy(HttpHeaders from, IHeaderDictionary to, HashSet<string> allowed)
    {
        foreach (var (name, values) in from.NonValidated)
        {
            if (allowed.Contains(name) && values.All(IsPlain)) to[name] = new StringValues([.. values]);
        }
    }

    // A browser cannot set headers of a WebSocket, so Kubernetes takes a token as the name of a protocol. It is the platform's, not the member's.
    private static string? WithoutToken(string? protocols) => protocols is null
        ? null
        : string.Join(", ", protocols.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(one => !one.StartsWith(TokenProtocol, StringComparison.OrdinalIgnoreCase)));

    private static bool IsPlain(string value) => !value.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
