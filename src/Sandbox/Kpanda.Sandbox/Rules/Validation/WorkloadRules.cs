using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.KubeModel.Validation;

namespace Kpanda.Sandbox.Rules.Validation;

/// <summary>What the kinds of apps must say: selectors that match their templates, and strategies.</summary>
internal static class WorkloadRules
{
    private const string Mismatch = "`selector` does not match template `labels`";

    public static void Deployment(FieldPlace spec)
    {
        spec.NotNegative("replicas");
        var selector = RequiredSelector(spec, "deployment", "invalid label selector");
        ReplicaTemplate(spec, selector);
        Strategy(spec);
        spec.NotNegative("minReadySeconds", "revisionHistoryLimit", "progressDeadlineSeconds");
        if (spec.Has("progressDeadlineSeconds") && spec.Number("progressDeadlineSeconds") <= spec.Number("minReadySeconds"))
            spec.Errors.Invalid(spec.At("progressDeadlineSeconds"), spec.Number("progressDeadlineSeconds"), "must be greater than minReadySeconds");
    }

    public static void ReplicaSet(FieldPlace spec)
    {
        spec.NotNegative("replicas", "minReadySeconds");
        ReplicaTemplate(spec, RequiredSelector(spec, "deployment", "invalid label selector"));
    }

    public static void StatefulSet(FieldPlace spec)
    {
        if (spec.Text("podManagementPolicy") is not ("OrderedReady" or "Parallel") and var management)
            spec.Errors.Invalid(spec.At("podManagementPolicy"), management, "must be 'OrderedReady' or 'Parallel'");
        var strategy = spec.In("updateStrategy");
        if (strategy.Text("type") is not ("RollingUpdate" or "OnDelete")) spec.Errors.InvalidRaw(strategy.Path, Internal(strategy, "Partition", "MaxUnavailable"), "must be 'RollingUpdate' or 'OnDelete'");
        else if (strategy.Text("type") == "OnDelete" && strategy.Has("rollingUpdate")) spec.Errors.InvalidRaw(strategy.At("rollingUpdate"), "{}", "only allowed for updateStrategy 'RollingUpdate'");
        else strategy.In("rollingUpdate").NotNegative("partition");
        var retention = spec.In("persistentVolumeClaimRetentionPolicy");
        foreach (var field in (ReadOnlySpan<string>)["whenDeleted", "whenScaled"]) retention.OneOf(field, "Delete", "Retain");
        spec.NotNegative("replicas", "minReadySeconds");
        spec.Name("serviceName", NameRules.DnsLabel);
        var selector = RequiredSelector(spec, "statefulset", "");
        if (selector is not null)
        {
            Matches(spec, selector);
            PodRules.Template(spec.In("template"), Claims(spec));
        }

        OnlyAlways(spec);
    }

    public static void DaemonSet(FieldPlace spec)
    {
        var selector = spec.Selector("selector");
        if (selector is not null && !selector.Matches(Labels(spec))) Mismatched(spec);
        if (IsEmpty(spec)) spec.Errors.InvalidRaw(spec.At("selector"), "{}", "empty selector is invalid for daemonset");
        PodRules.Template(spec.In("template"), []);
        OnlyAlways(spec);
        spec.NotNegative("minReadySeconds");
        var strategy = spec.In("updateStrategy");
        switch (strategy.Text("type"))
        {
            case "OnDelete":
                break;
            case "RollingUpdate":
                Rolling(strategy.In("rollingUpdate"));
                break;
            default:
                spec.Errors.NotSupportedRaw(strategy.Path, Internal(strategy, "MaxUnavailable", "MaxSurge"), "RollingUpdate", "OnDelete");
                break;
        }

        spec.NotNegative("revisionHistoryLimit");
    }

    private static void Strategy(FieldPlace spec)
    {
        var strategy = spec.In("strategy");
        var rolling = strategy.In("rollingUpdate");
        switch (strategy.Text("type"))
        {
            case "Recreate":
                if (strategy.Has("rollingUpdate")) spec.Errors.Forbidden(rolling.Path, "may not be specified when strategy `type` is 'Recreate'");
                break;
            case "RollingUpdate":
                rolling.Share("maxUnavailable", whole: false);
                rolling.Share("maxSurge", whole: false);
                if (IsNone(rolling, "maxUnavailable") && IsNone(rolling, "maxSurge"))
                    spec.Errors.Invalid(rolling.At("maxUnavailable"), rolling.Object?["maxUnavailable"]?.DeepClone(), "may not be 0 when `maxSurge` is 0");
                if (Percent(rolling, "maxUnavailable") > 100) spec.Errors.Invalid(rolling.At("maxUnavailable"), rolling.Text("maxUnavailable"), "must not be greater than 100%");
                break;
            default:
                spec.Errors.NotSupportedRaw(strategy.Path, Internal(strategy, "MaxUnavailable", "MaxSurge"), "Recreate", "RollingUpdate");
                break;
        }
    }

    private static void Rolling(FieldPlace rolling)
    {
        foreach (var field in (ReadOnlySpan<string>)["maxUnavailable", "maxSurge"]) rolling.Share(field, whole: true);
        switch (IsNone(rolling, "maxUnavailable"), IsNone(rolling, "maxSurge"))
        {
            case (false, false):
                rolling.Errors.Invalid(rolling.At("maxSurge"), rolling.Object?["maxSurge"]?.DeepClone(), "may not be set when maxUnavailable is non-zero");
                break;
            case (true, true):
                rolling.Errors.Required(rolling.At("maxUnavailable"), "cannot be 0 when maxSurge is 0");
                break;
        }
    }

    private static LabelSelector? RequiredSelector(FieldPlace spec, string kind, string detail)
    {
        if (!spec.Has("selector"))
        {
            spec.Errors.Required(spec.At("selector"));
            return LabelSelector.Nothing;
        }

        var selector = spec.Selector("selector");
        if (IsEmpty(spec)) spec.Errors.InvalidRaw(spec.At("selector"), "{}", $"empty selector is invalid for {kind}");
        if (selector is null) spec.Errors.Invalid(spec.At("selector"), spec.Object!["selector"]!.DeepClone(), detail);
        return selector;
    }

    private static bool IsEmpty(FieldPlace spec) => spec.Has("selector") && spec.In("selector").Count("matchLabels") + spec.In("selector").Count("matchExpressions") == 0;

    private static void ReplicaTemplate(FieldPlace spec, LabelSelector? selector)
    {
        if (selector is null) return;
        Matches(spec, selector);
        PodRules.Template(spec.In("template"), []);
        OnlyAlways(spec);
    }

    private static void OnlyAlways(FieldPlace spec)
    {
        var pod = spec.In("template").In("spec");
        if (pod.Text("restartPolicy") is not "Always" and var policy) spec.Errors.NotSupported(pod.At("restartPolicy"), policy, "Always");
    }

    private static void Matches(FieldPlace spec, LabelSelector selector)
    {
        if (!selector.IsEverything && !selector.Matches(Labels(spec))) Mismatched(spec);
    }

    private static void Mismatched(FieldPlace spec)
    {
        var metadata = spec.In("template").In("metadata");
        spec.Errors.Invalid(metadata.At("labels"), metadata.Object?["labels"]?.DeepClone(), Mismatch);
    }

    private static Dictionary<string, string> Labels(FieldPlace spec) =>
        spec.In("template").In("metadata").Entries("labels").ToDictionary(l => l.Key, l => l.Value?.ToString() ?? "", StringComparer.Ordinal);

    private static IEnumerable<string> Claims(FieldPlace spec) => spec.Each("volumeClaimTemplates").Select(c => c.In("metadata").Text("name"));

    private static bool IsNone(FieldPlace rolling, string field) => rolling.Object?[field]?.ToString() is null or "0" or "0%";

    private static int Percent(FieldPlace rolling, string field) => rolling.Text(field) is ['0' or > '0' and <= '9', .., '%'] text && int.TryParse(text[..^1], out var percent) ? percent : 0;

    // Kubernetes shows its internal structure here.
    private static string Internal(FieldPlace strategy, params ReadOnlySpan<string> fields)
    {
        JsonObject? rolling = null;
        if (strategy.Object?["rollingUpdate"] is JsonObject given)
        {
            rolling = [];
            foreach (var field in fields) rolling[field] = given[char.ToLowerInvariant(field[0]) + field[1..]]?.DeepClone();
        }

        return new JsonObject { ["Type"] = strategy.Text("type"), ["RollingUpdate"] = rolling }.ToJsonString(Store.KubeJson.Options);
    }
}
