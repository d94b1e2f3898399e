using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Paging;
using Kpanda.Hosting.Requests;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Search.Index;
using Kpanda.Search.Kinds;
using Kpanda.Search.Lists;
using Kpanda.Search.Query;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Search.Ask;

/// <summary>Answers the search page: objects of all described kinds and clusters, within what the person may list.</summary>
internal sealed class SearchObjects(ResourceIndex index, SearchedKinds kinds, IAuthorizer authorizer, RowRenderer renderer, TimeProvider time)
{
    private const int UsualPageSize = 50;
    private const int MostOwners = 1000;
    private const int UsualBest = 20;
    private const int MostBest = 50;

    // As many of each kind are ranked; a part of a name that more objects have says too little to rank them well.
    private const int RankedOfAKind = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/api/v1/search/best", (string? q, int? limit, Person person, SearchObjects search, HttpContext context, CancellationToken cancellationToken) =>
            search.BestAsync(q ?? "", Math.Clamp(limit ?? UsualBest, 1, MostBest), person, RequestLanguage.Of(context), cancellationToken)).WithName("SearchBest").WithTags("Search");
        routes.Get("/api/v1/search", (string? q, string? sortBy, string? sortDir, int? pageSize, string? after, Person person, SearchObjects search, HttpContext context, CancellationToken cancellationToken) =>
            search.AnswerAsync(q ?? "", sortBy, sortDir, pageSize ?? UsualPageSize, after, person, RequestLanguage.Of(context), cancellationToken)).WithName("Search").WithTags("Search");
    }

    /// <summary>One page. A search with <c>field:</c> terms is not answered here: every body has to be read for it (<see cref="ScanObjects"/>).</summary>
    public async Task<Result<SearchAnswer>> AnswerAsync(
        string text, string? sortBy, string? sortDir, int pageSize, string? after, Person person, Language language, CancellationToken cancellationToken)
    {
        if (!SearchText.Parse(text, kinds, time.GetUtcNow()).TryGet(out var question, out var error)) return error;
        if (question.Scanned.Count > 0) return Error.Invalid("q", SearchReasons.NeedsScan);
        question = question.WithWordsInNames();
        if (!PageRequest.Parse(1, pageSize).TryGet(out var page, out error)) return error;
        if (!ReadSort(sortBy, sortDir).TryGet(out var sort, out error)) return error;
        var (from, cursor) = ("", default(PageCursor));
        if (!string.IsNullOrEmpty(after))
        {
            if (after.Split('~', 2) is not [var segment, var end] || (end.Length > 0 && (cursor = PageCursor.Parse(end)) is null))
                return Error.Invalid("after", SearchReasons.CursorUnknown);
            from = segment;
        }

        var items = new List<SearchRow>();
        var counts = new List<KindCount>();
        var behind = new Dictionary<string, ClusterFreshness>(StringComparer.Ordinal);
        var (reached, next) = (from.Length == 0, "");
        foreach (var asked in await AskedAsync(question, person, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var one in index.FreshnessOf(asked.Query, asked.Scope))
                if (!behind.TryGetValue(one.Cluster, out var noted) || (noted.Synced && !one.Synced)) behind[one.Cluster] = one;
            var isFirst = asked.Kind.Segment == from;
            reached |= isFirst;
            var room = page.PageSize - items.Count;
            if (!reached || room == 0)
            {
                var count = asked.Table.CountByState(asked.Query, asked.Scope, asked.Owners).Values.Sum();
                if (count > 0) counts.Add(new(asked.Kind.Kind, asked.Kind.Segment, count));
                if (count > 0 && reached && next.Length == 0) next = $"{asked.Kind.Segment}~";
                continue;
            }

            // One row more tells whether there is another page.
            var rows = asked.Table.Query(
                asked.Query with { SortBy = sort.Field, Descending = sort.Descending, Page = page with { PageSize = room + 1 }, After = isFirst ? cursor : null }, asked.Scope, asked.Owners);
            if (rows.Total > 0) counts.Add(new(asked.Kind.Kind, asked.Kind.Segment, rows.Total));
            items.AddRange(rows.Rows.Take(room).Select(row => Show(row, asked.Kind, language)));
            if (rows.Rows.Count > room) next = $"{asked.Kind.Segment}~{rows.Rows[room - 1].Cursor.Encode()}";
        }

        return new SearchAnswer(items, counts, counts.Sum(count => count.Count), next, [.. behind.Values.OrderBy(one => one.Cluster, StringComparer.Ordinal).Select(one => renderer.Render(one, language))]);
    }

    /// <summary>
    /// The objects that a person most likely means, best first: fast rather than complete, for suggestions while somebody types. The first word is a part of the name; each further
    /// one is a part of the name, the namespace, the cluster or the kind. Terms mean what they always do; nothing asked finds nothing.
    /// </summary>
    public async Task<Result<BestAnswer>> BestAsync(string text, int limit, Person person, Language language, CancellationToken cancellationToken)
    {
        if (!SearchText.Parse(text, kinds, time.GetUtcNow()).TryGet(out var question, out var error)) return error;
        if (question.Scanned.Count > 0) return Error.Invalid("q", SearchReasons.NeedsScan);
        if (text.Trim().Length == 0) return new BestAnswer([]);
        var word = question.Words.Count > 0 ? question.Words[0] : "";
        var found = new List<(int Rank, KindQuestion Asked, RowRef Row)>();
        foreach (var asked in await AskedAsync(question, person, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var query = asked.Query with { NameContains = word, Page = new PageRequest(1, RankedOfAKind) };
            foreach (var row in asked.Table.Query(query, asked.Scope, asked.Owners).Rows)
                if (question.Words.Skip(1).All(other => Mentions(row, asked.Kind, other))) found.Add((Rank(row.Key.Name, word), asked, row));
        }

        return new BestAnswer([.. found
            .OrderBy(entry => entry.Rank)
            .ThenBy(entry => entry.Row.Key.Name.Length)
            .ThenBy(entry => entry.Row.Key.Name, StringComparer.Ordinal)
            .ThenBy(entry => entry.Row.Cluster, StringComparer.Ordinal)
            .ThenBy(entry => entry.Row.Key.Namespace, StringComparer.Ordinal)
            .ThenBy(entry => entry.Asked.Kind.Kind, StringComparer.Ordinal)
            .Take(limit)
            .Select(entry => Show(entry.Row, entry.Asked.Kind, language))]);
    }

    /// <summary>What each kind is asked; kinds that cannot have what is asked for, or that the person may not list, are absent.</summary>
    internal async ValueTask<IReadOnlyList<KindQuestion>> AskedAsync(SearchQuestion question, Person person, CancellationToken cancellationToken)
    {
        var owners = question.Owner is { } owner ? await OwnersAsync(question, owner.Kinds, owner.Name, person, cancellationToken) : null;
        var asked = new List<KindQuestion>();
        foreach (var kind in question.Kinds.Distinct())
        {
            if (Common(question, kind) is not { } fields) continue;

            // What clusters serve beside the described kinds is mostly empty: nobody is asked for rights to nothing.
            var table = index.Table(kind.Resource);
            if (table.Count == 0 && table.Columns.Descriptor is null) continue;
            if (question.Query.States.Count > 0 && kind.States.Count > 0 && !question.Query.States.Any(state => kind.States.Contains(state, StringComparer.Ordinal))) continue;
            var scope = await authorizer.ScopeAsync(person, "list", kind.Resource, cancellationToken);
            if (scope.IsNone) continue;
            var query = question.Query with { Resource = kind.Resource, Fields = [.. question.Query.Fields, .. fields], OwnerUid = owners is null ? null : "" };
            asked.Add(new(kind, table, query, scope, owners));
        }

        return asked;
    }

    internal SearchRow Show(RowRef row, SearchedKind kind, Language language) => new(
        row.Cluster, row.Key.Namespace, row.Key.Name, kind.Kind, kind.Segment, row.Status.State, RowRenderer.NameOf(row.Status.Severity), row.Status.Reason, renderer.Words(row.Status, language),
        DateTimeOffset.FromUnixTimeSeconds(row.Created), DateTimeOffset.FromUnixTimeSeconds(row.Changed));

    private static bool Mentions(in RowRef row, SearchedKind kind, string word) =>
        Contains(row.Key.Name, word) || Contains(row.Key.Namespace, word) || Contains(row.Cluster, word) || Contains(kind.Kind, word);

    private static bool Contains(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static int Rank(string name, string word)
    {
        if (name.Equals(word, StringComparison.OrdinalIgnoreCase)) return 0;
        if (name.StartsWith(word, StringComparison.OrdinalIgnoreCase)) return 1;
        return name.Contains($"-{word}", StringComparison.OrdinalIgnoreCase) ? 2 : 3;
    }

    private static Result<(SortField Field, bool Descending)> ReadSort(string? sortBy, string? sortDir)
    {
        SortField? field = sortBy switch
        {
            null or "" or "name" => SortField.Name,
            "cluster" => SortField.Cluster,
            "namespace" => SortField.Namespace,
            "created" => SortField.Created,
            "state" => SortField.State,
            _ => null,
        };
        if (field is not { } known) return Error.Invalid("sortBy", SearchReasons.ValueUnknown, ("parameter", "sortBy"), ("value", sortBy!), ("values", "name, cluster, namespace, created, state"));
        if (sortDir is not (null or "" or "asc" or "desc")) return Error.Invalid("sortDir", SearchReasons.ValueUnknown, ("parameter", "sortDir"), ("value", sortDir), ("values", "asc, desc"));
        return (known, sortDir == "desc");
    }

    // Null where the kind does not have what is asked for.
    private static List<FieldCondition>? Common(SearchQuestion question, SearchedKind kind)
    {
        var conditions = new List<FieldCondition>();
        foreach (var (name, value) in question.Common)
        {
            var field = kind.IndexedFields.FirstOrDefault(path => IsField(name, path));
            if (field is null) return null;
            conditions.Add(new FieldCondition(field, [value]) { Partial = name == "image" });
        }

        return conditions;
    }

    private static bool IsField(string name, string path) => name switch
    {
        "image" => path.EndsWith("containers[].image", StringComparison.Ordinal),
        "node" => path == "spec.nodeName",
        _ => path is "status.podIP" or "spec.clusterIP" or "status.addresses[].address",
    };

    // Owners of the name in all clusters and namespaces that are asked about, with everything that they own.
    private async ValueTask<HashSet<Guid>> OwnersAsync(SearchQuestion question, IReadOnlyList<SearchedKind> ownerKinds, string name, Person person, CancellationToken cancellationToken)
    {
        var family = new HashSet<Guid>();
        foreach (var kind in ownerKinds)
        {
            var scope = await authorizer.ScopeAsync(person, "list", kind.Resource, cancellationToken);
            var query = new ResourceQuery(kind.Resource) { Name = name, Clusters = question.Query.Clusters, Namespaces = kind.Namespaced ? question.Query.Namespaces : [], Page = new PageRequest(1, MostOwners) };
            foreach (var row in index.Table(kind.Resource).Query(query, scope, owners: null).Rows) family.UnionWith(index.Family(row.Uid));
        }

        return family;
    }
}
