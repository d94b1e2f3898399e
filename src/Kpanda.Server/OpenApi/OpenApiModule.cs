namespace Kpanda.Server.OpenApi;

/// <summary>Our own description of the API at <c>/openapi/v1.json</c>.</summary>
internal static class OpenApiModule
{
    private const string DocumentName = "v1";

    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services) =>
        services.AddOpenApi(DocumentName, options =>
        {
            options.CreateSchemaReferenceId = new SchemaNames().Of;
            options.AddSchemaTransformer<WireSchemas>();
            options.AddOperationTransformer<OperationNames>();
            options.AddOperationTransformer<ListOperations>();
            options.AddDocumentTransformer<WholeDocument>();
            options.AddDocumentTransformer<PresentFields>();
        });

    public static void MapOpenApiDocument(this IEndpointRouteBuilder routes) => routes.MapOpenApi("/openapi/{documentName}.json");
}
