using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Faults;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Admitting;

/// <summary>One AdmissionReview: asked of a webhook in the first version that it takes, and the answer checked.</summary>
internal static class WebhookReview
{
    private const string Group = "admission.k8s.io/";

    /// <summary>The <c>response</c>; or what was wrong, as a part of what clients are told.</summary>
    public static async Task<(JsonObject? Response, string Problem)> AskAsync(AdmissionAttributes attributes, JsonObject hook, KindInfo version, bool mutating, CancellationToken cancel)
    {
        var uid = ObjectStore.NewUid();
        var accepted = (hook["admissionReviewVersions"] as JsonArray ?? []).Select(v => v?.ToString()).FirstOrDefault(v => v is "v1" or "v1beta1") ?? "v1";
        var facts = attributes.Facts(version, uid);
        facts.Insert(facts.IndexOf("userInfo") + 1, "object", attributes.In(version, attributes.Object));
        facts.Insert(facts.IndexOf("object") + 1, "oldObject", attributes.In(version, attributes.Old));
        JsonObject review = new() { ["kind"] = "AdmissionReview", ["apiVersion"] = Group + accepted, ["request"] = facts };

        var (answer, problem) = await new WebhookEndpoint(attributes.Cluster, hook).PostAsync(review, cancel);
        if (answer is null) return (null, WriteFaults.FailedCall(attributes.Cluster.Minor) + problem);
        return Check(answer, accepted, uid, mutating, attributes.Cluster.Minor);
    }

    private static (JsonObject? Response, string Problem) Check(byte[] answer, string version, string uid, bool mutating, int minor)
    {
        JsonObject? review;
        try
        {
            review = JsonNode.Parse(answer) as JsonObject;
        }
        catch (JsonException)
        {
            review = null;
        }

        if (review is null) return (null, WriteFaults.FailedCall(minor) + "couldn't get version/kind; json parse error: the answer is no JSON object");
        var (kind, api) = (review.Text("kind") ?? "", review.Text("apiVersion") ?? "");
        if (kind == "AdmissionReview" && api.StartsWith(Group, StringComparison.Ordinal) && api != Group + version)
            return (null, $"{WriteFaults.FailedCall(minor)}converting ({api[Group.Length..]}.AdmissionReview) to ({version}.AdmissionReview): unknown conversion");
        if (kind != "AdmissionReview" || api != Group + version) return Invalid($"expected webhook response of {Group}{version}, Kind=AdmissionReview, got {(api.Length == 0 ? "/" : api)}, Kind={kind}");
        if (review.Child("response") is not { } response) return Invalid("webhook response was absent");
        if (version == "v1" && response.Text("uid") != uid) return Invalid($"expected response.uid=\"{uid}\", got \"{response.Text("uid")}\"");
        return mutating && version == "v1" ? CheckPatch(response) : (response, "");
    }

    private static (JsonObject? Response, string Problem) CheckPatch(JsonObject response)
    {
        var (patch, type) = (response.Text("patch") ?? "", response.Text("patchType") ?? "");
        if (patch.Length > 0 && type.Length == 0) return Invalid("webhook returned response.patch but not response.patchType");
        if (patch.Length == 0 && type.Length > 0) return Invalid("webhook returned response.patchType but not response.patch");
        return (response, "");
    }

    private static (JsonObject? Response, string Problem) Invalid(string why) => (null, "received invalid webhook response: " + why);
}
