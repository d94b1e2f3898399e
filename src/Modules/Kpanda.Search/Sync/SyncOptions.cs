using Kpanda.KubeModel;

namespace Kpanda.Search.Sync;

/// <summary>How sync behaves towards members.</summary>
internal sealed record SyncOptions
{
    /// <summary>Lists that run at once over all members: the start of a thousand clusters must not be a stampede.</summary>
    public int ListsAtOnce { get; init; } = 24;

    /// <summary>Lists that run at once on one member: a slow one can hold only so many of the places of all.</summary>
    public int ListsAtOncePerCluster { get; init; } = 4;

    /// <summary>
    /// After a start watches go on where they were, each after a random part of this time for every cluster there is: with three at once, with a thousand spread over two seconds.
    /// </summary>
    public TimeSpan ResumeSpreadPerCluster { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Discoveries that run at once.</summary>
    public int DiscoveriesAtOnce { get; init; } = 8;

    /// <summary>Below this number of watches empty kinds are watched too; above it they are asked from time to time.</summary>
    public int WatchBudget { get; init; } = 4000;

    /// <summary>How often an empty kind that is not watched is asked for objects while people ask for it.</summary>
    public TimeSpan PollEmptyEvery { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often otherwise. Whoever is the first to ask after a while has it asked at once.</summary>
    public TimeSpan PollUnaskedEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What is asked of many members because somebody asked is spread over this time.</summary>
    public TimeSpan PollSpread { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a member is asked what it serves, at the latest.</summary>
    public TimeSpan DiscoverEvery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long changes of CRDs are let settle before the member is asked again.</summary>
    public TimeSpan DiscoverAfterChange { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>First wait after discovery failed; doubles up to <see cref="LongestRetry"/>.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Kinds that are never indexed. Leases change every few seconds and say nothing; events of <c>events.k8s.io</c> are those of the core group again.</summary>
    public static IReadOnlySet<GroupResource> NeverKept { get; } = new HashSet<GroupResource>
    {
        new("coordination.k8s.io", "leases"),
        new("events.k8s.io", "events"),
    };

    /// <summary>Kinds that are not indexed.</summary>
    public IReadOnlySet<GroupResource> Excluded { get; init; } = NeverKept;

    /// <summary>Namespaces of which nothing is indexed but what is <see cref="AlwaysWatched"/>: their names are known, and rights in them count.</summary>
    public IReadOnlySet<string> LeftOutNamespaces { get; init; } = new HashSet<string>();

    /// <summary>How long an event is kept after it was seen last, even where the member keeps it longer.</summary>
    public TimeSpan EventsFor { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Events of one cluster that are kept at most, the newest: a storm in one must not take the memory of all.</summary>
    public int MostEvents { get; init; } = 10_000;

    /// <summary>How often each cluster is compared with the index, one after the other.</summary>
    public TimeSpan CheckEvery { get; init; } = TimeSpan.FromDays(1);

    /// <summary>The pause between two pages of a comparison: the member is never loaded by it.</summary>
    public TimeSpan CheckPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long what differs may take to arrive by its watch before it is a fault.</summary>
    public TimeSpan CheckSettle { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Kinds that are watched even while empty: rights and served kinds must never be late.</summary>
    public IReadOnlySet<GroupResource> AlwaysWatched { get; init; } = new HashSet<GroupResource>
    {
        new("", "namespaces"),
        new("", "nodes"),
        CustomResourceDefinitions,
        ApiServices,
        new("rbac.authorization.k8s.io", "roles"),
        new("rbac.authorization.k8s.io", "rolebindings"),
        new("rbac.authorization.k8s.io", "clusterroles"),
        new("rbac.authorization.k8s.io", "clusterrolebindings"),
    };

    /// <summary>The field selector of lists and watches of a kind; null for everything.</summary>
    public string? SelectorOf(ApiResource resource) =>
        LeftOutNamespaces.Count == 0 || !resource.Namespaced || AlwaysWatched.Contains(resource.Gvr.GroupResource)
            ? null
            : string.Join(',', LeftOutNamespaces.Order(StringComparer.Ordinal).Select(ns => $"metadata.namespace!={ns}"));

    /// <summary>The one kind that is bounded in number and age.</summary>
    public static GroupResource Events { get; } = new("", "events");

    public static GroupResource CustomResourceDefinitions { get; } = new("apiextensions.k8s.io", "customresourcedefinitions");

    public static GroupResource ApiServices { get; } = new("apiregistration.k8s.io", "apiservices");
}
