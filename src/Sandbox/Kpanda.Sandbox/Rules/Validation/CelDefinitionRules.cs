using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Cel;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Validation;

/// <summary>
/// What the rules in CEL of a CustomResourceDefinition must say: each is an expression over names, functions and fields that are there. Whether types
/// fit and what a rule may cost at most is seen only when it is evaluated.
/// </summary>
internal static class CelDefinitionRules
{
    private static readonly string[] Names = ["self", "oldSelf"];
    private static readonly string[] Reasons = ["FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired"];

    public static void Check(JsonObject schema, string path, FieldErrors errors)
    {
        var before = errors.Causes.Count;
        var rules = schema.Each("x-kubernetes-validations").ToList();
        for (var i = 0; i < rules.Count; i++) Form(rules[i], schema, $"{path}.x-kubernetes-validations[{i}]", errors);
        if (errors.Causes.Count == before)
        {
            for (var i = 0; i < rules.Count; i++) Compile(rules[i], schema, path.Length, $"{path}.x-kubernetes-validations[{i}]", errors);
        }

        foreach (var (name, field) in schema["properties"] as JsonObject ?? [])
        {
            if (field is JsonObject child) Check(child, $"{path}.properties[{name}]", errors);
        }

        if (schema["additionalProperties"] is JsonObject each) Check(each, $"{path}.additionalProperties", errors);
        if (schema["items"] is JsonObject element) Check(element, $"{path}.items", errors);
    }

    private static void Form(JsonObject rule, JsonObject schema, string path, FieldErrors errors)
    {
        if ((rule.Text("rule") ?? "").Trim().Length == 0) errors.Required($"{path}.rule", "rule is not specified");
        if (rule.Text("message") is { Length: > 0 } message)
        {
            if (message.Trim().Length == 0) errors.Invalid($"{path}.message", message, "must be non-empty if specified");
            else if (message.Contains('\n', StringComparison.Ordinal)) errors.Invalid($"{path}.message", message, "must not contain line breaks");
        }
        else if ((rule.Text("rule") ?? "").Trim().Contains('\n', StringComparison.Ordinal) && string.IsNullOrEmpty(rule.Text("messageExpression")))
        {
            errors.Required($"{path}.message", "message must be specified if rule contains line breaks");
        }

        if (rule.Text("reason") is { } reason && !Reasons.Contains(reason)) errors.NotSupported($"{path}.reason", reason, Reasons);
        if (rule.Text("fieldPath") is { Length: > 0 } field && !IsField(field, schema)) errors.Invalid($"{path}.fieldPath", field, "must be a valid path");
    }

    private static void Compile(JsonObject rule, JsonObject schema, int depth, string path, FieldErrors errors)
    {
        foreach (var name in (ReadOnlySpan<string>)["rule", "messageExpression"])
        {
            if (rule.Text(name) is not { Length: > 0 } text) continue;
            var problem = CelProgram.TryCompile(text, Names, out var program, out var syntax) ? Undefined(program, schema, IsRoot(depth)) : syntax;
            if (problem is not null) errors.InvalidRaw($"{path}.{name}", Shown(rule), (name == "rule" ? "compilation failed: " : "messageExpression compilation failed: ") + problem);
        }
    }

    private static bool IsRoot(int depth) => depth <= "spec.versions[0].schema.openAPIV3Schema".Length;

    // A field that the schema does not have can never be read.
    private static string? Undefined(CelProgram program, JsonObject schema, bool root)
    {
        foreach (var (path, position) in program.FieldsOf("self").Concat(program.FieldsOf("oldSelf")))
        {
            var at = schema;
            for (var i = 0; at is not null && i < path.Count; i++)
            {
                if (root && i == 0 && path[0] is "metadata" or "kind" or "apiVersion") break;
                if (at["properties"] is not JsonObject fields || at.Truth("x-kubernetes-preserve-unknown-fields") || at.Truth("x-kubernetes-embedded-resource") || at["additionalProperties"] is JsonObject) break;
                if (fields[path[i]] is null) return program.Problem($"undefined field '{path[i]}'", position);
                at = fields[path[i]] as JsonObject;
            }
        }

        return null;
    }

    private static bool IsField(string path, JsonObject schema)
    {
        JsonObject? at = schema;
        foreach (var name in path.Replace("['", ".", StringComparison.Ordinal).Replace("']", "", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            at = (at?["properties"]?[name] ?? at?["additionalProperties"]) as JsonObject;
            if (at is null) return false;
        }

        return path[0] is '.' or '[';
    }

    // As Go's encoder writes a rule.
    private static string Shown(JsonObject rule)
    {
        JsonObject written = [];
        foreach (var (name, field) in (ReadOnlySpan<(string, string)>)[("Rule", "rule"), ("Message", "message"), ("MessageExpression", "messageExpression")]) written[name] = rule.Text(field) ?? "";
        written["Reason"] = rule["reason"]?.DeepClone();
        written["FieldPath"] = rule.Text("fieldPath") ?? "";
        written["OptionalOldSelf"] = rule["optionalOldSelf"]?.DeepClone();
        return written.ToJsonString(KubeJson.Options).Replace("<", "\\u003c", StringComparison.Ordinal).Replace(">", "\\u003e", StringComparison.Ordinal).Replace("&", "\\u0026", StringComparison.Ordinal);
    }
}
