using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.KubeModel.Yaml;
using Kpanda.Permissions.Grants;
using Kpanda.Search.Kinds;

namespace Kpanda.Resources.Objects;

/// <summary>What the object routes do, whatever the kind.</summary>
internal sealed class ObjectHandlers(MemberObjects objects, IRoleGrants grants)
{
    private const string RbacGroup = "rbac.authorization.k8s.io";

    public async Task<Result<ObjectData>> JsonAsync(ObjectAddress at, Person person, CancellationToken cancellationToken) =>
        Data(await objects.GetAsync(person, at, cancellationToken));

    public async Task<Result<ObjectData>> CreateAsync(
        KindDescriptor kind, ObjectAddress at, ManifestRequest request, WriteParameters parameters, Person person, CancellationToken cancellationToken)
    {
        if (!Read(kind, at, request, parameters).TryGet(out var write, out var error)) return error;
        var named = at with { Key = new(at.Key.Namespace, write.Manifest.Name), Version = write.Manifest.Type.Version };
        return Data(await objects.CreateAsync(person, named, write.Manifest.Body, write.Options, cancellationToken));
    }

    public async Task<Result<ObjectData>> UpdateAsync(
        KindDescriptor kind,
        ObjectAddress at,
        ManifestRequest request,
        WriteParameters parameters,
        Person person,
        CancellationToken cancellationToken,
        string? subresource = null)
    {
        if (!Read(kind, at, request, parameters).TryGet(out var write, out var error)) return error;
        var versioned = at with { Version = write.Manifest.Type.Version };
        var options = write.Options with { Subresource = subresource };
        return Data(await objects.UpdateAsync(person, versioned, write.Manifest.Body, options, cancellationToken));
    }

    public async Task<Result<ObjectData>> PatchAsync(
        ObjectAddress at, PatchRequest request, WriteParameters parameters, Person person, CancellationToken cancellationToken, PatchType ofObject = PatchType.Strategic)
    {
        if (!parameters.Options().TryGet(out var options, out var error)) return error;
        if (!Patch(request.Data).TryGet(out var patch, out error)) return error;
        var type = patch is JsonArray ? PatchType.Json : ofObject;
        return Data(await objects.PatchAsync(person, at, type, patch, options, cancellationToken));
    }

    public async Task<Result<Empty>> DeleteAsync(ObjectAddress at, DeleteParameters parameters, Person person, CancellationToken cancellationToken)
    {
        if (!parameters.Options().TryGet(out var options, out var error)) return error;
        if (at.Resource.Group == RbacGroup && !options.DryRun && await grants.TakeBackAsync(person, at.Cluster, at.Key.Namespace, at.Key.Name, cancellationToken) is { } takenBack)
            return takenBack.Select(static _ => default(Empty));
        var answer = await objects.DeleteAsync(person, at, options, cancellationToken);
        return answer.Error is { } refused ? refused : default(Empty);
    }

    /// <summary>Replaces a map below <c>metadata</c> as a whole.</summary>
    public async Task<Result<IReadOnlyDictionary<string, string>>> ReplaceAsync(
        ObjectAddress at, string map, IReadOnlyDictionary<string, string>? values, WriteParameters parameters, Person person, CancellationToken cancellationToken)
    {
        if (values is null) return Error.Invalid(map, "object.field.required", ("field", map));
        if (!parameters.Options().TryGet(out var options, out var error)) return error;

        var patch = new JsonArray(new JsonObject { ["op"] = "add", ["path"] = $"/metadata/{map}", ["value"] = JsonSerializer.SerializeToNode(values) });
        var answer = await objects.PatchAsync(person, at, PatchType.Json, patch, options, cancellationToken);
        if (!answer.TryGet(out var obj, out error)) return error;

        using var document = obj.Parse();
        return document.RootElement.GetProperty("metadata").TryGetProperty(map, out var now)
            ? now.Deserialize<Dictionary<string, string>>()!
            : new Dictionary<string, string>();
    }

    /// <summary>Takes a patch in any of the forms of the published API.</summary>
    public static Result<JsonNode> Patch(JsonElement? data)
    {
        var node = data is { ValueKind: not JsonValueKind.Null } given ? JsonNode.Parse(given.GetRawText()) : null;
        if (node is JsonValue value && value.TryGetValue<string>(out var text))
        {
            if (string.IsNullOrWhiteSpace(text)) node = null;
            else if (!YamlReader.TryReadSingle(text, out node, out var problem)) return Error.Invalid("data", "object.data.patch", ("detail", problem.ToString()));
        }

        return node switch
        {
            null => Error.Invalid("data", "object.data.missing", ("field", "data")),
            JsonObject or JsonArray => node,
            _ => Error.Invalid("data", "object.data.notObject", ("field", "data")),
        };
    }

    private static Result<ObjectData> Data(Result<KubeObject> answer) => answer.TryGet(out var obj, out var error) ? ObjectData.Of(obj) : error;

    private static Result<(Manifest Manifest, KubeWriteOptions Options)> Read(KindDescriptor kind, ObjectAddress at, ManifestRequest request, WriteParameters parameters)
    {
        if (!parameters.Options().TryGet(out var options, out var error)) return error;
        if (!Manifest.Read(request.Data).TryGet(out var manifest, out error)) return error;

        var type = new GroupVersionKind(kind.Resource.Group, at.Version ?? manifest.Type.Version, kind.Kind);
        if (manifest.MustBe(type, at.Key.Name) is { } wrong) return wrong;
        if (kind.Namespaced && manifest.PlaceIn(at.Key.Namespace) is { } elsewhere) return elsewhere;
        return (manifest, options);
    }
}
