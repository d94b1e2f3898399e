using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Kpanda.Server.OpenApi;

/// <summary>
/// Names each operation that has no name of its own after its method and path: <c>getClustersNamespacesPodsByClusterByNamespace</c>; and query parameters as published, in
/// camel case.
/// </summary>
internal sealed partial class OperationNames : IOpenApiOperationTransformer
{
    private static readonly string[] Prefixes = ["apis/kpanda.io/v1alpha1/", "apis/ghippo.io/v1alpha1/"];

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        operation.OperationId ??= NameOf(context.Description.HttpMethod ?? "GET", context.Description.RelativePath ?? "");
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            if (parameter.In == ParameterLocation.Query) parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
        }

        return Task.CompletedTask;
    }

    private static string NameOf(string method, string path)
    {
        foreach (var prefix in Prefixes)
        {
            if (path.StartsWith(prefix, StringComparison.Ordinal)) path = path[prefix.Length..];
        }

        var name = new StringBuilder(method.ToLowerInvariant());
        var parameters = new StringBuilder();
        foreach (var word in Constraint().Replace(path, "}").Split(['/', ':', '-', '.', '?'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.StartsWith('{')) parameters.Append("By").Append(Capital(word.Trim('{', '}')));
            else name.Append(Capital(word));
        }

        return name.Append(parameters).ToString();
    }

    // What a parameter may be: {type:served}.
    [GeneratedRegex(":[^{}/]*}")]
    private static partial Regex Constraint();

    private static string Capital(string word) => word.Length == 0 ? word : char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..];
}
