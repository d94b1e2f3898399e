using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Paging;
using Kpanda.Hosting.Requests;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Index;
using Kpanda.Search.Kinds;
using Kpanda.Search.Lists;
using Kpanda.Search.Query;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Search.Relations;

/// <summary>
/// The picture of an object: its owners above, what it owns, selects and names below, and what names or selects it. From the index alone, within what the person may list. Bounded: of each kind some are
/// shown and all are counted.
/// </summary>
internal sealed class ReadRelations(ResourceIndex index, KindRegistry kinds, IAuthorizer authorizer, RowRenderer renderer)
{
    private const int MostOwners = 8;
    private const int MostLevels = 3;
    private const int MostOfAKind = 8;
    private const int MostObjects = 120;
    private const int MostRead = 1_000;
    private static readonly GroupResource Secrets = new("", "secrets");

    // The name of an event says nothing of what it belongs to, and there may be thousands.
    private static readonly HashSet<GroupResource> Left = [new("", "events"), new("events.k8s.io", "events")];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.Get("/api/v1/clusters/{cluster}/relations", (string cluster, string? kind, string? @namespace, string? name, Person person, ReadRelations relations, HttpContext context, CancellationToken cancellationToken) =>
            relations.ReadAsync(new(cluster, RequestLanguage.Of(context), person), kind ?? "", new ObjectKey(@namespace ?? "", name ?? ""), cancellationToken)).WithName("ReadRelations").WithTags("Search");

    /// <summary>What stands around one object.</summary>
    /// <param name="question">Where, and for whom.</param>
    /// <param name="segment">The word of its kind in paths.</param>
    /// <param name="key">Its namespace and name.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The picture, or <c>NotFound</c> where the index does not have the object, or <c>PermissionDenied</c>.</returns>
    public async Task<Result<ObjectRelations>> ReadAsync(RelationQuestion question, string segment, ObjectKey key, CancellationToken cancellationToken)
    {
        if (ResourceOf(segment) is not { } resource) return Error.Of(ErrorCode.NotFound, SearchReasons.ObjectUnknown, ("name", key.Name));
        var request = new AccessRequest("get", resource) { Cluster = question.Cluster, Namespace = key.Namespace, Name = key.Name };
        var allowed = await authorizer.CheckAsync(question.Person, request, cancellationToken);
        if (allowed.Error is { } refused) return refused;
        if (await index.GetAsync(question.Cluster, resource, key, cancellationToken) is not { } found) return Error.Of(ErrorCode.NotFound, SearchReasons.ObjectUnknown, ("name", key.Name));

        var shown = new HashSet<Guid> { UidOf(found.Body) };
        var groups = await GroupsAsync(question, resource, key, shown.First(), found.Body, 1, shown, cancellationToken);
        return new ObjectRelations(await OwnersAsync(question, found, cancellationToken), Show(question, resource, key, found.Status) with { Groups = groups });
    }

    private async Task<List<RelatedObject>> OwnersAsync(RelationQuestion question, IndexedObject obj, CancellationToken cancellationToken)
    {
        var owners = new List<RelatedObject>();
        for (var (body, ns) = (obj.Body, obj.Key.Namespace); owners.Count < MostOwners && OwnerOf(body) is { } owner;)
        {
            var (kind, name) = (JsonPath.Text(owner, "kind"), JsonPath.Text(owner, "name"));
            var served = index.ServedResources(question.Cluster).FirstOrDefault(one => one.Kind == kind && one.Gvk.Group == GroupVersionKind.Parse(JsonPath.Text(owner, "apiVersion"), kind).Group);
            var key = new ObjectKey(served is { Namespaced: false } ? "" : ns, name);
            var found = served is null ? null : await FindAsync(question, served.Gvr.GroupResource, key, cancellationToken);
            // Another object of the name is not the owner.
            if (found is null || UidOf(found.Body) != UidKey.Of(JsonPath.Text(owner, "uid")))
            {
                owners.Insert(0, new(kind, served is null ? "" : SegmentOf(served.Gvr.GroupResource), key.Namespace, name, false, "", "none", ""));
                break;
            }

            owners.Insert(0, Show(question, served!.Gvr.GroupResource, key, found.Status));
            body = found.Body;
        }

        return owners;
    }

    private async Task<IReadOnlyList<RelatedGroup>> GroupsAsync(
        RelationQuestion question, GroupResource resource, ObjectKey key, Guid uid, JsonElement body, int level, HashSet<Guid> shown, CancellationToken cancellationToken)
    {
        var groups = new List<RelatedGroup>();
        foreach (var table in index.Tables.OrderBy(table => KindOf(question, table.Columns.Resource), StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var below = table.Columns.Resource;
            if (Left.Contains(below)) continue;
            var query = new ResourceQuery(below) { Clusters = [question.Cluster], Namespaces = key.Namespace.Length > 0 ? [key.Namespace] : [] };
            await AddAsync("owns", query, [uid]);
        }

        foreach (var link in SpecLinks.Of(resource, key, body))
        {
            // What an object further down uses is told on its own page.
            if (level > 1 && link.Relation == "uses") continue;
            var query = new ResourceQuery(link.Resource) { Clusters = [question.Cluster], Namespaces = link.Namespace.Length > 0 ? [link.Namespace] : [], Labels = link.Labels };
            if (link.Names.Count > 0) query = query with { Fields = [new FieldCondition(FieldCondition.NamePath, link.Names)] };
            if (link.Field is { } field)
            {
                // Where the kind has no such column, nothing is known of it.
                if (kinds.Find(link.Resource)?.IndexedFields.Contains(field.Path) != true) continue;
                query = query with { Fields = [FieldCondition.Equal(field.Path, field.Value)] };
            }

            await AddAsync(link.Relation, query, null);
        }

        if (level == 1) groups.AddRange(await PointingAtAsync(question, resource, key, body, cancellationToken));
        return groups;

        async Task AddAsync(string relation, ResourceQuery query, HashSet<Guid>? owners)
        {
            var scope = await authorizer.ScopeAsync(question.Person, "list", query.Resource, cancellationToken);
            if (scope.IsNone) return;
            if (owners is not null) query = query with { OwnerUid = "" };
            var page = index.Table(query.Resource).Query(query with { SortBy = SortField.State, Descending = true, Page = new PageRequest(1, MostOfAKind) }, scope, owners);
            if (page.Total == 0) return;
            var items = new List<RelatedObject>();
            foreach (var row in page.Rows.OrderByDescending(row => row.Status.Severity).ThenBy(row => row.Key.Name, StringComparer.Ordinal))
            {
                var item = Show(question, query.Resource, row.Key, row.Status);
                // What stands in the picture already, and what is below names of others, is not opened again.
                var isNew = shown.Count < MostObjects && shown.Add(row.Uid);
                if (isNew && level < MostLevels && relation is not ("uses" or "usedBy") && await index.GetAsync(question.Cluster, query.Resource, row.Key, cancellationToken) is { } found)
                    item = item with { Groups = await BelowAsync(query.Resource, row, found.Body) };
                items.Add(item);
            }

            groups.Add(new(relation, KindOf(question, query.Resource), SegmentOf(query.Resource), page.Total, Severities(query, scope, owners, page), items));
        }

        // A pod's own claims and settings are told on its own page.
        async Task<IReadOnlyList<RelatedGroup>> BelowAsync(GroupResource below, RowRef row, JsonElement bodyBelow) =>
            below is { Group: "", Resource: "pods" } || below == Secrets
                ? []
                : await GroupsAsync(question, below, row.Key, row.Uid, bodyBelow, level + 1, shown, cancellationToken);
    }

    /// <summary>What names or selects the object, kind by kind. Collections with more than <see cref="MostRead"/> objects in the place are not read through.</summary>
    private async Task<List<RelatedGroup>> PointingAtAsync(RelationQuestion question, GroupResource resource, ObjectKey key, JsonElement body, CancellationToken cancellationToken)
    {
        var groups = new List<RelatedGroup>();
        foreach (var (candidate, anyNamespace) in BackLinks.Candidates(resource))
        {
            if (!index.Tables.Any(table => table.Columns.Resource == candidate)) continue;
            var scope = await authorizer.ScopeAsync(question.Person, "list", candidate, cancellationToken);
            if (scope.IsNone) continue;
            var query = new ResourceQuery(candidate)
            {
                Clusters = [question.Cluster],
                Namespaces = anyNamespace || key.Namespace.Length == 0 ? [] : [key.Namespace],
                Page = new PageRequest(1, MostRead),
            };
            if (index.Table(candidate).Query(query with { Page = new PageRequest(1, 1) }, scope, null).Total > MostRead) continue;
            var found = (await index.QueryAsync(query, scope, cancellationToken)).Items;
            var pointing = from one in found
                           from relation in SpecLinks.Of(candidate, one.Key, one.Body).Where(link => BackLinks.Means(link, resource, key, body)).Select(link => BackLinks.Reverse(link.Relation)).Distinct()
                           where relation is not null
                           select (Relation: relation, Object: one);
            foreach (var group in pointing.GroupBy(pair => pair.Relation, pair => pair.Object))
            {
                var worst = group.OrderByDescending(one => one.Status.Severity).ThenBy(one => one.Key.Name, StringComparer.Ordinal).ToList();
                var severities = worst.CountBy(one => RowRenderer.NameOf(one.Status.Severity)).ToDictionary(pair => pair.Key, pair => pair.Value);
                groups.Add(new(group.Key, KindOf(question, candidate), SegmentOf(candidate), worst.Count, severities, [.. worst.Take(MostOfAKind).Select(one => Show(question, candidate, one.Key, one.Status))]));
            }
        }

        return groups;
    }

    private Dictionary<string, int> Severities(ResourceQuery query, AccessScope scope, HashSet<Guid>? owners, RowPage page)
    {
        var table = index.Table(query.Resource);
        return page.Total <= page.Rows.Count
            ? page.Rows.CountBy(row => row.Status.Severity).OrderByDescending(pair => pair.Key).ToDictionary(pair => RowRenderer.NameOf(pair.Key), pair => pair.Value)
            : Enum.GetValues<StatusSeverity>()
                .OrderDescending()
                .Select(severity => (Name: RowRenderer.NameOf(severity), Count: table.Query(query with { Severities = [severity], Page = new PageRequest(1, 1) }, scope, owners).Total))
                .Where(pair => pair.Count > 0)
                .ToDictionary(pair => pair.Name, pair => pair.Count);
    }

    private async ValueTask<IndexedObject?> FindAsync(RelationQuestion question, GroupResource resource, ObjectKey key, CancellationToken cancellationToken)
    {
        var request = new AccessRequest("get", resource) { Cluster = question.Cluster, Namespace = key.Namespace, Name = key.Name };
        var allowed = await authorizer.CheckAsync(question.Person, request, cancellationToken);
        return allowed.Error is null ? await index.GetAsync(question.Cluster, resource, key, cancellationToken) : null;
    }

    private RelatedObject Show(RelationQuestion question, GroupResource resource, ObjectKey key, KindStatus status) => new(
        KindOf(question, resource), SegmentOf(resource), key.Namespace, key.Name, true, status.State, RowRenderer.NameOf(status.Severity), renderer.Words(status, question.Language));

    private string KindOf(RelationQuestion question, GroupResource resource) =>
        kinds.Find(resource)?.Kind ?? index.ServedResources(question.Cluster).FirstOrDefault(served => served.Gvr.GroupResource == resource)?.Kind ?? resource.Resource;

    private string SegmentOf(GroupResource resource) => kinds.Find(resource)?.Segment ?? $"{resource.Resource}.{(resource.Group.Length == 0 ? "core" : resource.Group)}";

    private GroupResource? ResourceOf(string segment)
    {
        if (kinds.FindSegment(segment) is { } kind) return kind.Resource;
        var dot = segment.IndexOf('.', StringComparison.Ordinal);
        return dot <= 0 ? null : new(segment[(dot + 1)..] is "core" ? "" : segment[(dot + 1)..], segment[..dot]);
    }

    private static JsonElement? OwnerOf(JsonElement body)
    {
        JsonElement? first = null;
        foreach (var owner in JsonPath.Items(body, "metadata", "ownerReferences"))
        {
            if (JsonPath.At(owner, "controller").ValueKind == JsonValueKind.True) return owner;
            first ??= owner;
        }

        return first;
    }

    private static Guid UidOf(JsonElement body) => UidKey.Of(JsonPath.Text(body, "metadata", "uid"));
}
