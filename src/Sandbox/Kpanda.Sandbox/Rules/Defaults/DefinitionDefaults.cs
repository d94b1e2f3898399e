using System.Text.Json.Nodes;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Rules.Defaults;

/// <summary>What a CustomResourceDefinition leaves to be derived: names and the form of its conversion.</summary>
internal static class DefinitionDefaults
{
    public static void Apply(JsonObject obj)
    {
        if (obj["spec"] is not JsonObject spec) return;
        spec.Ensure("conversion").Default("strategy", "None");
        if (spec["names"] is not JsonObject names || names.Text("kind") is not { } kind) return;
        names.Default("listKind", kind + "List");
        names.Default("singular", kind.ToLowerInvariant());
        foreach (var column in spec.Each("versions").SelectMany(v => v.Each("additionalPrinterColumns")))
        {
            if (column.Number("priority") == 0) column.Remove("priority");
        }
    }
}
