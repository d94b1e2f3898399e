using System.Text.Json.Nodes;
using Kpanda.Sandbox.Access;
using Kpanda.Sandbox.Admitting;
using Kpanda.Sandbox.Api.Bodies;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.FieldOwnership;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.Verbs;

/// <summary>serviceaccounts/token: a token by which a service account is known.</summary>
internal static class TokenVerb
{
    private const long Shortest = 600;
    private const long Longest = 1L << 32;

    public static async Task<Answer> CreateAsync(ApiRequest request)
    {
        var sub = request.Kind.Subresource("token")!;
        var (asked, failure) = await RequestBody.ReadObjectAsync(request, sub.Gvk, request.Cluster.Kinds.Facts.Schema(sub.Gvk));
        if (asked is null || failure is not null) return failure!;
        if (request.Cluster.Store.Get(BuiltIn.ServiceAccounts, request.Namespace, request.Name) is not { } account) return Failure.NotFound(request.Resource, request.Name);
        var spec = asked.Ensure("spec");
        var seconds = spec.Number("expirationSeconds") ?? 3600;
        var errors = new FieldErrors();
        if (seconds < Shortest) errors.Invalid("spec.expirationSeconds", seconds, "may not specify a duration less than 10 minutes");
        if (seconds > Longest) errors.Invalid("spec.expirationSeconds", seconds, "may not specify a duration larger than 2^32 seconds");
        if (errors.Any) return Failure.Invalid("authentication.k8s.io", "TokenRequest", "", errors);

        var (judged, refusal) = await SubresourceAdmission.JudgePostAsync(request, sub.Gvk, asked);
        if (judged is null) return refusal!;
        asked = judged;
        spec = asked.Ensure("spec");
        var (bound, unbound) = TokenBinding.Find(request.Cluster, request.Namespace, request.Name, spec.Child("boundObjectRef"));
        if (unbound is not null) return unbound;

        var now = request.Cluster.Time.GetUtcNow();
        var expires = now.AddSeconds(seconds);
        var meta = asked.Ensure("metadata");
        var kind = request.Kind with { Gvr = new("authentication.k8s.io", "v1", "tokenrequests"), Kind = sub.Gvk.Kind };
        ManagedFields.OnCreate(request with { Kind = kind }, kind, asked);
        meta["name"] = request.Name;
        meta["uid"] = account.Uid;
        meta["namespace"] = request.Namespace;
        meta["creationTimestamp"] = KubeJson.Timestamp(now);
        spec["expirationSeconds"] = seconds;
        var audiences = spec.Words("audiences");
        if (audiences.Count == 0)
        {
            audiences = [TokenTable.ApiAudience];
            spec["audiences"] = new JsonArray(TokenTable.ApiAudience);
        }

        var token = request.DryRun ? "" : ServiceAccountUser.Issue(request.Cluster, request.Namespace, request.Name, account.Uid, audiences, expires, bound);
        if (!spec.ContainsKey("boundObjectRef")) spec["boundObjectRef"] = null;
        asked["status"] = new JsonObject { ["token"] = token, ["expirationTimestamp"] = KubeJson.Timestamp(expires) };
        return new NodeAnswer(201, asked);
    }
}
