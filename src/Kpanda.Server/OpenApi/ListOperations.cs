using System.Text.Json.Nodes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Lists;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Kpanda.Server.OpenApi;

/// <summary>Lists read their parameters from the query string by the kind's descriptor: this declares them.</summary>
internal sealed class ListOperations : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ListRoute>().LastOrDefault() is not { } list) return Task.CompletedTask;

        operation.Parameters ??= [];
        var declared = operation.Parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in list.Parameters)
        {
            if (declared.Add(parameter.Name)) operation.Parameters.Add(Declare(parameter));
        }

        return Task.CompletedTask;
    }

    private static OpenApiParameter Declare(ListParameter parameter)
    {
        var value = new OpenApiSchema
        {
            Type = parameter.Type switch
            {
                ListParameterType.Integer => JsonSchemaType.Integer,
                ListParameterType.Flag => JsonSchemaType.Boolean,
                _ => JsonSchemaType.String,
            },
            Format = parameter.Type == ListParameterType.Integer ? "int32" : null,
        };
        if (parameter.Values.Count > 0) value.Enum = [.. parameter.Values.Select(one => (JsonNode)JsonValue.Create(one))];
        return new OpenApiParameter
        {
            Name = parameter.Name,
            In = ParameterLocation.Query,
            Schema = parameter.IsArray ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = value } : value,
        };
    }
}
