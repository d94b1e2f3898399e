using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Cel;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Custom;

/// <summary>Checks a custom object against the rules in <c>x-kubernetes-validations</c> of its schema, in the words of Kubernetes.</summary>
/// <param name="errors">Where problems go.</param>
/// <param name="ratchets">Whether what did not change is left alone, as Kubernetes does from 1.30.</param>
internal sealed class CelRules(FieldErrors errors, bool ratchets)
{
    private static readonly string[] Names = ["self", "oldSelf"];
    private readonly CelBudget budget = new(CelBudget.OfRequest);

    /// <summary>Checks an object; <paramref name="before"/> is what is stored, null for a new one.</summary>
    public void Check(JsonNode? value, JsonNode? before, JsonObject schema, string path = "")
    {
        if (value is null || budget.Left < 0) return;
        var same = before is not null && JsonNode.DeepEquals(value, before);
        foreach (var rule in schema.Each("x-kubernetes-validations"))
        {
            if (budget.Left < 0) return;
            Judge(rule, value, before, schema, path, same);
        }

        switch (value)
        {
            case JsonObject map:
                foreach (var (name, child) in map)
                {
                    if (schema["properties"]?[name] is JsonObject field) Check(child, (before as JsonObject)?[name], field, path.Length == 0 ? name : $"{path}.{name}");
                    else if (schema["additionalProperties"] is JsonObject each) Check(child, (before as JsonObject)?[name], each, $"{path}[{name}]");
                }

                break;
            case JsonArray list when schema["items"] is JsonObject element:
                for (var i = 0; i < list.Count; i++) Check(list[i], CorrelatedItem.Find(before as JsonArray, list[i], schema), element, $"{path}[{i}]");
                break;
        }
    }

    private void Judge(JsonObject rule, JsonNode value, JsonNode? before, JsonObject schema, string path, bool same)
    {
        var text = rule.Text("rule") ?? "";
        if (!CelProgram.TryCompile(text, Names, out var program, out _)) return;
        var compares = program.Uses("oldSelf");
        var optional = rule.Truth("optionalOldSelf");
        if (compares ? before is null && !optional : same && ratchets) return;
        Dictionary<string, object?> variables = new(StringComparer.Ordinal) { ["self"] = value };
        if (optional) variables["oldSelf"] = before is null ? CelOptional.None : CelOptional.Of(CelValues.From(before));
        else if (before is not null) variables["oldSelf"] = before;
        var type = $"\"{schema.Text("type") ?? ""}\"";
        switch (program.Evaluate(variables, budget))
        {
            case true:
                break;
            case CelError when budget.Left < 0:
                errors.InvalidRaw(Shown(path), type, "validation failed due to running out of cost budget, no further validation rules will be run");
                break;
            case CelError error:
                errors.InvalidRaw(Shown(path), type, $"{error.Message} evaluating rule: {(rule.Text("message") is { Length: > 0 } message ? message : text.Trim())}");
                break;
            default:
                Report(rule, value, variables, path + rule.Text("fieldPath"));
                break;
        }
    }

    private void Report(JsonObject rule, JsonNode value, Dictionary<string, object?> variables, string path)
    {
        var detail = Said(rule, variables);
        var place = Shown(path.TrimStart('.'));
        switch (rule.Text("reason"))
        {
            case "FieldValueForbidden":
                errors.Forbidden(place, detail);
                break;
            case "FieldValueRequired":
                errors.Required(place, detail);
                break;
            case "FieldValueDuplicate":
                errors.Duplicate(place, value.DeepClone());
                break;
            default:
                if (value.GetValueKind() is JsonValueKind.Object or JsonValueKind.Array) errors.InvalidHidden(place, detail);
                else errors.Invalid(place, value.DeepClone(), detail);
                break;
        }
    }

    private string Said(JsonObject rule, Dictionary<string, object?> variables)
    {
        if (rule.Text("messageExpression") is { Length: > 0 } expression && CelProgram.TryCompile(expression, Names, out var program, out _)
            && program.Evaluate(variables, budget) is string said && said.Trim().Length > 0 && !said.Contains('\n', StringComparison.Ordinal)) return said;
        return rule.Text("message") is { Length: > 0 } message ? message : $"failed rule: {(rule.Text("rule") ?? "").Trim()}";
    }

    private static string Shown(string path) => path.Length == 0 ? "<nil>" : path;
}
