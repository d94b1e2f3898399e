using Kpanda.Clusters;
using Kpanda.Clusters.Errors;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Resources.Shapes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Resources.Schemas;

/// <summary>
/// The schema of a kind for editors, from the member's own OpenAPI 3 documents, read as the person. Only the group version that is asked for is read, and only where the
/// member tells another hash of it than before. https://kubernetes.io/docs/concepts/overview/kubernetes-api/#openapi-v3
/// </summary>
internal sealed class ReadSchema(IClusters clusters, IAuthorizer authorizer)
{
    private const string Json = "application/json";
    private const long MostBytes = 64 * 1024 * 1024;
    private static readonly GroupResource ClusterResource = new("kpanda.io", "clusters");

    private readonly SchemaCache _documents = new(MostBytes);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.Get("/api/v1/clusters/{cluster}/schemas/{group}/{version}/{kind}", (string cluster, string group, string version, string kind, ReadSchema schemas, Person person, CancellationToken cancellation) =>
            schemas.ReadAsync(cluster, new(group == "core" ? "" : group, version, kind), person, cancellation)).WithName("ReadSchema").WithTags("Resources");

    /// <summary>The schema of a kind.</summary>
    /// <returns>The schema, or <c>NotFound</c> where the member has none of this kind or no OpenAPI 3 (Kubernetes before 1.24).</returns>
    public async Task<Result<KindSchema>> ReadAsync(string cluster, GroupVersionKind type, Person person, CancellationToken cancellationToken)
    {
        var unknown = Error.Of(ErrorCode.NotFound, "schema.none", ("cluster", cluster), ("type", type.ToString()));
        if (!KubePath.IsSegment(type.Version) || (type.Group.Length > 0 && !KubePath.IsSegment(type.Group))) return unknown;
        var scope = await authorizer.ScopeAsync(person, "get", ClusterResource, cancellationToken);
        if (!scope.Touches(cluster)) return Error.Of(ErrorCode.NotFound, "schema.none", ("cluster", cluster), ("type", type.ToString()));
        if (!clusters.ClientAs(cluster, person).TryGet(out var client, out var error)) return error;

        var answer = await client.GetAsync(KubePath.Document("/openapi/v3"), Json, cancellationToken);
        if (!answer.TryGet(out var list, out var failure)) return failure.HttpStatus == 404 ? unknown : failure.ToError(cluster);
        var path = type.Group.Length == 0 ? $"api/{type.Version}" : $"apis/{type.Group}/{type.Version}";
        using var entries = list.Parse();
        // The address of a document ends with its hash: what it is now, whoever asks.
        if (entries.RootElement.Text("paths", path, "serverRelativeURL") is not { Length: > 0 } hash) return unknown;

        var document = _documents.Find(cluster, path, hash);
        if (document is null)
        {
            answer = await client.GetAsync(KubePath.Document($"/openapi/v3/{path}"), Json, cancellationToken);
            if (!answer.TryGet(out var read, out failure)) return failure.ToError(cluster);
            using var parsed = read.Parse();
            document = new SchemaDocument(parsed.RootElement, read.Json.Length);
            _documents.Put(cluster, path, hash, document);
        }

        return document.Find(type.Group, type.Version, type.Kind) is { } found ? new KindSchema(HashOf(hash), found.Root, found.Schemas) : unknown;
    }

    private static string HashOf(string address) => address[(address.IndexOf('=', StringComparison.Ordinal) + 1)..];
}
