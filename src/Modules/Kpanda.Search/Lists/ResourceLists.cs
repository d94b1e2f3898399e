using Kpanda.Hosting;
using Kpanda.Hosting.Paging;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Search.Lists;

/// <summary>Answers lists of any kind in the published shape. For the generic routes, and for lists below an object (the pods of a node) in other modules.</summary>
public sealed class ResourceLists(IResourceIndex index, IAuthorizer authorizer, RowRenderer renderer)
{
    /// <summary>Reads the request, trims to what the person may list, answers one page.</summary>
    /// <param name="descriptor">The kind.</param>
    /// <param name="target">What the path says.</param>
    /// <param name="person">Who asks.</param>
    /// <param name="request">Query string and language come from here.</param>
    /// <param name="narrow">Adds what the path says beyond cluster and namespace; null for nothing.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public async Task<Result<ListAnswer>> AnswerAsync(
        KindDescriptor descriptor, ListTarget target, Person person, HttpRequest request, Narrowing? narrow, CancellationToken cancellationToken)
    {
        var scope = await authorizer.ScopeAsync(person, "list", descriptor.Resource, cancellationToken);
        var listRequest = Ask(request.Query, person, scope, index);
        var asked = await ReadAsync(descriptor, target, listRequest, narrow, cancellationToken);
        if (!asked.TryGet(out var query, out var error)) return error;

        var language = RequestLanguage.Of(request.HttpContext);
        if (!descriptor.CompletesRows)
        {
            var written = await index.QueryRowsAsync(query, scope, descriptor, language, obj => renderer.Write(descriptor, obj, language), cancellationToken);
            return Answer([.. written.Rows.Select(row => new RenderedRow(row))], query, written.Total, written.Freshness, written.Next, language);
        }

        var page = await index.QueryAsync(query, scope, cancellationToken);
        PublishedObject[] rows = [.. page.Items.Select(obj => renderer.Render(descriptor, obj, language))];
        return Answer(await descriptor.CompleteAsync(rows, listRequest, cancellationToken), query, page.Total, page.Freshness, page.Next, language);
    }

    private ListAnswer Answer(IReadOnlyList<object> rows, ResourceQuery query, int total, IReadOnlyList<ClusterFreshness> freshness, PageCursor? next, Language language) =>
        new(rows, Pagination.Of(query.Page, total), [.. freshness.Select(one => renderer.Render(one, language))]) { Next = rows.Count < query.Page.PageSize ? null : next?.Encode() };

    /// <summary>What a descriptor needs to understand the parameters.</summary>
    /// <param name="parameters">The query string.</param>
    /// <param name="person">Who asks.</param>
    /// <param name="scope">Where they may list this kind.</param>
    /// <param name="lookedUpIn">Where other objects are looked up.</param>
    internal ListRequest Ask(IQueryCollection parameters, Person person, AccessScope scope, IResourceIndex lookedUpIn) =>
        new(parameters, lookedUpIn, scope) { ScopeOf = (resource, token) => authorizer.ScopeAsync(person, "list", resource, token) };

    /// <summary>The query that a request asks.</summary>
    internal static async ValueTask<Result<ResourceQuery>> ReadAsync(
        KindDescriptor descriptor, ListTarget target, ListRequest request, Narrowing? narrow, CancellationToken cancellationToken)
    {
        if (!ListParameters.Read(descriptor, target, request.Parameters).TryGet(out var query, out var error)) return error;
        var refined = await descriptor.RefineAsync(query, request, cancellationToken);
        if (narrow is null || !refined.TryGet(out query, out _)) return refined;
        return await narrow(query, request, cancellationToken);
    }
}
