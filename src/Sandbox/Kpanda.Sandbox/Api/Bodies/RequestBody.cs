using System.Text;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;
using Kpanda.KubeModel.Yaml;
using Kpanda.Sandbox.Api.Bodies.Protobuf;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Sandbox.Api.Bodies;

/// <summary>The object in a request body: read, checked for its type, and decoded.</summary>
internal static class RequestBody
{
    /// <summary>Kubernetes' own limit.</summary>
    public const int Limit = 3 * 1024 * 1024;

    private static readonly string[] ObjectMedia = ["application/json", "application/yaml", "application/vnd.kubernetes.protobuf"];

    /// <summary>All bytes of the body, or null where it is longer than the limit.</summary>
    public static async Task<byte[]?> ReadBytesAsync(HttpRequest request, CancellationToken cancel)
    {
        using var buffer = new MemoryStream(request.ContentLength is > 0 and <= Limit ? (int)request.ContentLength : 0);
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancel)) > 0)
        {
            if (buffer.Length + read > Limit) return null;
            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }

    public static string MediaType(HttpRequest request) => (request.ContentType ?? "application/json").Split(';')[0].Trim();

    /// <summary>The object that a create or an update carries.</summary>
    public static async Task<(JsonObject? Object, KubeStatus? Failure)> ReadObjectAsync(ApiRequest request, GroupVersionKind expected, SchemaNode? schema)
    {
        var media = MediaType(request.Http.Request);
        if (media is not ("application/json" or "application/yaml" or ProtobufReader.Media)) return (null, Failure.UnsupportedMedia(ObjectMedia));
        if (await ReadBytesAsync(request.Http.Request, request.Cancel) is not { } bytes) return (null, Failure.TooLarge(Limit));
        return Parse(request, bytes, media, expected, schema);
    }

    /// <summary>Any JSON or YAML value.</summary>
    public static (JsonNode? Node, IReadOnlyList<string> Duplicates, string? Error) ReadNode(byte[] bytes, string media)
    {
        if (media == ProtobufReader.Media)
        {
            var (read, wrong) = ProtobufReader.Read(bytes);
            return (read, [], wrong);
        }

        if (!media.EndsWith("yaml", StringComparison.Ordinal)) return BodyReader.Read(bytes);
        if (!YamlReader.TryRead(Encoding.UTF8.GetString(bytes), out var documents, out var problem)) return (null, [], "yaml: " + problem);
        return documents.Count == 0 ? (null, [], null) : (documents[0].Root, [.. documents[0].DuplicateKeys.Select(d => d.Message)], null);
    }

    /// <summary>Decodes an object with the client's wish for field validation: Strict refuses, Warn warns, Ignore is silent.</summary>
    public static KubeStatus? Decode(ApiRequest request, JsonObject obj, GroupVersionKind type, SchemaNode? schema, IReadOnlyList<string> duplicates)
    {
        var decoder = new ObjectDecoder();
        decoder.Decode(obj, schema);
        if (decoder.TypeError is { } wrong) return Failure.BadRequest($"{type.Kind} in version \"{type.Version}\" cannot be handled as a {type.Kind}: {wrong}");
        List<string> problems = [.. decoder.Unknown, .. duplicates.Select(d => d.Contains(' ', StringComparison.Ordinal) ? d : $"duplicate field \"{d}\"")];
        if (problems.Count == 0 || request.Cluster.Minor < ClusterVersion.FieldValidation) return null;
        switch (request.Query["fieldValidation"].ToString())
        {
            case "Strict":
                return Failure.BadRequest($"{type.Kind} in version \"{type.Version}\" cannot be handled as a {type.Kind}: strict decoding error: {string.Join(", ", problems)}");
            case "Ignore":
                return null;
            default:
                foreach (var problem in problems) request.Warn(problem);
                return null;
        }
    }

    private static (JsonObject? Object, KubeStatus? Failure) Parse(ApiRequest request, byte[] bytes, string media, GroupVersionKind expected, SchemaNode? schema)
    {
        var (node, duplicates, error) = ReadNode(bytes, media);
        if (error is not null)
        {
            return (null, Failure.BadRequest($"the object provided is unrecognized (must be of type {expected.Kind}): couldn't get version/kind; json parse error: {error} ({Shown(bytes)})"));
        }

        if (node is not JsonObject obj)
        {
            return (null, Failure.BadRequest($"the object provided is unrecognized (must be of type {expected.Kind}): couldn't get version/kind; json parse error: json: cannot unmarshal into Go value of type struct {{ APIVersion string; Kind string }} ({Shown(bytes)})"));
        }

        return (obj, CheckType(request.Cluster.Kinds.Facts, obj, expected) ?? Decode(request, obj, expected, schema, duplicates));
    }

    private static string Shown(byte[] bytes) => bytes.Length > 128 ? Encoding.UTF8.GetString(bytes, 0, 128) + "..." : Encoding.UTF8.GetString(bytes);

    private static KubeStatus? CheckType(FactTable facts, JsonObject obj, GroupVersionKind expected)
    {
        var version = obj.Text("apiVersion") ?? "";
        var kind = obj.Text("kind") ?? "";
        if (version.Length == 0) obj["apiVersion"] = version = expected.ApiVersion;
        if (kind.Length == 0) obj["kind"] = kind = expected.Kind;
        if (version == expected.ApiVersion && kind == expected.Kind) return null;
        var sent = GroupVersionKind.Parse(version, kind);
        var lead = $"{sent.Kind} in version \"{sent.Version}\" cannot be handled as a {expected.Kind}: ";
        if (!facts.IsRegistered(sent) && sent.Group == expected.Group)
            return Failure.BadRequest($"{lead}no kind \"{sent.Kind}\" is registered for version \"{sent.ApiVersion}\" in scheme \"pkg/api/legacyscheme/scheme.go:30\"");
        if (!facts.IsRegistered(sent))
            return Failure.BadRequest($"the API version in the data ({sent.ApiVersion}) does not match the expected API version ({expected.ApiVersion})");
        return Failure.BadRequest($"{lead}converting ({sent.Version}.{sent.Kind}) to ({(expected.Group.Length == 0 ? "core" : expected.Group.Split('.')[0])}.{expected.Kind}): unknown conversion");
    }
}
