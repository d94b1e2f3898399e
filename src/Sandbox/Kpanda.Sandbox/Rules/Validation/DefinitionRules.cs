using System.Text.Json.Nodes;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Validation;

/// <summary>What a CustomResourceDefinition must say.</summary>
internal static class DefinitionRules
{
    public static void Check(JsonObject obj, int minor, FieldErrors errors)
    {
        var spec = obj.Child("spec");
        var names = spec.Child("names");
        var name = obj.Child("metadata").Text("name") ?? "";
        if (name != $"{names.Text("plural")}.{spec.Text("group")}") errors.Invalid("metadata.name", name, "must be spec.names.plural+\".\"+spec.group");
        if (string.IsNullOrEmpty(spec.Text("group"))) errors.Required("spec.group");
        else if (!spec.Text("group")!.Contains('.', StringComparison.Ordinal)) errors.Invalid("spec.group", spec.Text("group"), "should be a domain with at least one dot");
        if (spec.Text("scope") is not ("Namespaced" or "Cluster")) errors.NotSupported("spec.scope", spec.Text("scope") ?? "", "Cluster", "Namespaced");
        foreach (var field in (ReadOnlySpan<string>)["plural", "kind"])
        {
            if (string.IsNullOrEmpty(names.Text(field))) errors.Required("spec.names." + field);
        }

        Versions(spec, minor, errors);
    }

    private static void Versions(JsonObject? spec, int minor, FieldErrors errors)
    {
        var versions = spec.Each("versions").ToList();
        if (versions.Count(v => v.Truth("storage")) != 1) errors.InvalidRaw("spec.versions", (spec?["versions"] as JsonArray ?? []).ToJsonString(KubeJson.Options), "must have exactly one version marked as storage version");
        for (var i = 0; i < versions.Count; i++)
        {
            if (versions[i].Child("schema", "openAPIV3Schema") is not { } schema) errors.Required($"spec.versions[{i}].schema.openAPIV3Schema", "schemas are required");
            else if (minor >= ClusterVersion.RulesInSchemas) CelDefinitionRules.Check(schema, versions.Count == 1 ? "spec.validation.openAPIV3Schema" : $"spec.versions[{i}].schema.openAPIV3Schema", minor, errors);
            if (versions[i].Child("schema", "openAPIV3Schema") is { } root && root.Text("type") != "object") errors.Required($"spec.versions[{i}].schema.openAPIV3Schema.type", "must not be empty at the root");
        }
    }
}
