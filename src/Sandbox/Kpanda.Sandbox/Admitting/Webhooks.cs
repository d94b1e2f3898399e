using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.KubeModel.Patches;
using Kpanda.Sandbox.Api;
using Kpanda.Sandbox.Api.Bodies;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Rules.Policies;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Admitting;

/// <summary>
/// Asks the webhooks of a cluster about changes, over HTTPS: the mutating ones one after another, the validating ones at once. They are asked outside of the
/// store's lock; whoever writes checks afterwards that nothing has changed meanwhile. Thread-safe.
/// </summary>
internal sealed class Webhooks(SandboxCluster cluster)
{
    private static readonly GroupResource Mutating = new("admissionregistration.k8s.io", "mutatingwebhookconfigurations");
    private static readonly GroupResource Validating = new("admissionregistration.k8s.io", "validatingwebhookconfigurations");

    private volatile Parsed? parsed;

    /// <summary>Whether a webhook may have a say in a change. Where none has, the change costs nothing more.</summary>
    public bool Concern(ApiRequest request, string operation)
    {
        var state = Current();
        if (state.Mutating.Count + state.Validating.Count == 0 || AdmissionAttributes.IsExempt(request)) return false;
        return state.Mutating.Concat(state.Validating).Any(hook => VersionOf(hook, request, operation) is not null);
    }

    /// <summary>Lets the mutating webhooks change an object. Those that want to be asked again are, once, after others have changed it.</summary>
    /// <returns>The object as it is then (in the version that is kept), or why it is refused.</returns>
    public async Task<(JsonObject? Object, KubeStatus? Refusal)> MutateAsync(AdmissionAttributes attributes, CancellationToken cancel)
    {
        List<JsonObject> willing = [], again = [];
        foreach (var repeated in (bool[])[false, true])
        {
            foreach (var hook in repeated ? again.ToList() : Current().Mutating)
            {
                var (changed, refusal) = await MutateAsync(hook, attributes, cancel);
                if (refusal is not null) return (null, refusal);
                if (changed is not null)
                {
                    attributes = attributes with { Object = changed };
                    if (!repeated) again.AddRange(willing.Except(again));
                }

                if (hook.Text("reinvocationPolicy") == "IfNeeded") willing.Add(hook);
            }
        }

        return (attributes.Object, null);
    }

    /// <summary>Why a validating webhook refuses, or null.</summary>
    public async Task<KubeStatus?> ValidateAsync(AdmissionAttributes attributes, CancellationToken cancel)
    {
        var answers = await Task.WhenAll(Current().Validating.Select(hook => AskAsync(hook, attributes, mutating: false, cancel)));
        return answers.Select(answer => answer.Refusal).FirstOrDefault(refusal => refusal is not null);
    }

    private static KindInfo? VersionOf(JsonObject hook, ApiRequest request, string operation) =>
        RuleMatching.Version(hook.Each("rules"), request, operation, request.Name, hook.Text("matchPolicy") != "Exact");

    private static KubeStatus Internal(string message) =>
        new() { Code = 500, Reason = "InternalError", Message = "Internal error occurred: " + message, Details = new() { Causes = [new(null, message, null)] } };

    private async Task<(JsonObject? Changed, KubeStatus? Refusal)> MutateAsync(JsonObject hook, AdmissionAttributes attributes, CancellationToken cancel)
    {
        var (response, version, refusal) = await AskAsync(hook, attributes, mutating: true, cancel);
        if (response is null || response.Text("patch") is not { Length: > 0 }) return (null, refusal);
        JsonArray? operations;
        try
        {
            operations = JsonNode.Parse(SigningRequests.Bytes(response, "patch")) as JsonArray;
        }
        catch (JsonException)
        {
            operations = null;
        }

        if (operations is null)
        {
            return hook.Text("failurePolicy") == "Ignore" ? (null, null)
                : (null, Internal($"failed calling webhook \"{hook.Text("name")}\": received undecodable patch in webhook response: json: cannot unmarshal object into Go value of type jsonpatch.Patch"));
        }

        if (operations.Count == 0) return (null, null);
        if (attributes.Operation == AdmissionAttributes.Connect || attributes.In(version!, attributes.Object) is not { } before) return (null, Internal($"admission webhook \"{hook.Text("name")}\" attempted to modify the object, which is not supported for this operation"));
        if (!JsonPatch.TryApply(before.DeepClone(), operations, out var after, out var problem)) return (null, Internal(problem));
        if (after is not JsonObject changed) return (null, Internal("the patched object is none"));
        var decoder = new ObjectDecoder();
        decoder.Decode(changed, attributes.Subject is { } subject ? cluster.Kinds.Facts.Schema(subject) : cluster.Kinds.Schema(version!));
        if (decoder.TypeError is { } wrong) return (null, Internal(wrong));
        if (JsonNode.DeepEquals(before, changed)) return (null, null);
        if (attributes.Subject is null) KindVersions.ToStored(cluster, version!, changed);
        return (changed, null);
    }

    // No response and no refusal: it is not asked, or its failure is ignored.
    private async Task<(JsonObject? Response, KindInfo? Version, KubeStatus? Refusal)> AskAsync(JsonObject hook, AdmissionAttributes attributes, bool mutating, CancellationToken cancel)
    {
        var (request, name, ignores) = (attributes.Request, hook.Text("name") ?? "", hook.Text("failurePolicy") == "Ignore");
        if (VersionOf(hook, request, attributes.Operation) is not { } version || !RuleMatching.Selects(hook, attributes)) return default;
        if (!new AdmissionExpressions(attributes, version).Matches(hook, out var problem))
            return problem is null || ignores ? default : (null, null, Failure.Forbidden(request.Resource, attributes.Name, problem));
        if (attributes.DryRun && hook.Text("sideEffects") is not ("None" or "NoneOnDryRun")) return (null, null, Failure.BadRequest($"admission webhook \"{name}\" does not support dry run"));

        (var response, problem) = await WebhookReview.AskAsync(attributes, hook, version, mutating, cancel);
        if (response is null) return ignores ? default : (null, null, Internal($"failed calling webhook \"{name}\": {problem}"));
        foreach (var warning in response["warnings"] as JsonArray ?? [])
        {
            // Webhooks are asked at once, and headers are written by one at a time.
            lock (request.Http) request.Warn(warning?.ToString() ?? "");
        }

        return response.Truth("allowed") ? (response, version, null) : (null, null, Denied(name, response.Child("status")));
    }

    private static KubeStatus Denied(string name, JsonObject? status)
    {
        var (reason, message) = (status.Text("reason") ?? "", status.Text("message") ?? "");
        var denied = $"admission webhook \"{name}\" denied the request";
        return new KubeStatus
        {
            Code = (int)Math.Clamp(status.Number("code") ?? 400, 400, 599),
            Reason = reason.Length == 0 ? null : reason,
            Message = message.Length > 0 ? $"{denied}: {message}" : reason.Length > 0 ? $"{denied}: {reason}" : $"{denied} without explanation",
        };
    }

    private Parsed Current()
    {
        var stamp = (cluster.Store.LastChange(Mutating), cluster.Store.LastChange(Validating));
        if (parsed is { } known && known.Stamp.Equals(stamp)) return known;
        return parsed = new Parsed(stamp, Hooks(Mutating), Hooks(Validating));
    }

    private List<JsonObject> Hooks(GroupResource resource) => [.. cluster.Store.List(resource).SelectMany(item => item.ToNode().Each("webhooks").ToList())];

    private sealed record Parsed(object Stamp, IReadOnlyList<JsonObject> Mutating, IReadOnlyList<JsonObject> Validating);
}
