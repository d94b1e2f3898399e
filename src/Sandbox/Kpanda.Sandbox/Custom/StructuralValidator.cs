using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Custom;

/// <summary>Checks a custom object against its schema, in the words of Kubernetes.</summary>
internal sealed class StructuralValidator
{
    // What Kubernetes does not look further after.
    private static readonly string[] Blocking = ["FieldValueNotSupported", "FieldValueRequired", "FieldValueTooLong", "FieldValueTooMany", "FieldValueTypeInvalid"];

    private static readonly TimeSpan PatternTime = TimeSpan.FromMilliseconds(200);
    private readonly List<Action> later = [];
    private bool hasRules;

    private readonly FieldErrors errors;
    private readonly int minor;

    // What did not change is left alone.
    private readonly bool ratchets;

    private StructuralValidator(FieldErrors errors, int minor)
    {
        this.errors = errors;
        this.minor = minor;
        ratchets = minor >= ClusterVersion.Ratcheting;
    }

    /// <summary>Checks an object as a cluster of that minor version does; <paramref name="before"/> is what is stored, null for a new one.</summary>
    public static void Check(JsonObject obj, JsonObject? before, JsonObject schema, FieldErrors errors, int minor)
    {
        var first = errors.Causes.Count;
        var validator = new StructuralValidator(errors, minor);
        validator.Object(obj, before, schema, "");
        foreach (var report in validator.later) report();
        if (!validator.hasRules) return;
        if (errors.Causes.Skip(first).Any(c => Blocking.Contains(c.Reason)))
            errors.InvalidRaw("<nil>", "null", "some validation rules were not checked because the object was invalid; correct the existing errors to complete validation");
        else new CelRules(errors, validator.ratchets).Check(obj, before, schema);
    }

    private void Value(JsonNode? node, JsonNode? before, JsonObject schema, string path)
    {
        if (schema["x-kubernetes-validations"] is JsonArray { Count: > 0 }) hasRules = true;
        if (node is null)
        {
            if (!schema.Truth("nullable") && schema.Text("type") is { } wanted) errors.TypeInvalid(path, "\"null\"", $"{path} in body must be of type {wanted}: \"null\"");
            return;
        }

        if (ratchets && before is not null && JsonNode.DeepEquals(node, before))
        {
            hasRules |= HasRules(schema);
            return;
        }

        if (!HasType(node, schema, path)) return;
        Enum(node, schema, path);
        switch (node)
        {
            case JsonObject map:
                Object(map, before as JsonObject, schema, path);
                break;
            case JsonArray list:
                List(list, before as JsonArray, schema, path);
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                Text(value.GetValue<string>(), schema, path);
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.Number:
                Number(value, schema, path);
                break;
        }
    }

    private static bool HasRules(JsonObject schema) =>
        schema["x-kubernetes-validations"] is JsonArray { Count: > 0 }
        || (schema["properties"] as JsonObject ?? []).Any(p => p.Value is JsonObject field && HasRules(field))
        || (schema["additionalProperties"] is JsonObject each && HasRules(each)) || (schema["items"] is JsonObject element && HasRules(element));

    private void Object(JsonObject map, JsonObject? before, JsonObject schema, string path)
    {
        if (schema["x-kubernetes-validations"] is JsonArray { Count: > 0 }) hasRules = true;
        foreach (var name in (schema["required"] as JsonArray ?? []).Select(r => r!.ToString()))
        {
            if (!map.ContainsKey(name)) errors.Required(Join(path, name));
        }

        var properties = schema["properties"] as JsonObject;
        foreach (var (name, value) in map)
        {
            if (path.Length == 0 && name is "metadata" or "kind" or "apiVersion") continue;
            if (properties?[name] is JsonObject field) Value(value, before?[name], field, Join(path, name));
            else if (schema["additionalProperties"] is JsonObject each) Value(value, before?[name], each, Join(path, name));
        }

        if (schema.Number("minProperties") is { } least && map.Count < least) errors.Invalid(path, map.Count, $"{path} in body should have at least {least} properties");
        if (schema.Number("maxProperties") is { } most && map.Count > most) errors.TooMany(path, map.Count, most);
    }

    private void List(JsonArray list, JsonArray? before, JsonObject schema, string path)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (schema["items"] is JsonObject element) Value(list[i], CorrelatedItem.Find(before, list[i], schema), element, $"{path}[{i}]");
        }

        if (schema.Number("maxItems") is { } most && list.Count > most) errors.TooMany(path, list.Count, most);
        if (schema.Number("minItems") is { } least && list.Count < least) errors.Invalid(path, list.Count, $"{path} in body should have at least {least} items");

        var keys = (schema["x-kubernetes-list-map-keys"] as JsonArray ?? []).Select(k => k!.ToString()).ToList();
        if (schema.Text("x-kubernetes-list-type") is not ("map" or "set")) return;
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (var i = 0; i < list.Count; i++)
        {
            JsonNode? identity = keys.Count == 0 ? list[i] : new JsonObject(keys.Select(k => KeyValuePair.Create(k, list[i]?[k]?.DeepClone())));
            if (!seen.Add(identity?.ToJsonString() ?? "null")) errors.Duplicate($"{path}[{i}]", identity);
        }
    }

    private void Text(string text, JsonObject schema, string path)
    {
        if (schema.Number("maxLength") is { } most && text.Length > most) errors.TooLong(path, most);
        if (schema.Number("minLength") is { } least && text.Length < least) errors.Invalid(path, text, $"{path} in body should be at least {least} chars long");
        if (schema.Text("pattern") is { } pattern && !Matches(text, pattern)) errors.Invalid(path, text, $"{path} in body should match '{pattern}'");
        if (schema.Text("format") is { } format && !TextFormats.Has(text, format, minor)) errors.TypeInvalid(path, JsonValue.Create(text).ToJsonString(KubeJson.Options), $"{path} in body must be of type {format}: {JsonValue.Create(text).ToJsonString(KubeJson.Options)}");
    }

    private static bool Matches(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.NonBacktracking, PatternTime);
        }
        catch (Exception broken) when (broken is ArgumentException or NotSupportedException or RegexMatchTimeoutException)
        {
            // A pattern that this platform cannot read must not lock its objects out.
            return true;
        }
    }

    private void Number(JsonValue value, JsonObject schema, string path)
    {
        var number = Real(value);
        if (schema.Text("format") is { } format && !TextFormats.Has(value, format)) errors.InvalidRaw("<nil>", "\"\"", $"Checked value must be of type {schema.Text("type")} with format {format} in {path}");
        if (schema["multipleOf"] is JsonValue step && Real(step) is var unit && unit != 0 && number % unit != 0) errors.Invalid(path, value.DeepClone(), $"{path} in body should be a multiple of {step}");
        if (schema["maximum"] is JsonValue high && Real(high) is var most && (schema.Truth("exclusiveMaximum") ? number >= most : number > most))
            errors.Invalid(path, value.DeepClone(), $"{path} in body should be less than {(schema.Truth("exclusiveMaximum") ? "" : "or equal to ")}{high}");
        if (schema["minimum"] is JsonValue low && Real(low) is var least && (schema.Truth("exclusiveMinimum") ? number <= least : number < least))
            errors.Invalid(path, value.DeepClone(), $"{path} in body should be greater than {(schema.Truth("exclusiveMinimum") ? "" : "or equal to ")}{low}");
    }

    private void Enum(JsonNode node, JsonObject schema, string path)
    {
        if (schema["enum"] is not JsonArray allowed || allowed.Any(a => JsonNode.DeepEquals(a, node))) return;
        later.Add(() => errors.NotSupported(path, node.DeepClone(), allowed.Select(a => a?.ToString() ?? "null")));
    }

    private bool HasType(JsonNode node, JsonObject schema, string path)
    {
        if (schema.Truth("x-kubernetes-int-or-string") || schema.Text("type") is not { Length: > 0 } type) return true;
        var found = node.GetValueKind() switch
        {
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.Number => Math.Floor(Real(node.AsValue())) == Real(node.AsValue()) ? "integer" : "number",
            _ => "boolean",
        };
        if (found == type || (found == "integer" && type == "number")) return true;
        errors.TypeInvalid(path, $"\"{found}\"", $"{path} in body must be of type {type}: \"{found}\"");
        return false;
    }

    private static double Real(JsonValue value) => double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
