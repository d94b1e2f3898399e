using System.Globalization;
using System.Text.Json.Nodes;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.KubeModel;
using Kpanda.KubeModel.Yaml;

namespace Kpanda.Resources.Objects;

/// <summary>An object that somebody wrote, as YAML or JSON, with what must be in it. Errors name the place within <c>data</c>.</summary>
/// <param name="Body">The object.</param>
/// <param name="Type">Its <c>apiVersion</c> and <c>kind</c>.</param>
internal sealed record Manifest(JsonObject Body, GroupVersionKind Type)
{
    /// <summary><c>metadata.name</c>; empty where the member is to make one.</summary>
    public string Name => Text("name");

    /// <summary><c>metadata.namespace</c>; empty where it is not given.</summary>
    public string Namespace => Text("namespace");

    private JsonObject Metadata => (JsonObject)Body["metadata"]!;

    /// <summary>Reads the only object of a text.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="field">What the text is called in the request.</param>
    public static Result<Manifest> Read(string? text, string field = "data")
    {
        if (string.IsNullOrWhiteSpace(text)) return Error.Invalid(field, "object.data.missing", ("field", field));
        if (!YamlReader.TryReadSingle(text, out var root, out var problem)) return Unreadable(problem, field);
        return Of(root, field);
    }

    /// <summary>Reads every object of a text.</summary>
    public static Result<List<Manifest>> ReadAll(string? text, string field)
    {
        if (string.IsNullOrWhiteSpace(text)) return Error.Invalid(field, "object.data.missing", ("field", field));
        if (!YamlReader.TryRead(text, out var documents, out var problem)) return Unreadable(problem, field);

        var manifests = new List<Manifest>(documents.Count);
        foreach (var document in documents)
        {
            if (!Of(document.Root, field).TryGet(out var manifest, out var error)) return error with { Parameters = WithLine(error, document.Line) };
            manifests.Add(manifest);
        }

        return manifests;
    }

    /// <summary>Puts the object into a namespace; one that it names itself must be the same.</summary>
    public Error? PlaceIn(string ns, string field = "data")
    {
        if (Namespace.Length > 0 && Namespace != ns) return Mismatch($"{field}.metadata.namespace", Namespace, ns);
        Metadata["namespace"] = ns;
        return null;
    }

    /// <summary>Whether the object is of this type, and has this name where one is given.</summary>
    public Error? MustBe(GroupVersionKind type, string name, string field = "data")
    {
        if (Type.Group != type.Group || Type.Version != type.Version) return Mismatch($"{field}.apiVersion", Type.ApiVersion, type.ApiVersion);
        if (Type.Kind != type.Kind) return Mismatch($"{field}.kind", Type.Kind, type.Kind);
        if (name.Length > 0 && Name.Length > 0 && Name != name) return Mismatch($"{field}.metadata.name", Name, name);
        if (name.Length > 0) Metadata["name"] = name;
        return null;
    }

    private static Result<Manifest> Of(JsonNode? root, string field)
    {
        if (root is not JsonObject body) return Error.Invalid(field, "object.data.notObject", ("field", field));
        if (Word(body["apiVersion"]) is not { Length: > 0 } version) return Required($"{field}.apiVersion");
        if (Word(body["kind"]) is not { Length: > 0 } kind) return Required($"{field}.kind");
        if (body["metadata"] is not JsonObject metadata) return Required($"{field}.metadata");
        if (Word(metadata["name"]) is not { Length: > 0 } && Word(metadata["generateName"]) is not { Length: > 0 }) return Required($"{field}.metadata.name");
        return new Manifest(body, GroupVersionKind.Parse(version, kind));
    }

    private static Error Required(string field) => Error.Invalid(field, "object.field.required", ("field", field));

    private static Error Mismatch(string field, string found, string expected) =>
        Error.Invalid(field, "object.field.mismatch", ("field", field), ("found", found), ("expected", expected));

    private static Error Unreadable(YamlProblem problem, string field) => Error.Invalid(
        field,
        "object.data.yaml",
        ("field", field),
        ("line", problem.Line.ToString(CultureInfo.InvariantCulture)),
        ("column", problem.Column.ToString(CultureInfo.InvariantCulture)),
        ("detail", problem.Message));

    private static Dictionary<string, string> WithLine(Error error, int line) =>
        new(error.Parameters) { ["line"] = line.ToString(CultureInfo.InvariantCulture) };

    private static string? Word(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private string Text(string name) => Word(Metadata[name]) ?? "";
}
