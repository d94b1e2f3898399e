using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Cel;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Admitting;

/// <summary>
/// Judges by the ValidatingAdmissionPolicies of a cluster, where bindings put them in force: denies, warns, in the words of Kubernetes. What is to be audited
/// goes nowhere: a simulated cluster keeps no audit log. Thread-safe.
/// </summary>
internal sealed class AdmissionPolicies(SandboxCluster cluster)
{
    private static readonly GroupResource Policies = new("admissionregistration.k8s.io", "validatingadmissionpolicies");
    private static readonly GroupResource Bindings = new("admissionregistration.k8s.io", "validatingadmissionpolicybindings");

    private volatile Parsed? parsed;

    /// <summary>Whether any policy is in force.</summary>
    public bool AreThere => Current().Bound.Count > 0;

    /// <summary>Why a change may not be; null where it may. Warnings go to whoever asked.</summary>
    public KubeStatus? Refuses(AdmissionAttributes attributes)
    {
        var state = Current();
        if (state.Bound.Count == 0 || AdmissionAttributes.IsExempt(attributes.Request)) return null;
        KubeStatus? refusal = null;
        foreach (var (policy, binding) in state.Bound)
        {
            var spec = policy.Child("spec")!;
            if (!RuleMatching.Selects(spec.Child("matchConstraints"), attributes, out var version)) continue;
            if (ParameterProblem(spec) is { } problem)
            {
                // The policy itself is at fault: bindings have no say, not even whether it denies.
                if (IsStrict(spec)) refusal ??= Denied(attributes, $"ValidatingAdmissionPolicy '{Name(policy)}' denied request: failed to configure policy: {problem}", "Invalid");
                continue;
            }

            if (!RuleMatching.Selects(binding.Child("spec", "matchResources"), attributes, out _)) continue;
            foreach (var (said, reason) in Judge(spec, binding, attributes, version))
            {
                string[] actions = [.. (binding.Child("spec")?["validationActions"] as JsonArray ?? []).Select(a => a?.ToString() ?? "")];
                var who = $"ValidatingAdmissionPolicy '{Name(policy)}' with binding '{Name(binding)}'";
                if (actions.Contains("Deny")) refusal ??= Denied(attributes, $"{who} denied request: {said}", reason);
                if (actions.Contains("Warn")) attributes.Request.Warn($"Validation failed for {who}: {said}");
            }
        }

        return refusal;
    }

    private static string Name(JsonObject obj) => obj.Child("metadata").Text("name") ?? "";

    private static KubeStatus Denied(AdmissionAttributes attributes, string message, string reason)
    {
        var status = Failure.Forbidden(attributes.Request.Resource, attributes.Name, message);
        var code = reason switch
        {
            "Forbidden" => 403,
            "Unauthorized" => 401,
            "RequestEntityTooLarge" => 413,
            _ => 422,
        };
        return status with { Code = code, Reason = reason, Details = status.Details! with { Causes = [new(null, message, null)] } };
    }

    // One answer for each set of parameters: what is wrong, and the reason that clients are given.
    private IEnumerable<(string Message, string Reason)> Judge(JsonObject spec, JsonObject binding, AdmissionAttributes attributes, KindInfo version)
    {
        var strict = IsStrict(spec);
        if (Parameters(spec, binding, attributes, out var unfit) is not { } sets)
        {
            if (strict) yield return ("failed to configure binding: " + unfit, "Invalid");
            yield break;
        }

        foreach (var parameters in sets)
        {
            var expressions = new AdmissionExpressions(attributes, version, spec, parameters);
            if (!expressions.Matches(spec, out var problem))
            {
                if (problem is not null && strict) yield return (problem, "Invalid");
                continue;
            }

            foreach (var validation in spec.Each("validations"))
            {
                var text = validation.Text("expression") ?? "";
                var value = expressions.Evaluate(text);
                if (value is true || (value is CelError && !strict)) continue;
                if (value is CelError error) yield return (AdmissionExpressions.Problem(text, error), "Invalid");
                else yield return (Said(validation, expressions), validation.Text("reason") ?? "Invalid");
                break;
            }
        }
    }

    private static string Said(JsonObject validation, AdmissionExpressions expressions)
    {
        if (validation.Text("messageExpression") is { Length: > 0 } text && expressions.Evaluate(text) is string said && said.Trim().Length > 0 && !said.Contains('\n', StringComparison.Ordinal)) return said.Trim();
        return validation.Text("message") is { Length: > 0 } message ? message : $"failed expression: {(validation.Text("expression") ?? "").Trim()}";
    }

    private static bool IsStrict(JsonObject spec) => spec.Text("failurePolicy") != "Ignore";

    private static GroupVersionKind ParameterKind(JsonObject kind) => GroupVersionKind.Parse(kind.Text("apiVersion") ?? "", kind.Text("kind") ?? "");

    private string? ParameterProblem(JsonObject spec) =>
        spec.Child("paramKind") is { } kind && cluster.Kinds.Find(ParameterKind(kind)) is null
            ? $"failed to find resource referenced by paramKind: '{kind.Text("apiVersion")}, Kind={kind.Text("kind")}'"
            : null;

    // The objects that a binding's paramRef names; null where they cannot be named so, or where there must be some and are none.
    private List<JsonObject?>? Parameters(JsonObject spec, JsonObject binding, AdmissionAttributes attributes, out string unfit)
    {
        unfit = "no params found for policy binding with `Deny` parameterNotFoundAction";
        if (spec.Child("paramKind") is not { } kind || binding.Child("spec", "paramRef") is not { } reference) return [null];
        var info = cluster.Kinds.Find(ParameterKind(kind))!;
        var named = reference.Text("namespace") ?? "";
        var ns = !info.Namespaced ? "" : named.Length > 0 ? named : attributes.Namespace;
        if (!info.Namespaced && named.Length > 0) unfit = "paramRef.namespace must not be provided for a cluster-scoped `paramKind`";
        else if (info.Namespaced && ns.Length == 0) unfit = "cannot use namespaced paramRef in policy binding that matches cluster-scoped resources";
        else if (Named(info, ns, reference) is { Count: > 0 } found) return found;
        else if (reference.Text("parameterNotFoundAction") == "Allow") return [];
        return null;
    }

    private List<JsonObject?> Named(KindInfo kind, string ns, JsonObject reference)
    {
        if (reference.Text("name") is { Length: > 0 } name) return cluster.Store.Get(kind.Storage, ns, name) is { } one ? [In(kind, one)] : [];
        if (reference["selector"] is not JsonObject selector || !LabelSelector.TryRead(selector, out var selects, out _)) return [];
        return [.. cluster.Store.List(kind.Storage, ns).Where(item => selects.Matches(item.Labels)).Select(item => In(kind, item))];
    }

    private JsonObject In(KindInfo kind, StoredObject obj) => KindVersions.ToServed(cluster, kind, obj).ToNode();

    private Parsed Current()
    {
        var stamp = (cluster.Store.LastChange(Policies), cluster.Store.LastChange(Bindings));
        if (parsed is { } known && known.Stamp.Equals(stamp)) return known;
        var policies = cluster.Store.List(Policies).ToDictionary(p => p.Key.Name, p => p.ToNode(), StringComparer.Ordinal);
        var bound = from binding in cluster.Store.List(Bindings)
                    let node = binding.ToNode()
                    let policy = policies.GetValueOrDefault(node.Child("spec").Text("policyName") ?? "")
                    where policy is not null
                    orderby Name(policy), binding.Key.Name
                    select (policy, node);
        return parsed = new Parsed(stamp, [.. bound]);
    }

    private sealed record Parsed(object Stamp, IReadOnlyList<(JsonObject Policy, JsonObject Binding)> Bound);
}
