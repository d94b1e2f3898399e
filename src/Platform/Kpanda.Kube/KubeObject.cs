using System.Text.Json;
using Kpanda.Kube.Wire;

namespace Kpanda.Kube;

/// <summary>An object as the member sent it: UTF-8 JSON, unparsed. List items have <c>apiVersion</c> and <c>kind</c> filled in from the list.</summary>
/// <param name="Json">The bytes; owned by this object.</param>
public sealed record KubeObject(ReadOnlyMemory<byte> Json)
{
    /// <summary>Warnings that came with the answer (<c>Warning</c> headers), without code and agent.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The version of a document (<c>ETag</c>); empty where the member tells none.</summary>
    internal string Tag { get; init; } = "";

    /// <summary>Parses the bytes. Dispose the document when done.</summary>
    public JsonDocument Parse() => JsonDocument.Parse(Json, new JsonDocumentOptions { MaxDepth = JsonLimits.MaxDepth });
}
