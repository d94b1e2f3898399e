using Kpanda.KubeModel;
using Kpanda.Sandbox.Api.Failures;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Sandbox.Access;

/// <summary>Who a request comes from: its bearer token, and whom the bearer asks to be.</summary>
internal static class Authentication
{
    private const string Extra = "Impersonate-Extra-";

    public static (SandboxUser? User, KubeStatus? Failure) Identify(SandboxCluster cluster, HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return (null, Failure.Unauthorized);
        if (cluster.Tokens.Find(header[7..].Trim()) is not { } user) return (null, Failure.Unauthorized);
        return Impersonate(cluster, request, user);
    }

    private static (SandboxUser? User, KubeStatus? Failure) Impersonate(SandboxCluster cluster, HttpRequest request, SandboxUser user)
    {
        var name = request.Headers["Impersonate-User"].ToString();
        var groups = request.Headers["Impersonate-Group"].Where(g => g is not null).Select(g => g!).ToList();
        var uid = request.Headers["Impersonate-Uid"].ToString();
        var extra = request.Headers.Where(h => h.Key.StartsWith(Extra, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(h => Uri.UnescapeDataString(h.Key[Extra.Length..].ToLowerInvariant()), h => (IReadOnlyList<string>)[.. h.Value.Select(v => v ?? "")]);
        if (name.Length == 0 && groups.Count == 0 && uid.Length == 0 && extra.Count == 0) return (user, null);
        if (name.Length == 0)
        {
            return (null, Failure.BadRequest(
                $"requested &user.DefaultInfo{{Name:\"\", UID:\"{uid}\", Groups:[]string{{{string.Join(", ", groups.Select(g => $"\"{g}\""))}}}, Extra:map[string][]string(nil)}} without impersonating a user name"));
        }

        if (Impersonation.Refuses(cluster, user, name, groups, uid, extra) is { } refused) return (null, refused);
        return (Impersonation.User(name, groups, uid, extra), null);
    }
}
