using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Kpanda.Server.OpenApi;

/// <summary>Says of each type what goes over the wire: int64 as a string, enumerations with their values, records with converters by their fields.</summary>
internal sealed class WireSchemas : IOpenApiSchemaTransformer
{
    public async Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if (Nullable.GetUnderlyingType(type) is { } inner) Plain(schema, inner, JsonSchemaType.Null);
        else Plain(schema, type, schema.Type & JsonSchemaType.Null ?? default);
        if (type.GetCustomAttribute<JsonConverterAttribute>() is not null && type.Namespace!.StartsWith("Kpanda", StringComparison.Ordinal))
            await DescribeFieldsAsync(schema, type, context, cancellationToken);
        if (schema is { Type: { } form, Items: null } && form.HasFlag(JsonSchemaType.Array) && type.GetGenericArguments() is [var item])
            schema.Items = await context.GetOrCreateSchemaAsync(item, null, cancellationToken);
        if (context.JsonPropertyInfo?.AttributeProvider?.GetCustomAttributes(typeof(AllowedValuesAttribute), inherit: false) is [AllowedValuesAttribute allowed, ..])
            Enumerate(schema, allowed);
    }

    private static void Plain(OpenApiSchema schema, Type type, JsonSchemaType absent)
    {
        (JsonSchemaType Type, string? Format)? plain = type switch
        {
            _ when type == typeof(long) => (JsonSchemaType.String, "int64"),
            _ when type == typeof(int) => (JsonSchemaType.Integer, "int32"),
            _ when type == typeof(double) => (JsonSchemaType.Number, "double"),
            _ when type.IsEnum => (JsonSchemaType.String, null),
            // A string with a converter of its own is still a string.
            _ when type == typeof(string) && schema.Type is null => (JsonSchemaType.String, null),
            _ => null,
        };
        if (plain is not { } found) return;
        schema.Type = found.Type | absent;
        schema.Format = found.Format;
        schema.Pattern = null;
    }

    /// <summary>Converters of records read another form; what they write has the fields of the record.</summary>
    private static async Task DescribeFieldsAsync(OpenApiSchema schema, Type type, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        schema.Type = JsonSchemaType.Object;
        schema.Properties = new Dictionary<string, IOpenApiSchema>();
        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
            schema.Properties[JsonNamingPolicy.CamelCase.ConvertName(property.Name)] = await context.GetOrCreateSchemaAsync(property.PropertyType, null, cancellationToken);
    }

    private static void Enumerate(OpenApiSchema schema, AllowedValuesAttribute allowed)
    {
        var target = schema.Items as OpenApiSchema ?? schema;
        target.Enum = [.. allowed.Values.Select(value => (JsonNode)JsonValue.Create((string)value!))];
    }
}
