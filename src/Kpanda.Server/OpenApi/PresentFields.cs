using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Kpanda.Server.OpenApi;

/// <summary>
/// We write no null: what has no value is absent. So no schema allows null, and in answers a field that cannot be null is always there. Requests
/// require nothing by schema: their handlers say what is missing, in words.
/// </summary>
internal sealed class PresentFields : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var schemas = document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>();
        var asked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations ?? []).Select(entry => entry.Value))
        {
            foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
            {
                if (parameter.Schema is { } value) parameter.Schema = WithoutNull(value);
            }

            foreach (var (_, content) in operation.RequestBody?.Content ?? new Dictionary<string, OpenApiMediaType>())
            {
                if (content.Schema is not { } body) continue;
                content.Schema = WithoutNull(body);
                Reach(content.Schema, schemas, asked);
            }
        }

        foreach (var (name, schema) in schemas)
        {
            if (schema is OpenApiSchema own) Describe(own, required: !asked.Contains(name));
        }

        return Task.CompletedTask;
    }

    private static void Describe(OpenApiSchema schema, bool required)
    {
        schema.Required = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (name, field) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            if (required && !AllowsNull(field)) schema.Required.Add(name);
            schema.Properties![name] = WithoutNull(field);
        }

        if (schema.Items is { } items) schema.Items = WithoutNull(items);
    }

    private static bool AllowsNull(IOpenApiSchema schema) =>
        schema is OpenApiSchema own && (own.Type is null || own.Type.Value.HasFlag(JsonSchemaType.Null) || own.OneOf?.Any(IsNull) == true);

    private static IOpenApiSchema WithoutNull(IOpenApiSchema schema)
    {
        if (schema is not OpenApiSchema own) return schema;
        if (own.OneOf is { Count: 2 } either && either.Any(IsNull)) return WithoutNull(either.First(one => !IsNull(one)));
        if (own.Type is { } type) own.Type = type & ~JsonSchemaType.Null;
        if (own.Items is { } items) own.Items = WithoutNull(items);
        if (own.AdditionalProperties is { } values) own.AdditionalProperties = WithoutNull(values);
        return own;
    }

    private static bool IsNull(IOpenApiSchema schema) => schema is OpenApiSchema { Type: JsonSchemaType.Null };

    private static void Reach(IOpenApiSchema? schema, IDictionary<string, IOpenApiSchema> schemas, HashSet<string> reached)
    {
        switch (schema)
        {
            case OpenApiSchemaReference { Reference.Id: { } id } when reached.Add(id) && schemas.TryGetValue(id, out var target):
                Reach(target, schemas, reached);
                break;
            case OpenApiSchema own:
                IEnumerable<IOpenApiSchema?> below = [own.Items, own.AdditionalProperties, .. own.Properties?.Values ?? [], .. own.OneOf ?? []];
                foreach (var part in below) Reach(part, schemas, reached);
                break;
        }
    }
}
