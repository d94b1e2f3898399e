using System.Text.Json.Nodes;
using Kpanda.KubeModel.Validation;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Validation;

/// <summary>Names, labels, annotations, owners and finalizers.</summary>
internal static class MetadataRules
{
    private const int AnnotationsLimit = 256 * 1024;

    public static void Check(KindInfo kind, JsonObject obj, FieldErrors errors)
    {
        var meta = obj.Child("metadata");
        var name = meta.Text("name") ?? "";
        if (name.Length == 0) errors.Required("metadata.name", "name or generateName is required");
        else errors.Invalid("metadata.name", name, NameProblems(kind, name));
        CheckLabels(obj, errors);
        CheckOwners(meta, errors);
    }

    public static void CheckLabels(JsonObject obj, FieldErrors errors, string path = "metadata")
    {
        var meta = obj.Child("metadata");
        Labels(meta.Child("labels"), path + ".labels", errors);
        var size = 0;
        foreach (var (key, value) in meta.Child("annotations") ?? [])
        {
            errors.Invalid(path + ".annotations", key, NameRules.QualifiedName(key.ToLowerInvariant()));
            size += key.Length + (value?.ToString().Length ?? 0);
        }

        if (size > AnnotationsLimit) errors.TooLong(path + ".annotations", AnnotationsLimit);
        foreach (var finalizer in meta?["finalizers"] as JsonArray ?? []) Finalizer(finalizer?.ToString() ?? "", path, errors);
    }

    public static void Labels(JsonObject? labels, string path, FieldErrors errors)
    {
        foreach (var (key, value) in labels ?? [])
        {
            errors.Invalid(path, key, NameRules.QualifiedName(key));
            var text = value?.ToString() ?? "";
            errors.Invalid(path, text, NameRules.LabelValue(text));
        }
    }

    private static IReadOnlyList<string> NameProblems(KindInfo kind, string name) => kind.Storage switch
    {
        { Group: "rbac.authorization.k8s.io" } => NameRules.PathSegment(name),
        { Group: "apiregistration.k8s.io" or "policy" or "certificates.k8s.io" } => NameRules.PathSegment(name),
        _ when kind.Storage == BuiltIn.Namespaces || kind.Storage == BuiltIn.Services => NameRules.DnsLabel(name),
        _ => NameRules.DnsSubdomain(name),
    };

    private static void Finalizer(string name, string path, FieldErrors errors)
    {
        if (NameRules.QualifiedName(name) is { Count: > 0 } problems) errors.Invalid(path + ".finalizers", name, problems);
        else if (!name.Contains('/', StringComparison.Ordinal) && name is not (Deletion.OrphanFinalizer or Deletion.ForegroundFinalizer or "kubernetes"))
            errors.Invalid(path + ".finalizers", name, "name is neither a standard finalizer name nor is it fully qualified");
    }

    private static void CheckOwners(JsonObject? meta, FieldErrors errors)
    {
        var controllers = 0;
        foreach (var owner in meta.Each("ownerReferences"))
        {
            foreach (var field in (ReadOnlySpan<string>)["apiVersion", "kind", "name", "uid"])
            {
                if (!string.IsNullOrEmpty(owner.Text(field))) continue;
                if (field == "apiVersion") errors.Invalid("metadata.ownerReferences.apiVersion", "", "version must not be empty");
                else errors.Invalid($"metadata.ownerReferences.{field}", "", $"must not be empty");
            }

            if (owner.Truth("controller")) controllers++;
        }

        if (controllers > 1) errors.InvalidRaw("metadata.ownerReferences", meta!["ownerReferences"]!.ToJsonString(KubeJson.Options), "Only one reference can have Controller set to true");
    }
}
