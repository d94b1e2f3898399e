using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search;
using Kpanda.Search.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Resources.ServedKinds;

/// <summary>What there is to look at: every collection that a cluster serves, or that any cluster serves and can be asked for over all, with its word in paths.</summary>
internal sealed class ListServedKinds(IResourceIndex index, KindRegistry registered, ServedKindCatalog catalog, IAuthorizer authorizer)
{
    private const string Prefix = "/apis/kpanda.io/v1alpha1";
    private const string Type = $"{{type:{ServedTypeConstraint.Name}}}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Prefix).WithTags("Kinds");
        group.Get("/asl/kinds", (ListServedKinds handler, Person person, CancellationToken cancellation) => handler.ListAsync(null, person, cancellation));
        group.Get("/clusters/{cluster}/kinds", (string cluster, ListServedKinds handler, Person person, CancellationToken cancellation) => handler.ListAsync(cluster, person, cancellation));
        group.Get($"/asl/kinds/{Type}", (string type, ListServedKinds handler, Person person, CancellationToken cancellation) => handler.GetAsync(null, type, person, cancellation));
        group.Get($"/clusters/{{cluster}}/kinds/{Type}", (string cluster, string type, ListServedKinds handler, Person person, CancellationToken cancellation) => handler.GetAsync(cluster, type, person, cancellation));
    }

    public async Task<Result<ServedKindList>> ListAsync(string? cluster, Person person, CancellationToken cancellationToken)
    {
        if (!(await VisibleAsync(cluster, person, cancellationToken)).TryGet(out var clusters, out var error)) return error;
        var kinds = clusters.SelectMany(index.ServedResources).Where(served => served.IsListable && (cluster is not null || index.Keeps(served.Gvr.GroupResource)))
            .DistinctBy(served => served.Gvr.GroupResource)
            .OrderBy(served => served.Gvr.Group, StringComparer.Ordinal).ThenBy(served => served.Kind, StringComparer.Ordinal);
        return new ServedKindList([.. kinds.Select(Summarize)]);
    }

    public async Task<Result<ServedKindDetails>> GetAsync(string? cluster, string type, Person person, CancellationToken cancellationToken)
    {
        if (!(await VisibleAsync(cluster, person, cancellationToken)).TryGet(out var clusters, out var error)) return error;
        return await catalog.FindKindAsync(type, clusters, cancellationToken) is { } kind
            ? new ServedKindDetails(Summarize(kind.Served), [.. kind.Columns.Select(column => new ColumnSummary(column.Name, column.Type, column.Description, column.Priority))])
            : Error.Of(ErrorCode.NotFound, "object.notServed", ("cluster", cluster ?? "*"), ("resource", type));
    }

    private ServedKindSummary Summarize(ApiResource served)
    {
        var known = registered.Find(served.Gvr.GroupResource);
        return new(
            known?.Segment ?? KindSegment.Of(served.Gvr.GroupResource), served.Gvr.Group, served.Gvr.Version, served.Gvr.Resource, served.Kind, served.Namespaced,
            [.. served.Verbs], [.. served.ShortNames], [.. served.Categories]);
    }

    // What a cluster serves is no secret to whoever may look at anything in it.
    private async ValueTask<Result<List<string>>> VisibleAsync(string? cluster, Person person, CancellationToken cancellationToken)
    {
        if (cluster is not null) return (await MayLookAsync(cluster, person, cancellationToken)).Select(_ => new List<string> { cluster });
        var visible = new List<string>();
        foreach (var name in catalog.Clusters)
        {
            if ((await MayLookAsync(name, person, cancellationToken)).Error is null) visible.Add(name);
        }

        return visible;
    }

    private ValueTask<Result<bool>> MayLookAsync(string cluster, Person person, CancellationToken cancellationToken) =>
        authorizer.CheckAsync(person, new AccessRequest("get", new GroupResource("kpanda.io", "clusters")) { Name = cluster }, cancellationToken);
}
