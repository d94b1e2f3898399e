namespace Kpanda.Server.OpenApi;

/// <summary>Our own description of the API at <c>/openapi/v1.json</c>.</summary>
internal static class OpenApiModule
{
    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services) =>
        services.AddOpenApi("v1", options =>
        {
            options.AddSchemaTransformer<WireSchemas>();
            options.AddOperationTransformer<OperationNames>();
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info.Title = "Kpanda";
                document.Servers = [];
                return Task.CompletedTask;
            });
        });

    public static void MapOpenApiDocument(this IEndpointRouteBuilder routes) => routes.MapOpenApi("/openapi/{documentName}.json");
}
