using System.Text.Json.Nodes;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Kinds.Conversions;

/// <summary>
/// CustomResourceDefinition v1beta1 may say once for all versions what v1, which is kept, says version by version: schema, columns, sub-resources.
/// </summary>
internal static class DefinitionV1Beta1
{
    private static readonly (string General, string PerVersion)[] Parts =
        [("validation", "schema"), ("subresources", "subresources"), ("additionalPrinterColumns", "additionalPrinterColumns")];

    public static void FromV1(JsonObject node)
    {
        if (node["spec"] is not JsonObject spec) return;
        List<JsonObject> versions = [.. spec.Each("versions")];
        foreach (var column in versions.SelectMany(v => v.Each("additionalPrinterColumns"))) column.Rename("jsonPath", "JSONPath");
        if (versions.Count > 0) spec["version"] = versions[0]["name"]?.DeepClone();
        foreach (var (general, perVersion) in Parts)
        {
            if (versions.Count == 0 || versions.Exists(v => !JsonNode.DeepEquals(v[perVersion], versions[0][perVersion]))) continue;
            if (versions[0][perVersion]?.DeepClone() is { } common) spec[general] = common;
            foreach (var version in versions) version.Remove(perVersion);
        }

        if (spec["conversion"] is not JsonObject conversion || conversion["webhook"] is not JsonObject webhook) return;
        conversion.Remove("webhook");
        conversion["webhookClientConfig"] = webhook["clientConfig"]?.DeepClone();
        conversion["conversionReviewVersions"] = webhook["conversionReviewVersions"]?.DeepClone();
    }

    public static void ToV1(JsonObject node)
    {
        if (node["spec"] is not JsonObject spec) return;
        if (spec["versions"] is not JsonArray { Count: > 0 } && spec["version"] is { } only)
            spec["versions"] = new JsonArray(new JsonObject { ["name"] = only.DeepClone(), ["served"] = true, ["storage"] = true });
        spec.Remove("version");
        foreach (var (general, perVersion) in Parts)
        {
            if (spec[general] is not { } common) continue;
            spec.Remove(general);
            foreach (var version in spec.Each("versions")) version[perVersion] ??= common.DeepClone();
        }

        // Objects were kept whole unless the definition said otherwise.
        if (!spec.ContainsKey("preserveUnknownFields") || spec.Truth("preserveUnknownFields"))
        {
            foreach (var version in spec.Each("versions"))
            {
                var schema = version.Ensure("schema").Ensure("openAPIV3Schema");
                schema["type"] ??= "object";
                schema["x-kubernetes-preserve-unknown-fields"] ??= true;
            }
        }

        spec.Remove("preserveUnknownFields");
        foreach (var column in spec.Each("versions").SelectMany(v => v.Each("additionalPrinterColumns"))) column.Rename("JSONPath", "jsonPath");
        if (spec["conversion"] is not JsonObject conversion || conversion["webhookClientConfig"] is not { } client) return;
        conversion.Remove("webhookClientConfig");
        var versions = conversion["conversionReviewVersions"]?.DeepClone() ?? new JsonArray("v1beta1");
        conversion.Remove("conversionReviewVersions");
        conversion["webhook"] = new JsonObject { ["clientConfig"] = client.DeepClone(), ["conversionReviewVersions"] = versions };
    }
}
