using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Access;
using Kpanda.Sandbox.Api.Bodies;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.FieldOwnership;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.Verbs;

/// <summary>Reviews: questions that are posted like objects and kept nowhere.</summary>
internal static class ReviewVerbs
{
    public static bool Handles(KindInfo kind) => kind.Gvr.Group is "authorization.k8s.io" or "authentication.k8s.io" && kind.Verbs is ["create"];

    public static async Task<Answer> AnswerAsync(ApiRequest request)
    {
        var (obj, failure) = await RequestBody.ReadObjectAsync(request, request.Kind.Gvk, request.Cluster.Kinds.Schema(request.Kind));
        if (obj is null || failure is not null) return failure!;
        if (request.Kind.Kind is "SubjectAccessReview" or "LocalSubjectAccessReview" or "SelfSubjectAccessReview" or "TokenReview") ManagedFields.OnCreate(request, request.Kind, obj);
        failure = request.Kind.Kind switch
        {
            "SelfSubjectReview" => WhoAmI(request, obj),
            "SelfSubjectAccessReview" => Access(request, obj, request.User),
            "SubjectAccessReview" or "LocalSubjectAccessReview" => Access(request, obj, Subject(obj.Child("spec"))),
            "SelfSubjectRulesReview" => RulesReview(request, obj),
            "TokenReview" => Token(request, obj),
            _ => Failure.NoSuchResource,
        };
        return failure is null ? new NodeAnswer(201, obj) : failure;
    }

    private static KubeStatus? WhoAmI(ApiRequest request, JsonObject obj)
    {
        obj["metadata"] = new JsonObject { ["creationTimestamp"] = KubeJson.Timestamp(request.Cluster.Time.GetUtcNow()) };
        obj["status"] = new JsonObject { ["userInfo"] = request.User.ToJson() };
        return null;
    }

    private static KubeStatus? Token(ApiRequest request, JsonObject obj)
    {
        var spec = obj.Child("spec");
        if (spec.Text("token") is not { Length: > 0 } token) return Failure.BadRequest("token is required for TokenReview in authentication");
        var asked = spec.Words("audiences");
        var (user, audiences, problem) = request.Cluster.Tokens.Review(token, asked.Count > 0 ? asked : [TokenTable.ApiAudience]);
        obj.Ensure("metadata").Remove("namespace");
        obj["status"] = user is null
            ? new JsonObject { ["user"] = new JsonObject(), ["error"] = problem }
            : new JsonObject { ["authenticated"] = true, ["user"] = user.ToJson(), ["audiences"] = Words(audiences) };
        return null;
    }

    private static KubeStatus? Access(ApiRequest request, JsonObject obj, SandboxUser user)
    {
        var spec = obj.Ensure("spec");
        var resource = spec["resourceAttributes"] as JsonObject;
        var path = spec["nonResourceAttributes"] as JsonObject;
        if (resource is null == path is null)
        {
            var errors = new FieldErrors();
            errors.InvalidRaw("spec.resourceAttributes", resource is null ? "null" : resource.ToJsonString(KubeJson.Options), resource is null ? "exactly one of nonResourceAttributes or resourceAttributes must be specified" : "cannot be specified in combination with nonResourceAttributes");
            return Failure.Invalid(request.Kind, "", errors);
        }

        var attributes = resource is not null
            ? new AccessAttributes(resource.Text("verb") ?? "", resource.Text("group") ?? "", resource.Text("resource") ?? "")
            {
                Namespace = resource.Text("namespace") ?? "",
                Name = resource.Text("name") ?? "",
                Subresource = resource.Text("subresource") ?? "",
            }
            : new AccessAttributes(path.Text("verb") ?? "", "", "") { Path = path.Text("path") ?? "" };
        var reason = "";
        var allowed = user.Groups.Contains(Authorization.Masters) || request.Cluster.Access.Allows(user, attributes, out reason);
        obj.Ensure("metadata");
        JsonObject status = new() { ["allowed"] = allowed };
        if (reason.Length > 0) status["reason"] = reason;
        obj["status"] = status;
        return null;
    }

    private static KubeStatus? RulesReview(ApiRequest request, JsonObject obj)
    {
        var ns = obj.Child("spec").Text("namespace") ?? "";
        if (ns.Length == 0) return Failure.BadRequest("no namespace on request");
        JsonArray resources = [], paths = [];
        if (request.User.Groups.Contains(Authorization.Masters))
        {
            resources.Add(new JsonObject { ["verbs"] = Words(["*"]), ["apiGroups"] = Words(["*"]), ["resources"] = Words(["*"]) });
            paths.Add(new JsonObject { ["verbs"] = Words(["*"]), ["nonResourceURLs"] = Words(["*"]) });
        }

        foreach (var (rule, _) in request.Cluster.Access.RulesOf(request.User, ns))
        {
            if (rule.Resources.Count > 0)
            {
                JsonObject item = new() { ["verbs"] = Words(rule.Verbs), ["apiGroups"] = Words(rule.Groups), ["resources"] = Words(rule.Resources) };
                if (rule.Names.Count > 0) item["resourceNames"] = Words(rule.Names);
                resources.Add(item);
            }

            if (rule.Paths.Count > 0) paths.Add(new JsonObject { ["verbs"] = Words(rule.Verbs), ["nonResourceURLs"] = Words(rule.Paths) });
        }

        obj.Ensure("metadata");
        obj["spec"] = new JsonObject();
        obj["status"] = new JsonObject { ["resourceRules"] = resources, ["nonResourceRules"] = paths, ["incomplete"] = false };
        return null;
    }

    private static SandboxUser Subject(JsonObject? spec) => new(
        spec.Text("user") ?? "", [.. ((spec?["groups"] ?? spec?["group"]) as JsonArray ?? []).Select(g => g?.ToString() ?? "")])
    {
        Uid = spec.Text("uid") ?? "",
    };

    private static JsonArray Words(IEnumerable<string> words) => new([.. words.Select(w => JsonValue.Create(w))]);
}
