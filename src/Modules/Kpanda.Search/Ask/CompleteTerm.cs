using Kpanda.Hosting;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Search.Index;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Search.Ask;

/// <summary>
/// Suggests how a term of a search goes on, from what the index holds within what the person may list and within the other terms: nobody learns a name or a label from here that no
/// list shows them.
/// </summary>
internal sealed class CompleteTerm(ResourceIndex index, SearchedKinds kinds, SearchObjects search, IAuthorizer authorizer, TimeProvider time)
{
    private const int Most = 50;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.Get("/api/v1/search/complete", (string? term, string? q, Person person, CompleteTerm complete, CancellationToken cancellationToken) =>
            complete.AnswerAsync(term ?? "", q ?? "", person, cancellationToken)).WithName("CompleteSearch").WithTags("Search");

    /// <param name="term">The term that is being typed: <c>na</c>, <c>kind:</c>, <c>label:app=c</c>.</param>
    /// <param name="others">The other terms of the search; those that cannot be understood narrow nothing.</param>
    /// <param name="person">Who types.</param>
    /// <param name="cancellationToken">Ends it: the person has typed on.</param>
    public async Task<Result<Completions>> AnswerAsync(string term, string others, Person person, CancellationToken cancellationToken)
    {
        if (term.Length + others.Length > SearchText.MostText) return new Completions([]);
        if (SearchTerm.Split(term) is not [var typed]) typed = new SearchTerm("", term);
        var (key, value) = (typed.Key == "ns" ? "namespace" : typed.Key, typed.Value);
        if (key.Length == 0) return new Completions([.. SearchText.Keys.Where(one => one.StartsWith(value, StringComparison.OrdinalIgnoreCase)).Select(one => new Completion($"{one}:", ""))]);

        var asked = key is "cluster" or "namespace" or "label" or "node" or "kind" ? await AskedAsync(key, others, person, cancellationToken) : [];
        return new Completions(key switch
        {
            "kind" => [.. Named(asked.Where(one => one.Table.CountByState(one.Query, one.Scope, one.Owners).Count > 0).Select(one => one.Kind), value)],
            "cluster" => Best(key, value, Places(asked).Select(place => place.Cluster)),
            "namespace" => Best(key, value, Places(asked).Select(place => place.Namespace).Where(ns => ns.Length > 0)),
            "label" => Labels(value, asked),
            "status" => Best(key, value, kinds.All.SelectMany(kind => kind.States).Concat(["Current", "InProgress", "Failed", "Terminating"])),
            "severity" => Best(key, value, Enum.GetNames<StatusSeverity>().Select(name => name.ToLowerInvariant())),
            "node" => await NodesAsync(value, person, cancellationToken),
            "owner" when !value.Contains('/') => [.. kinds.All.Where(kind => kind.Kind.Contains(value, StringComparison.OrdinalIgnoreCase)).Take(Most).Select(kind => new Completion($"owner:{kind.Kind.ToLowerInvariant()}/", Group(kind)))],
            "created" or "changed" => Best(key, value, ["<1h", "<24h", "<7d", ">30d"]),
            _ => [],
        });
    }

    // The key that is completed must not narrow itself: another value of it means either.
    private async ValueTask<IReadOnlyList<KindQuestion>> AskedAsync(string key, string others, Person person, CancellationToken cancellationToken)
    {
        if (!SearchText.Parse(others, kinds, time.GetUtcNow()).TryGet(out var question, out _)) question = SearchText.Parse("", kinds, time.GetUtcNow()).Value;
        question = question.WithWordsInNames();
        if (key == "cluster") question = question with { Query = question.Query with { Clusters = [] } };
        if (key == "namespace") question = question with { Query = question.Query with { Namespaces = [] } };
        if (key == "kind") question = question with { Kinds = [.. kinds.All] };
        return await search.AskedAsync(question, person, cancellationToken);
    }

    private static HashSet<(string Cluster, string Namespace)> Places(IReadOnlyList<KindQuestion> asked)
    {
        var places = new HashSet<(string, string)>();
        foreach (var one in asked) one.Table.AddPlaces(one.Query, one.Scope, (cluster, ns) => places.Add((cluster, ns)));
        return places;
    }

    private static IEnumerable<Completion> Named(IEnumerable<SearchedKind> among, string value)
    {
        var all = among.ToList();
        return all.Where(kind => kind.Kind.Contains(value, StringComparison.OrdinalIgnoreCase) || kind.Segment.Contains(value, StringComparison.OrdinalIgnoreCase))
            .OrderBy(kind => !kind.Kind.StartsWith(value, StringComparison.OrdinalIgnoreCase)).ThenBy(kind => kind.Kind, StringComparer.Ordinal).Take(Most)
            .Select(kind => new Completion($"kind:{(all.Count(other => other.Kind == kind.Kind) > 1 ? kind.Segment : kind.Kind.ToLowerInvariant())}", Group(kind)));
    }

    private static string Group(SearchedKind kind) => kind.Resource.Group;

    private static IReadOnlyList<Completion> Labels(string value, IReadOnlyList<KindQuestion> asked)
    {
        var at = value.IndexOf('=', StringComparison.Ordinal);
        var sets = asked.SelectMany(one => one.Table.LabelsOf(one.Query with { Labels = null }, one.Scope));
        if (at < 0) return Best("label", value, sets.SelectMany(labels => labels.Keys), "=");
        var name = value[..at];
        return Best("label", value[(at + 1)..], sets.SelectMany(labels => labels.TryGetValue(name, out var found) ? [found] : Array.Empty<string>()), prefix: $"{name}=");
    }

    private async ValueTask<IReadOnlyList<Completion>> NodesAsync(string value, Person person, CancellationToken cancellationToken)
    {
        var nodes = new Kpanda.KubeModel.GroupResource("", "nodes");
        var scope = await authorizer.ScopeAsync(person, "list", nodes, cancellationToken);
        if (scope.IsNone) return [];
        var query = new ResourceQuery(nodes) { NameContains = value, Page = new(1, Most) };
        return Best("node", value, index.Table(nodes).Query(query, scope, owners: null).Rows.Select(row => row.Key.Name));
    }

    private static IReadOnlyList<Completion> Best(string key, string value, IEnumerable<string> among, string suffix = "", string prefix = "") =>
    [
        .. among.Distinct(StringComparer.Ordinal)
            .Where(one => one.Contains(value, StringComparison.OrdinalIgnoreCase))
            .OrderBy(one => !one.StartsWith(value, StringComparison.OrdinalIgnoreCase)).ThenBy(one => one, StringComparer.Ordinal)
            .Take(Most)
            .Select(one => new Completion(Quoted($"{key}:{prefix}{one}{suffix}"), "")),
    ];

    private static string Quoted(string term) => term.Any(char.IsWhiteSpace) ? term.Insert(term.IndexOf(':', StringComparison.Ordinal) + 1, "\"") + '"' : term;
}
