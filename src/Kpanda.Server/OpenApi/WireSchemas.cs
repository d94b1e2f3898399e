using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Kpanda.Server.OpenApi;

/// <summary>Says of int64 what goes over the wire: a string.</summary>
internal sealed class WireSchemas : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = context.JsonTypeInfo.Type;
        if (type != typeof(long) && type != typeof(long?)) return Task.CompletedTask;
        schema.Type = type == typeof(long) ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
        schema.Format = "int64";
        schema.Pattern = null;
        return Task.CompletedTask;
    }
}
