using Kpanda.Clusters.Verify;
using Kpanda.Hosting.Errors;
using Kpanda.KubeModel.Validation;

namespace Kpanda.Clusters.RegisterCluster;

/// <summary>The rules for what people give a cluster. Each check returns the error that names the field, or null.</summary>
internal static class ClusterFields
{
    /// <summary>The part of a cluster that is its credential and the way to it, in questions to the authoriser: who may change texts may not change these.</summary>
    public const string Credential = "kubeconfig";

    private const int MaxAlias = 60;
    private const int MaxPlace = 63;
    private const int MaxDescription = 1024;
    private const int MaxLabels = 64;
    private const int MaxAnnotationBytes = 64 * 1024;

    private static readonly string[] Providers =
    [
        "GENERIC", "DAOCLOUD_KUBESPRAY", "DAOCLOUD_CLUSTER_API", "DAOCLOUD_DCE4", "REDHAT_OPENSHIFT4", "SUSE_RANCHER", "VMWARE_TANZU", "AWS_EKS", "ALIYUN_ACK",
        "TENCENT_TKE", "HUAWEI_CCE", "MICROSOFT_AZURE", "K3S", "Oracle_OKE",
    ];

    public static Error? Name(string? name)
    {
        if (string.IsNullOrEmpty(name)) return Error.Invalid("name", "cluster.name.missing");
        return NameRules.DnsLabel(name).Count == 0 ? null : Error.Invalid("name", "cluster.name.form", ("name", Shown(name)));
    }

    public static Error? Texts(string? alias, string? description, string? region, string? zone) =>
        Length("aliasName", alias, MaxAlias) ?? Length("describe", description, MaxDescription) ?? Length("region", region, MaxPlace) ?? Length("zone", zone, MaxPlace);

    /// <summary>Every cluster is reached directly, and virtual clusters are not made.</summary>
    public static Error? Direct(bool? direct, bool? shim)
    {
        if (direct == false) return Error.Invalid("direct", "cluster.direct");
        return shim == true ? Error.Invalid("shimCluster", "cluster.shim") : null;
    }

    public static Error? Provider(string? provider) =>
        string.IsNullOrEmpty(provider) || Providers.Contains(provider) ? null : Error.Invalid("provider", "cluster.provider.unknown", ("provider", Shown(provider)));

    /// <summary>A distribution that is chosen in place of what was recognised.</summary>
    public static Error? Distribution(string? distribution) =>
        string.IsNullOrEmpty(distribution) || DistributionRule.Names.Contains(distribution)
            ? null
            : Error.Invalid("distribution", "cluster.distribution.unknown", ("distribution", Shown(distribution)), ("known", string.Join(", ", DistributionRule.Names)));

    public static Error? Labels(IReadOnlyDictionary<string, string>? labels)
    {
        if (labels is null) return null;
        if (labels.Count > MaxLabels) return Error.Invalid("labels", "cluster.labels.many", ("max", $"{MaxLabels}"));
        foreach (var (key, value) in labels)
        {
            if (NameRules.QualifiedName(key) is [var problem, ..]) return Error.Invalid($"labels[{Shown(key)}]", "cluster.label.key", ("key", Shown(key)), ("detail", problem));
            if (value is null || NameRules.LabelValue(value) is not [])
                return Error.Invalid($"labels[{Shown(key)}]", "cluster.label.value", ("key", Shown(key)), ("value", Shown(value ?? "")));
        }

        return null;
    }

    public static Error? Annotations(IReadOnlyDictionary<string, string>? annotations)
    {
        if (annotations is null) return null;
        foreach (var (key, value) in annotations)
        {
            if (value is null || NameRules.QualifiedName(key.ToLowerInvariant()) is not []) return Error.Invalid($"annotations[{Shown(key)}]", "cluster.annotation.key", ("key", Shown(key)));
        }

        var size = annotations.Sum(pair => (long)pair.Key.Length + pair.Value.Length);
        return size <= MaxAnnotationBytes ? null : Error.Invalid("annotations", "cluster.annotations.size", ("max", $"{MaxAnnotationBytes / 1024}"));
    }

    private static Error? Length(string field, string? text, int max) =>
        text is null || (text.EnumerateRunes().Count() <= max && !text.Any(c => IsRefused(c, field)))
            ? null
            : Error.Invalid(field, "cluster.text.length", ("field", field), ("max", $"{max}"));

    // A description may have several lines.
    private static bool IsRefused(char c, string field) => char.IsControl(c) && !(field == "describe" && c is '\n' or '\r' or '\t');

    private static string Shown(string text) => text.Length > 80 ? text[..80] + "…" : text;
}
