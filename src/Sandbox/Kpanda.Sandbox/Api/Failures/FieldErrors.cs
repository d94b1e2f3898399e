using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.Failures;

/// <summary>Collects what is wrong with the fields of one object, in Kubernetes' words.</summary>
internal sealed class FieldErrors
{
    private readonly List<KubeStatusCause> causes = [];

    public bool Any => causes.Count > 0;

    public IReadOnlyList<KubeStatusCause> Causes => causes;

    public string Message
    {
        get
        {
            var lines = causes.Select(c => $"{c.Field}: {c.Message}").Distinct().ToList();
            return lines.Count == 1 ? lines[0] : $"[{string.Join(", ", lines)}]";
        }
    }

    public void Required(string field, string detail = "") => Add("FieldValueRequired", field, detail.Length == 0 ? "Required value" : "Required value: " + detail);

    public void Invalid(string field, JsonNode? value, string detail) => Add("FieldValueInvalid", field, $"Invalid value: {Show(value)}{(detail.Length == 0 ? "" : ": ")}{detail}");

    public void Invalid(string field, JsonNode? value, IEnumerable<string> details)
    {
        foreach (var detail in details) Invalid(field, value, detail);
    }

    public void TypeInvalid(string field, string shown, string detail) => Add("FieldValueTypeInvalid", field, $"Invalid value: {shown}: {detail}");

    public void InvalidRaw(string field, string shown, string detail) => Add("FieldValueInvalid", field, $"Invalid value: {shown}: {detail}");

    /// <summary>An invalid value that is not shown.</summary>
    public void InvalidHidden(string field, string detail) => Add("FieldValueInvalid", field, "Invalid value: " + detail);

    public void TooMany(string field, int count, long most) =>
        Add("FieldValueTooMany", field, $"Too many: {count.ToString(CultureInfo.InvariantCulture)}: must have at most {most.ToString(CultureInfo.InvariantCulture)} items");

    public void NotSupported(string field, JsonNode? value, params IEnumerable<string> supported) =>
        Add("FieldValueNotSupported", field, $"Unsupported value: {Show(value)}: supported values: {string.Join(", ", supported.Select(s => $"\"{s}\""))}");

    public void NotSupportedRaw(string field, string shown, params IEnumerable<string> supported) =>
        Add("FieldValueNotSupported", field, $"Unsupported value: {shown}: supported values: {string.Join(", ", supported.Select(s => $"\"{s}\""))}");

    public void Forbidden(string field, string detail) => Add("FieldValueForbidden", field, "Forbidden: " + detail);

    public void Duplicate(string field, JsonNode? value) => Add("FieldValueDuplicate", field, "Duplicate value: " + Show(value));

    public void DuplicateRaw(string field, string shown) => Add("FieldValueDuplicate", field, "Duplicate value: " + shown);

    public void NotFound(string field, JsonNode? value) => Add("FieldValueNotFound", field, "Not found: " + Show(value));

    public void TooLong(string field, long limit) => Add("FieldValueTooLong", field, $"Too long: may not be more than {limit.ToString(CultureInfo.InvariantCulture)} bytes");

    private static string Show(JsonNode? value) => value is null ? "null" : value.ToJsonString(KubeJson.Options);

    private void Add(string reason, string field, string message) => causes.Add(new(reason, message, field));
}
