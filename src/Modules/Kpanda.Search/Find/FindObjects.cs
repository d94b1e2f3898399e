using Kpanda.Hosting.Paging;
using Kpanda.Hosting.Routes;
using Kpanda.Identity.Access;
using Kpanda.Search.Index;
using Kpanda.Search.Kinds;
using Kpanda.Search.Lists;
using Kpanda.Search.Query;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Kpanda.Search.Find;

/// <summary>Finds objects of all kinds and clusters by a part of their name, for the search box: fast rather than complete, the best first.</summary>
internal sealed class FindObjects(ResourceIndex index, KindRegistry kinds, IAuthorizer authorizer)
{
    private const int MostText = 253;
    private const int MostItems = 50;

    // As many of each kind are ranked; a part of a name that more objects have says too little to rank them well.
    private const int RankedOfAKind = 200;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.Get("/api/v1/find", (string? text, string[]? kind, int? limit, Person person, FindObjects find, CancellationToken cancellationToken) =>
            find.FindAsync(text ?? "", kind ?? [], Math.Clamp(limit ?? 20, 1, MostItems), person, cancellationToken)).WithName("FindObjects").WithTags("Search");

    /// <summary>
    /// Objects that the person may list. The first word of <paramref name="text"/> is a part of the name; each further one is a part of the name, the namespace, the cluster or the kind.
    /// </summary>
    /// <param name="text">What was typed; nothing finds nothing.</param>
    /// <param name="segments">Kinds to look into, as published paths have them; none for all.</param>
    /// <param name="limit">The most to answer.</param>
    /// <param name="person">Who asks.</param>
    /// <param name="cancellationToken">Ends the search: the person has typed on.</param>
    public async Task<FoundObjects> FindAsync(string text, IReadOnlyCollection<string> segments, int limit, Person person, CancellationToken cancellationToken)
    {
        var words = text.Length > MostText ? [] : text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0) return new([]);
        var found = new List<(int Rank, FoundObject Object)>();
        foreach (var descriptor in kinds.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            // Events are named after what they happened to: they would hide it.
            if (descriptor.Kind == "Event" || (segments.Count > 0 && !segments.Contains(descriptor.Segment))) continue;
            var scope = await authorizer.ScopeAsync(person, "list", descriptor.Resource, cancellationToken);
            if (scope.IsNone) continue;
            var query = new ResourceQuery(descriptor.Resource) { NameContains = words[0], Page = new PageRequest(1, RankedOfAKind) };
            foreach (var row in index.Table(descriptor.Resource).Query(query, scope, owners: null).Rows)
            {
                if (words.Skip(1).All(word => Mentions(row, descriptor, word))) found.Add((Rank(row.Key.Name, words[0]), Show(row, descriptor)));
            }
        }

        return new([.. found
            .OrderBy(entry => entry.Rank)
            .ThenBy(entry => entry.Object.Name.Length)
            .ThenBy(entry => entry.Object.Name, StringComparer.Ordinal)
            .ThenBy(entry => entry.Object.Cluster, StringComparer.Ordinal)
            .ThenBy(entry => entry.Object.Namespace, StringComparer.Ordinal)
            .ThenBy(entry => entry.Object.Kind, StringComparer.Ordinal)
            .Take(limit)
            .Select(entry => entry.Object)]);
    }

    private static bool Mentions(RowRef row, KindDescriptor descriptor, string word) =>
        Contains(row.Key.Name, word) || Contains(row.Key.Namespace, word) || Contains(row.Cluster, word) || Contains(descriptor.Kind, word);

    private static bool Contains(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static int Rank(string name, string word)
    {
        if (name.Equals(word, StringComparison.OrdinalIgnoreCase)) return 0;
        if (name.StartsWith(word, StringComparison.OrdinalIgnoreCase)) return 1;
        return name.Contains($"-{word}", StringComparison.OrdinalIgnoreCase) ? 2 : 3;
    }

    private static FoundObject Show(RowRef row, KindDescriptor descriptor) => new(
        row.Cluster, row.Key.Namespace, row.Key.Name, descriptor.Kind, descriptor.Segment, row.Status.State, RowRenderer.NameOf(row.Status.Severity));
}
