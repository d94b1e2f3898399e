using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.KubeModel.Validation;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Rules.Defaults;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Validation;

/// <summary>
/// An object inside another, the path of its field, and where its errors go. The checks say what a field must be, in Kubernetes' words; what a field is
/// not there for is not checked.
/// </summary>
internal readonly record struct FieldPlace(JsonObject? Object, string Path, FieldErrors Errors)
{
    /// <summary>The path of a field.</summary>
    public string At(string field) => Path.Length == 0 ? field : $"{Path}.{field}";

    /// <summary>The object in a field.</summary>
    public FieldPlace In(string field) => new(Object?[field] as JsonObject, At(field), Errors);

    /// <summary>The objects in the list of a field.</summary>
    public IEnumerable<FieldPlace> Each(string field)
    {
        var list = Object?[field] as JsonArray ?? [];
        for (var i = 0; i < list.Count; i++) yield return new(list[i] as JsonObject, $"{At(field)}[{i}]", Errors);
    }

    /// <summary>The values in a map of a field, each with the path <c>field[key]</c>.</summary>
    public IEnumerable<(string Key, JsonNode? Value, string Path)> Entries(string field)
    {
        foreach (var (key, value) in Object.Child(field) ?? []) yield return (key, value, $"{At(field)}[{key}]");
    }

    /// <summary>How many elements the list or map of a field has.</summary>
    public int Count(string field) => Object?[field] switch
    {
        JsonArray list => list.Count,
        JsonObject map => map.Count,
        _ => 0,
    };

    public bool Has(string field) => Object?[field] is not null;

    public string Text(string field) => Object.Text(field) ?? "";

    public long Number(string field) => Object.Number(field) ?? 0;

    /// <summary>False, with an error, where a text is empty.</summary>
    public bool Required(string field, string detail = "")
    {
        if (Text(field).Length > 0) return true;
        Errors.Required(At(field), detail);
        return false;
    }

    public void NotNegative(params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            if (Object.Number(field) is { } number and < 0) Errors.Invalid(At(field), number, "must be greater than or equal to 0");
        }
    }

    /// <summary>A text that is there is one of these.</summary>
    public void OneOf(string field, params ReadOnlySpan<string> supported)
    {
        if (Object.Text(field) is { } value && !supported.Contains(value)) Errors.NotSupported(At(field), value, supported.ToArray());
    }

    /// <summary>A text that must be there is one of these.</summary>
    public void RequiredOneOf(string field, params ReadOnlySpan<string> supported)
    {
        if (Required(field)) OneOf(field, supported);
    }

    /// <summary>A text that is not empty follows a rule for names.</summary>
    public void Name(string field, Func<string, IReadOnlyList<string>> rule)
    {
        if (Text(field) is { Length: > 0 } name) Errors.Invalid(At(field), name, rule(name));
    }

    /// <summary>A text that must be there follows a rule for names.</summary>
    public void RequiredName(string field, Func<string, IReadOnlyList<string>> rule)
    {
        if (Required(field)) Name(field, rule);
    }

    public void Port(string field)
    {
        if (Number(field) is var number and (< 1 or > 65535)) Errors.Invalid(At(field), number, "must be between 1 and 65535, inclusive");
    }

    /// <summary>A port by its number or by its name.</summary>
    public void PortOrName(string field)
    {
        if (Object?[field]?.GetValueKind() == JsonValueKind.String) Errors.Invalid(At(field), Text(field), NameRules.PortName(Text(field)));
        else Port(field);
    }

    /// <summary>A number that is not negative or a percentage; at most 100 % where <paramref name="whole"/> is the limit.</summary>
    public void Share(string field, bool whole)
    {
        if (Object?[field] is not { } value) return;
        if (value.GetValueKind() == JsonValueKind.Number)
        {
            NotNegative(field);
            return;
        }

        var text = value.ToString();
        Errors.Invalid(At(field), text, NameRules.Percent(text));
        if (whole && text.EndsWith('%') && int.TryParse(text[..^1], out var percent) && percent > 100) Errors.Invalid(At(field), text, "must not be greater than 100%");
    }

    /// <summary>A <c>metav1.LabelSelector</c>. Null where it cannot be used.</summary>
    public LabelSelector? Selector(string field)
    {
        var place = In(field);
        MetadataRules.Labels(place.Object.Child("matchLabels"), place.At("matchLabels"), Errors);
        foreach (var expression in place.Each("matchExpressions"))
        {
            var values = expression.Object?["values"] as JsonArray ?? [];
            switch (expression.Text("operator"))
            {
                case "In" or "NotIn":
                    if (values.Count == 0) Errors.Required(expression.At("values"), "must be specified when `operator` is 'In' or 'NotIn'");
                    break;
                case "Exists" or "DoesNotExist":
                    if (values.Count > 0) Errors.Forbidden(expression.At("values"), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                    break;
                default:
                    Errors.Invalid(expression.At("operator"), expression.Text("operator"), "not a valid selector operator");
                    break;
            }

            Errors.Invalid(expression.At("key"), expression.Text("key"), NameRules.QualifiedName(expression.Text("key")));
            for (var i = 0; i < values.Count; i++)
            {
                var value = values[i]?.ToString() ?? "";
                Errors.Invalid($"{expression.At("values")}[{i}]", value, NameRules.LabelValue(value));
            }
        }

        if (!LabelSelector.TryRead(place.Object, out var selector, out _)) return null;
        return selector.Requirements.All(r => NameRules.QualifiedName(r.Key).Count == 0 && r.Values.All(v => NameRules.LabelValue(v).Count == 0)) ? selector : null;
    }
}
