using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Access;
using Kpanda.Sandbox.Api;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Certificates;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Policies;

/// <summary>
/// What the API server itself does with CertificateSigningRequests: it writes who asks, keeps apart who may approve and who may sign, and lets nobody ask to
/// be a master.
/// </summary>
internal static class SigningRequests
{
    private const string Group = "certificates.k8s.io";

    /// <summary>A new request says who asks, whatever the client wrote.</summary>
    public static void Prepare(SandboxUser user, JsonObject obj)
    {
        var spec = obj.Ensure("spec");
        foreach (var field in (ReadOnlySpan<string>)["username", "uid", "groups", "extra"]) spec.Remove(field);
        foreach (var (field, value) in user.ToJson().ToList()) spec[field] = value?.DeepClone();
        obj["status"] = new JsonObject();
    }

    /// <summary>Only what a subresource is for changes: the conditions through <c>approval</c>, conditions and certificate through <c>status</c>.</summary>
    public static void Prepare(ApiRequest request, JsonObject obj, JsonObject before)
    {
        obj["spec"] = before["spec"]?.DeepClone();
        var (status, old) = (obj.Ensure("status"), before.Child("status") ?? []);
        if (request.Subresource.Length == 0)
        {
            obj["status"] = old.DeepClone();
            return;
        }

        if (request.Subresource == "approval")
        {
            if (old["certificate"] is { } signed) status["certificate"] = signed.DeepClone();
            else status.Remove("certificate");
        }

        var now = KubeJson.Timestamp(request.Cluster.Time.GetUtcNow());
        foreach (var condition in status["conditions"] as JsonArray ?? [])
        {
            if (condition is not JsonObject item) continue;
            item["lastUpdateTime"] ??= now;
            var same = (old["conditions"] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault(c => c.Text("type") == item.Text("type") && c.Text("status") == item.Text("status"));
            item["lastTransitionTime"] ??= same.Text("lastTransitionTime") ?? now;
        }
    }

    /// <summary>Why a valid new request is refused, or null.</summary>
    public static string? Refuses(JsonObject obj)
    {
        var spec = obj.Child("spec");
        if (spec.Text("signerName") != Signers.Client || SigningRequest.Read(Bytes(spec, "request"), out _) is not { } asked) return null;
        return asked.Name.Organizations.Contains(Authorization.Masters) ? $"use of {Signers.Client} signer with {Authorization.Masters} group is not allowed" : null;
    }

    /// <summary>Why somebody may not approve, or sign; null where they may.</summary>
    public static string? Refuses(ApiRequest request, JsonObject obj, JsonObject before)
    {
        var verb = request.Subresource == "approval" ? "approve" : "sign";
        if (request.Subresource.Length == 0 || (verb == "sign" && JsonNode.DeepEquals(obj["status"], before["status"]))) return null;
        var signer = before.Child("spec").Text("signerName") ?? "";
        var all = signer.Split('/')[0] + "/*";
        return ((ReadOnlySpan<string>)[signer, all]).ToArray().Any(name => Authorization.Allows(request.Cluster, request.User, new AccessAttributes(verb, Group, "signers") { Name = name }))
            ? null
            : $"user not permitted to {verb} requests with signerName \"{signer}\"";
    }

    /// <summary>The bytes of a field in base64; none where it has none.</summary>
    public static byte[] Bytes(JsonObject? obj, string field)
    {
        var text = obj.Text(field) ?? "";
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : [];
    }
}
