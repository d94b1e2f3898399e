using System.Globalization;
using Kpanda.Sandbox.Api.Failures;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.Verbs;

/// <summary>get and list.</summary>
internal static class ReadVerbs
{
    public static Answer Get(ApiRequest request)
    {
        var version = request.Query["resourceVersion"].ToString();
        if (long.TryParse(version, CultureInfo.InvariantCulture, out var asked) && asked > request.Cluster.Store.Version) return Failure.VersionTooLarge(version, request.Cluster.Store.Version);
        if (request.Cluster.Store.Get(request.Kind.Storage, request.Namespace, request.Name) is not { } found) return Failure.NotFound(request.Resource, request.Name);
        return new ObjectAnswer(200, request.Kind, KindVersions.ToServed(request.Cluster, request.Kind, found));
    }

    public static Answer List(ApiRequest request)
    {
        var (query, failure) = ListQuery.Parse(request);
        if (query is null) return failure!;
        var store = request.Cluster.Store;
        ObjectList list;
        if (query.Continue.Length > 0)
        {
            (list, failure) = request.Cluster.Pages.Resume(store, request.Kind.Storage, request.Namespace, query.Continue);
            if (failure is not null) return failure;
        }
        else
        {
            list = store.Snapshot(request.Kind.Storage, request.Namespace);
            if (long.TryParse(query.ResourceVersion, CultureInfo.InvariantCulture, out var asked) && asked > list.ResourceVersion)
                return Failure.VersionTooLarge(query.ResourceVersion, list.ResourceVersion);
        }

        return Page(request, query, list);
    }

    private static ListAnswer Page(ApiRequest request, ListQuery query, ObjectList list)
    {
        var selected = query.SelectsAll ? list.Items : [.. list.Items.Where(query.Selects)];
        var items = selected;
        string? token = null;
        long? remaining = null;
        // The watch cache, which answers for version 0, knows no pages.
        var fromCache = query.ResourceVersion == "0" && query.Match != "Exact";
        if (query.Limit > 0 && !fromCache && selected.Count > query.Limit)
        {
            items = [.. selected.Take((int)query.Limit)];
            token = ListPages.Token(list.ResourceVersion, items[^1]);

            // With a selector Kubernetes does not know how many are left.
            if (query.SelectsAll) remaining = selected.Count - items.Count;
            if (query.Continue.Length == 0) request.Cluster.Pages.Keep(request.Kind.Storage, request.Namespace, list);
        }

        if (KindVersions.Differs(request.Cluster, request.Kind)) items = [.. items.Select(i => KindVersions.ToServed(request.Cluster, request.Kind, i))];
        return new(request.Kind, items, list.ResourceVersion) { Continue = token, Remaining = remaining };
    }
}
