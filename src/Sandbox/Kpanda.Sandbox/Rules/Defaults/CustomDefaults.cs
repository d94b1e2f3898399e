using System.Text.Json.Nodes;
using Kpanda.Sandbox.Custom;
using Kpanda.Sandbox.Kinds;

namespace Kpanda.Sandbox.Rules.Defaults;

/// <summary>Defaults that a CustomResourceDefinition declares.</summary>
internal static class CustomDefaults
{
    public static void Apply(SchemaNode? schema, JsonObject obj)
    {
        if (schema is StructuralSchema structural) structural.Default(obj);
    }
}
