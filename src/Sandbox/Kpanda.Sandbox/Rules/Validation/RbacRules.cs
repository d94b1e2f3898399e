using System.Text.Json.Nodes;
using Kpanda.KubeModel.Validation;

namespace Kpanda.Sandbox.Rules.Validation;

/// <summary>What roles and their bindings must say.</summary>
internal static class RbacRules
{
    private const string Group = "rbac.authorization.k8s.io";

    public static void Role(FieldPlace role, bool namespaced)
    {
        foreach (var rule in role.Each("rules"))
        {
            if (rule.Count("verbs") == 0) role.Errors.Required(rule.At("verbs"), "verbs must contain at least one value");
            if (rule.Count("nonResourceURLs") > 0)
            {
                var urls = rule.Object!["nonResourceURLs"]!;
                if (namespaced) role.Errors.Invalid(rule.At("nonResourceURLs"), urls.DeepClone(), "namespaced rules cannot apply to non-resource URLs");
                if (rule.Count("apiGroups") + rule.Count("resources") + rule.Count("resourceNames") > 0)
                    role.Errors.Invalid(rule.At("nonResourceURLs"), urls.DeepClone(), "rules cannot apply to both regular resources and non-resource URLs");
                continue;
            }

            if (rule.Count("apiGroups") == 0) role.Errors.Required(rule.At("apiGroups"), "resource rules must supply at least one api group");
            if (rule.Count("resources") == 0) role.Errors.Required(rule.At("resources"), "resource rules must supply at least one resource");
        }
    }

    public static void Binding(FieldPlace binding, bool namespaced)
    {
        var role = binding.In("roleRef");
        if (role.Text("apiGroup") is not Group and var group) binding.Errors.NotSupported(role.At("apiGroup"), group, Group);
        string[] kinds = namespaced ? ["Role", "ClusterRole"] : ["ClusterRole"];
        if (!kinds.Contains(role.Text("kind"))) binding.Errors.NotSupported(role.At("kind"), role.Text("kind"), kinds);
        role.RequiredName("name", NameRules.PathSegment);
        foreach (var subject in binding.Each("subjects")) Subject(subject, namespaced);
    }

    private static void Subject(FieldPlace subject, bool namespaced)
    {
        subject.Required("name");
        switch (subject.Text("kind"))
        {
            case "ServiceAccount":
                subject.Name("name", NameRules.DnsSubdomain);
                if (subject.Text("apiGroup") is { Length: > 0 } group) subject.Errors.NotSupported(subject.At("apiGroup"), group, "");
                if (!namespaced) subject.Required("namespace");
                break;
            case "User" or "Group":
                if (subject.Text("apiGroup") is not Group and var other) subject.Errors.NotSupported(subject.At("apiGroup"), other, Group);
                break;
            default:
                subject.Errors.NotSupported(subject.At("kind"), subject.Text("kind"), "ServiceAccount", "User", "Group");
                break;
        }
    }
}
