using System.Runtime.CompilerServices;
using Kpanda.Hosting.Paging;
using Kpanda.Identity.Access;
using Kpanda.Search;
using Kpanda.Search.Query;

namespace Kpanda.Resources.Lists;

/// <summary>Reads all pages of an answer, one after the other.</summary>
public static class WholeLists
{
    /// <summary>Every object that matches within the scope. For questions whose answer is small by nature: one namespace, one kind of few.</summary>
    public static async IAsyncEnumerable<IndexedObject> AllAsync(
        this IResourceIndex index, ResourceQuery query, AccessScope scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var page = 1; ; page++)
        {
            var answer = await index.QueryAsync(query with { Page = new PageRequest(page, PageRequest.MaxPageSize) }, scope, cancellationToken);
            foreach (var item in answer.Items) yield return item;
            if (answer.Items.Count == 0 || (long)page * PageRequest.MaxPageSize >= answer.Total) yield break;
        }
    }

    /// <summary>Every object that matches of those that a person may list.</summary>
    public static async IAsyncEnumerable<IndexedObject> AllAsync(
        this IResourceIndex index, IAuthorizer authorizer, ResourceQuery query, Person person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var scope = await authorizer.ScopeAsync(person, "list", query.Resource, cancellationToken);
        await foreach (var obj in index.AllAsync(query, scope, cancellationToken)) yield return obj;
    }
}
