using Kpanda.Clusters.Errors;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Hosting.Paging;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.Kube;
using Kpanda.KubeModel;
using Kpanda.Resources.Objects;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Lists;
using Kpanda.Search.Query;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Resources.ServedKinds;

/// <summary>
/// Lists of collections that the index does not keep, such as Leases: read from the member, as the person, when somebody looks. Name, label and namespace filters and
/// every order but that by state apply; what is beyond the first <see cref="Most"/> objects is not looked at.
/// </summary>
internal sealed class UnkeptList(MemberObjects objects, PublishedReader reader)
{
    private const int Most = 5_000;

    public async Task<Result<ListAnswer>> AnswerAsync(ServedKind kind, string cluster, string? ns, Person person, HttpRequest request, CancellationToken cancellationToken)
    {
        var query = request.Query;
        if (!PageOf(query).TryGet(out var page, out var error)) return error;
        var namespaces = query["namespace"].OfType<string>().ToHashSet(StringComparer.Ordinal);
        var place = ns ?? (namespaces.Count == 1 ? namespaces.Single() : null);
        var at = new ObjectAddress(cluster, kind.Resource, new ObjectKey(place ?? "", ""));
        if (!(await objects.OpenAsync(person, "list", at, cancellationToken)).TryGet(out var client, out error)) return error;

        var options = new KubeListOptions { Limit = Most, LabelSelector = query["labelSelector"].ToString() is { Length: > 0 } labels ? labels : null };
        var answer = await client.ListAsync(kind.Served.Gvr, place, options, cancellationToken);
        if (!answer.TryGet(out var listed, out var failure)) return failure.ToError(cluster);

        var text = query["fuzzyName"].ToString();
        var found = listed.Items.Select(item => reader.Fresh(kind, cluster, item))
            .Where(item => (namespaces.Count == 0 || namespaces.Contains(item.Key.Namespace)) && item.Key.Name.Contains(text, StringComparison.OrdinalIgnoreCase))
            .Order(OrderOf(kind, query["sortBy"].ToString(), query["sortDir"].ToString() != "asc")).ToList();
        var language = RequestLanguage.Of(request.HttpContext);
        var rows = found.Skip((int)Math.Min(page.Offset, int.MaxValue)).Take(page.PageSize).Select(item => (object)reader.Publish(kind, item, language));
        return new ListAnswer([.. rows], Pagination.Of(page, found.Count), []);
    }

    private static Result<PageRequest> PageOf(IQueryCollection query) => PageRequest.Parse(Number(query["page"]), Number(query["pageSize"]));

    // As ListParameters reads it: without a field by name upwards, and with one downwards unless the question says otherwise.
    private static Comparer<IndexedObject> OrderOf(ServedKind kind, string field, bool descending) => Comparer<IndexedObject>.Create((x, y) =>
    {
        var order = field switch
        {
            "namespace" => string.CompareOrdinal(x.Key.Namespace, y.Key.Namespace),
            "created_at" => CreatedAt(x).CompareTo(CreatedAt(y)),
            _ => kind.SortedValues.TryGetValue(field, out var value) ? string.CompareOrdinal(value.Key(x.Body), value.Key(y.Body)) : 0,
        };
        if (order == 0) order = string.CompareOrdinal(x.Key.Name, y.Key.Name);
        if (order == 0) order = string.CompareOrdinal(x.Key.Namespace, y.Key.Namespace);
        return field.Length > 0 && descending ? -order : order;
    });

    private static DateTimeOffset CreatedAt(IndexedObject item) => item.Body.Time("metadata", "creationTimestamp") ?? DateTimeOffset.UnixEpoch;

    private static int? Number(string? text) => int.TryParse(text, out var number) ? number : null;
}
