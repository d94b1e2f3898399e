using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Kinds;

/// <summary>One version of a CustomResourceDefinition.</summary>
internal sealed record CustomKind(KindInfo Info, SchemaNode Schema, bool Served, bool Storage)
{
    /// <summary>The version's entry in the definition: columns, sub-resources, schema.</summary>
    public required JsonObject Version { get; init; }
}
