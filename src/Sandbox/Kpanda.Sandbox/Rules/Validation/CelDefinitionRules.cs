using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Cel;
using Kpanda.Sandbox.Cel.Checking;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Validation;

/// <summary>
/// What the rules in CEL of one schema of a CustomResourceDefinition must say: each is an expression whose names, functions and types fit, and which cannot cost too much, alone and together.
/// </summary>
internal sealed class CelDefinitionRules
{
    private const ulong MostOfRule = 10_000_000;
    private const ulong MostOfSchema = 100_000_000;
    private const string Advice = "(try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)";
    private static readonly string[] Reasons = ["FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired"];

    private readonly int minor;
    private readonly FieldErrors errors;
    private readonly List<Action> compiled = [];
    private readonly List<(string Path, ulong Cost)> expensive = [];
    private ulong total;

    private CelDefinitionRules(int minor, FieldErrors errors)
    {
        this.minor = minor;
        this.errors = errors;
    }

    /// <summary>Checks all rules below a schema, for new definitions of a version of Kubernetes.</summary>
    public static void Check(JsonObject schema, string path, int minor, FieldErrors errors)
    {
        var rules = new CelDefinitionRules(minor, errors);
        rules.Walk(schema, path, 1, root: true, uncorrelated: null);
        foreach (var report in rules.compiled) report();
        if (rules.total <= MostOfSchema) return;
        foreach (var (place, _) in rules.expensive.OrderByDescending(rule => rule.Cost).Take(4)) errors.Forbidden(place, "contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema");
        errors.Forbidden(path, Exceeds("x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema", rules.total, MostOfSchema));
    }

    /// <param name="schema">The schema of a place.</param>
    /// <param name="path">Where it stands in the definition.</param>
    /// <param name="times">How often the place can be there at most; null where nothing bounds it.</param>
    /// <param name="root">Whether it is the whole object.</param>
    /// <param name="uncorrelated">The place above it below which nothing can be compared with what was.</param>
    /// <returns>Whether its form and that of all below is good.</returns>
    private bool Walk(JsonObject schema, string path, ulong? times, bool root, string? uncorrelated)
    {
        var good = true;
        var below = times is { } here && Elements(schema) is { } most ? CelSize.Product(here, most) : (ulong?)null;
        if (schema["additionalProperties"] is JsonObject each) good &= Walk(each, $"{path}.additionalProperties", below, each.Truth("x-kubernetes-embedded-resource"), uncorrelated);
        foreach (var (name, field) in schema["properties"] as JsonObject ?? [])
        {
            if (field is JsonObject child)
                good &= Walk(child, $"{path}.properties[{name}]", below, child.Truth("x-kubernetes-embedded-resource"), schema.Text("x-kubernetes-map-type") == "atomic" ? path : uncorrelated);
        }

        if (schema["items"] is JsonObject element)
            good &= Walk(element, $"{path}.items", below, element.Truth("x-kubernetes-embedded-resource"), schema.Text("x-kubernetes-list-type") == "map" ? uncorrelated : path);
        var rules = schema.Each("x-kubernetes-validations").ToList();
        var before = errors.Causes.Count;
        for (var i = 0; i < rules.Count; i++) Form(rules[i], schema, $"{path}.x-kubernetes-validations[{i}]");
        good &= errors.Causes.Count == before;
        if (!good || rules.Count == 0 || CelDeclared.Of(schema, root) is not { } self) return good;
        for (var i = 0; i < rules.Count; i++)
        {
            var (rule, place) = (rules[i], $"{path}.x-kubernetes-validations[{i}]");
            compiled.Add(() => Compile(rule, self, times, place, uncorrelated));
        }

        return good;
    }

    // How many things there are below one of it.
    private static ulong? Elements(JsonObject schema)
    {
        var bound = schema.Text("type") switch
        {
            "object" when schema["additionalProperties"] is JsonObject => schema.Number("maxProperties"),
            "array" => schema.Number("maxItems"),
            _ => 1,
        };
        return bound is { } number ? (ulong)Math.Max(0, number) : null;
    }

    private void Form(JsonObject rule, JsonObject schema, string path)
    {
        var text = (rule.Text("rule") ?? "").Trim();
        if (text.Length == 0) errors.Required($"{path}.rule", "rule is not specified");
        else if (rule.Text("message") is { Length: > 0 } message)
        {
            if (message.Trim().Length == 0) errors.Invalid($"{path}.message", message, "must be non-empty if specified");
            else if (HasLines(message.Trim())) errors.Invalid($"{path}.message", message, "must not contain line breaks");
        }
        else if (HasLines(text))
        {
            errors.Required($"{path}.message", "message must be specified if rule contains line breaks");
        }

        if (rule.Text("messageExpression") is { Length: > 0 } expression && expression.Trim().Length == 0) errors.Required($"{path}.messageExpression", "messageExpression must be non-empty if specified");
        if (rule.Text("reason") is { } reason && !Reasons.Contains(reason)) errors.NotSupported($"{path}.reason", reason, Reasons);
        if (rule.Text("fieldPath") is not { Length: > 0 } field) return;
        if (field.Trim().Length == 0) errors.Invalid($"{path}.fieldPath", field, "must be non-empty if specified");
        if (HasLines(field)) errors.Invalid($"{path}.fieldPath", field, "must not contain line breaks");
        if (!IsField(field, schema)) errors.Invalid($"{path}.fieldPath", field, "must be a valid path");
    }

    private void Compile(JsonObject rule, CelDeclared self, ulong? times, string path, string? uncorrelated)
    {
        var optional = rule.Truth("optionalOldSelf");
        var verdict = CelProgram.Check(rule.Text("rule") ?? "", minor, self, optional);
        var problem = verdict.Problem.Length > 0 ? "compilation failed: " + verdict.Problem
            : verdict.Type.Kind != CelKind.Bool ? "cel expression must evaluate to a bool"
            : verdict.Broken.Length > 0 ? "program instantiation failed: " + verdict.Broken : null;
        if (problem is null) Cost($"{path}.rule", "estimated rule cost", CelSize.Product(verdict.MostCost, times ?? self.MostTimes));
        else errors.InvalidRaw($"{path}.rule", Shown(rule), problem);
        if (problem is null && rule.Text("messageExpression") is { Length: > 0 } text) Message(rule, text, self, optional, path);
        // What an expression looks at is known only where its types fit.
        if (verdict.UsesBefore && (problem is null || verdict.Broken.Length > 0) && verdict.Type.Kind == CelKind.Bool)
        {
            if (uncorrelated is not null) errors.Invalid($"{path}.rule", rule.Text("rule"), $"oldSelf cannot be used on the uncorrelatable portion of the schema within {uncorrelated}");
        }
        else if (rule["optionalOldSelf"] is { } told)
        {
            errors.Invalid($"{path}.optionalOldSelf", told.DeepClone(), "may not be set if oldSelf is not used in rule");
        }
    }

    private void Message(JsonObject rule, string text, CelDeclared self, bool optional, string path)
    {
        var verdict = CelProgram.Check(text, minor, self, optional);
        var problem = verdict.Problem.Length > 0 ? "messageExpression compilation failed: " + verdict.Problem
            : verdict.Type.Kind != CelKind.String ? "messageExpression must evaluate to a string"
            : verdict.Broken.Length > 0 ? "messageExpression instantiation failed: " + verdict.Broken : null;
        if (problem is null) Cost($"{path}.messageExpression", "estimated messageExpression cost", verdict.MostCost);
        else errors.InvalidRaw($"{path}.messageExpression", Shown(rule), problem);
    }

    private void Cost(string path, string name, ulong cost)
    {
        if (cost > MostOfRule) errors.Forbidden(path, Exceeds(name, cost, MostOfRule));
        total = CelSize.Sum(total, cost);
        if (cost >= MostOfSchema / 100) expensive.Add((path, cost));
    }

    private static string Exceeds(string what, ulong cost, ulong most)
    {
        var factor = (double)cost / most;
        var shown = factor > 100 ? "more than 100x" : factor < 1.5 ? factor.ToString("F6", CultureInfo.InvariantCulture) + "x" : factor.ToString("F1", CultureInfo.InvariantCulture) + "x";
        return $"{what} exceeds budget by factor of {shown} {Advice}";
    }

    private static bool HasLines(string text) => text.AsSpan().IndexOfAny('\n', '\r') >= 0;

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
