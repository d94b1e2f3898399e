using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Kube;

namespace Kpanda.Resources.Objects;

/// <summary>An object as a JSON text: what <c>…/json</c> and most writes answer with.</summary>
/// <param name="Data">The object as the member has it, without <c>managedFields</c>.</param>
public sealed record ObjectData(string Data)
{
    /// <summary>What the member warns of: an addition to the published fields; null for nothing.</summary>
    public IReadOnlyList<string>? Warnings { get; init; }

    /// <summary>Makes the text of a member's answer.</summary>
    public static ObjectData Of(KubeObject obj)
    {
        var node = JsonNode.Parse(obj.Json.Span, documentOptions: new JsonDocumentOptions { MaxDepth = 256 })!;
        (node["metadata"] as JsonObject)?.Remove("managedFields");
        return new(node.ToJsonString(Format)) { Warnings = obj.Warnings.Count == 0 ? null : obj.Warnings };
    }

    // The text stands within a JSON string: what is escaped here would be escaped twice.
    private static readonly JsonSerializerOptions Format = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
