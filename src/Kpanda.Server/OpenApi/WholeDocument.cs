using Kpanda.Hosting.Errors;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Kpanda.Server.OpenApi;

/// <summary>What the document says once for all operations: who it is, how to sign in, what a failure looks like.</summary>
internal sealed class WholeDocument : IOpenApiDocumentTransformer
{
    private const string Failure = "Failure";

    public async Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info.Title = "Kpanda";
        document.Info.Version = "v1alpha1";
        document.Servers = [];
        document.AddComponent("token", new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" });
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("token", document)] = [] }];

        document.AddComponent(nameof(ErrorBody), await context.GetOrCreateSchemaAsync(typeof(ErrorBody), null, cancellationToken));
        document.AddComponent(Failure, new OpenApiResponse
        {
            Description = "What went wrong, in the language of the request.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(nameof(ErrorBody), document) },
            },
        });

        // In an order of its own, so that a change of one route is one change of the document.
        var paths = new OpenApiPaths();
        foreach (var (path, item) in document.Paths.OrderBy(path => path.Key, StringComparer.Ordinal))
        {
            paths.Add(path, item);
            foreach (var (_, operation) in item.Operations ?? []) (operation.Responses ??= [])["default"] = new OpenApiResponseReference(Failure, document);
        }

        document.Paths = paths;
    }
}
