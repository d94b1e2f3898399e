using System.Text;
using System.Text.Json.Nodes;
using Kpanda.KubeModel;

namespace Kpanda.Kube.Tests.Conformance;

/// <summary>One recorded request, and the client's verb for it.</summary>
internal sealed class RecordedCall
{
    private readonly string _name = "";
    private readonly string _subresource = "";
    private readonly string _mediaType;
    private readonly string _accept;
    private readonly JsonNode? _body;

    public RecordedCall(JsonObject line)
    {
        Method = line["method"]!.ToString();
        Status = line["status"]!.GetValue<int>();
        Answer = line["response"];
        _body = line["body"];
        _mediaType = line["headers"]!["Content-Type"]?.ToString() ?? "";
        _accept = line["headers"]!["Accept"]?.ToString() ?? "application/json";
        var (path, query) = line["path"]!.ToString().Split('?') is [var first, var second] ? (first, second) : (line["path"]!.ToString(), "");
        Path = path;
        var parts = path.Trim('/').Split('/').ToList();
        var isResource = parts is ["api", _, _, ..] or ["apis", _, _, _, ..];
        if (isResource)
        {
            var group = parts[0] == "api" ? "" : parts[1];
            parts.RemoveRange(0, group.Length == 0 ? 1 : 2);
            var version = parts[0];
            parts.RemoveAt(0);
            if (parts is ["namespaces", var ns, _, ..] && parts[2] is not ("status" or "finalize"))
            {
                Namespace = ns;
                parts.RemoveRange(0, 2);
            }

            Resource = new(group, version, parts[0]);
            if (parts.Count > 1) _name = Uri.UnescapeDataString(parts[1]);
            if (parts.Count > 2) _subresource = string.Join('/', parts.Skip(2));
        }

        Kind = (Method, isResource) switch
        {
            ("POST", _) => "create",
            ("PUT", _) => "update",
            ("PATCH", _) => "patch",
            ("DELETE", _) => "delete",
            _ when query.Contains("watch=", StringComparison.Ordinal) => "watch",
            _ when Answer is JsonValue => "text",
            (_, false) => "document",
            _ when _accept.Contains("as=Table", StringComparison.Ordinal) => "table",
            _ when _name.Length > 0 => "object",
            _ when _accept.Contains("as=PartialObjectMetadataList", StringComparison.Ordinal) => "metadata list",
            _ => "list",
        };
    }

    public string Method { get; }

    public string Path { get; }

    public int Status { get; }

    public JsonNode? Answer { get; }

    public string Kind { get; }

    public GroupVersionResource Resource { get; }

    public string? Namespace { get; }

    public Task<KubeResult<KubeObject>> SendAsync(KubeClient client, CancellationToken stop)
    {
        var key = new ObjectKey(Namespace ?? "", _name);
        var options = new KubeWriteOptions { Subresource = _subresource.Length > 0 ? _subresource : null };
        return Kind switch
        {
            "create" when _subresource.Length > 0 => client.CreateAsync(Resource, key, _subresource, _body!.DeepClone(), options, stop),
            "create" when _name.Length > 0 => client.CreateAsync(Resource, key, "", _body!.DeepClone(), options, stop),
            "create" => client.CreateAsync(Resource, Namespace, _body?.DeepClone() ?? new JsonObject(), options, stop),
            "update" => client.UpdateAsync(Resource, key, _body!.DeepClone(), options, stop),
            "patch" => client.PatchAsync(Resource, key, Type, Encoding.UTF8.GetBytes(_body is JsonValue text ? text.ToString() : _body!.ToJsonString()), options, stop),
            "delete" when _name.Length == 0 => client.DeleteCollectionAsync(Resource, Namespace, KubeListOptions.Default, KubeDeleteOptions.Default, stop),
            "delete" => client.DeleteAsync(Resource, key, KubeDeleteOptions.Default, stop),
            "table" when _name.Length == 0 => client.TableAsync(Resource, Namespace, KubeListOptions.Default, stop),
            "table" => client.GetAsync(Resource, key, KubeRepresentation.Table, stop),
            "object" when _subresource.Length > 0 => client.GetAsync(KubePath.Object(Resource, key, _subresource), _accept, stop),
            "object" => client.GetAsync(Resource, key, stop),
            _ => client.GetAsync(KubePath.Document(Path), _accept, stop),
        };
    }

    private PatchType Type => _mediaType switch
    {
        "application/json-patch+json" => PatchType.Json,
        "application/strategic-merge-patch+json" => PatchType.Strategic,
        "application/apply-patch+yaml" => PatchType.Apply,
        _ => PatchType.Merge,
    };
}
