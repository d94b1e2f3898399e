using System.Globalization;
using System.Text.Json;
using Kpanda.Hosting.Paging;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.Search.Index;
using Kpanda.Search.Kinds;
using Kpanda.Search.Lists;
using Kpanda.Search.Query;
using static Kpanda.Search.Kinds.JsonPath;

namespace Kpanda.Search.Overview;

/// <summary>
/// What is wrong now, over all kinds. Pods of one owner that fail for the same reason are one entry, and a workload whose pods are entries is none itself: the entry leads to
/// the object where the cause is written. Much trouble in one cluster does not hide that of others.
/// </summary>
internal sealed class Troubles(ResourceIndex index, KindRegistry kinds, IAuthorizer authorizer, RowRenderer renderer)
{
    /// <summary>So many objects of a kind are looked at, the worst first.</summary>
    private const int MostOfAKind = 100;

    /// <summary>Of clusters that are not among these, so many are looked into, and so many objects of each.</summary>
    private const int MoreClusters = 50;
    private const int OfAnotherCluster = 5;

    /// <summary>
    /// An answer: the entries, the worst first, and how many there are before the end was cut off. Where there were more objects than are looked at, each of these others counts as
    /// an entry.
    /// </summary>
    internal sealed record Found(IReadOnlyList<Trouble> Entries, int Total, IReadOnlyList<ClusterFreshness> Freshness);

    private sealed record Broken(KindDescriptor Descriptor, IndexedObject Object)
    {
        public Guid Uid { get; } = UidKey.Of(Text(Object.Body, "metadata", "uid"));

        public Guid Owner { get; } = OwnerOf(Object.Body);

        public DateTimeOffset? Since { get; } =
            DateTimeOffset.TryParse(Object.Status.Parameters.GetValueOrDefault("since"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since) ? since : null;
    }

    private sealed record Group(Broken First, int Alike);

    /// <summary>Looks into these clusters; none named: into all.</summary>
    public async Task<Found> FindAsync(IReadOnlyList<string> clusters, Person person, Language language, int most, CancellationToken cancellationToken)
    {
        var broken = new List<Broken>();
        var left = 0;
        IReadOnlyList<ClusterFreshness> freshness = [];
        foreach (var descriptor in kinds.All)
        {
            // A warning event tells of something, and is not itself in trouble.
            if (descriptor.Kind == "Event") continue;
            var scope = await authorizer.ScopeAsync(person, "list", descriptor.Resource, cancellationToken);
            var page = await index.QueryAsync(Ask(descriptor, clusters, MostOfAKind), scope, cancellationToken);
            List<IndexedObject> found = [.. page.Items];
            if (page.Total > found.Count) found.AddRange(await OfOthersAsync(descriptor, clusters, found, scope, cancellationToken));
            broken.AddRange(found.Select(obj => new Broken(descriptor, obj)));
            left += Math.Max(0, page.Total - found.Count);
            if (descriptor.Resource == Capacities.Pods) freshness = page.Freshness;
        }

        var groups = GroupAlike(broken).ToList();
        var entries = WorstFirst(Share(WorstFirst(groups), most)).Select(group => Show(group.First, group.Alike, language));
        return new([.. entries], groups.Count + left, freshness);
    }

    private static IEnumerable<Group> WorstFirst(IEnumerable<Group> groups) => groups
        .OrderByDescending(group => group.First.Object.Status.Severity)
        .ThenByDescending(group => group.First.Since ?? DateTimeOffset.MinValue);

    /// <summary>What fails comes before what warns; of what is equally bad each cluster has one place after the other, as long as there are places.</summary>
    private static IEnumerable<Group> Share(IEnumerable<Group> worstFirst, int most) => worstFirst
        .GroupBy(group => (group.First.Object.Cluster, group.First.Object.Status.Severity))
        .SelectMany(alike => alike.Index())
        .OrderByDescending(place => place.Item.First.Object.Status.Severity)
        .ThenBy(place => place.Index)
        .Select(place => place.Item)
        .Take(most);

    /// <summary>The worst of clusters that are not among those found, which were cut off.</summary>
    private async Task<List<IndexedObject>> OfOthersAsync(
        KindDescriptor descriptor, IReadOnlyList<string> clusters, IReadOnlyList<IndexedObject> found, AccessScope scope, CancellationToken cancellationToken)
    {
        var seen = found.Select(obj => obj.Cluster).ToHashSet(StringComparer.Ordinal);
        var others = index.Table(descriptor.Resource).SumByCluster(clusters, scope)
            .Where(sum => sum.Value.Of(StatusSeverity.Failing) + sum.Value.Of(StatusSeverity.Warning) > 0 && !seen.Contains(sum.Key))
            .OrderByDescending(sum => sum.Value.Of(StatusSeverity.Failing))
            .ThenBy(sum => sum.Key, StringComparer.Ordinal)
            .Take(MoreClusters);
        var more = new List<IndexedObject>();
        foreach (var (cluster, _) in others)
        {
            var page = await index.QueryAsync(Ask(descriptor, [cluster], OfAnotherCluster), scope, cancellationToken);
            more.AddRange(page.Items);
        }

        return more;
    }

    private static ResourceQuery Ask(KindDescriptor descriptor, IReadOnlyList<string> clusters, int most) => new(descriptor.Resource)
    {
        Clusters = clusters,
        Severities = [StatusSeverity.Failing, StatusSeverity.Warning],
        SortBy = SortField.State,
        Descending = true,
        Page = new PageRequest(1, most),
    };

    private IEnumerable<Group> GroupAlike(List<Broken> broken)
    {
        var pods = broken.Where(one => one.Descriptor.Resource == Capacities.Pods).ToList();
        foreach (var alike in pods.GroupBy(pod => (pod.Object.Cluster, Owner: pod.Owner == Guid.Empty ? pod.Uid : pod.Owner, pod.Object.Status.Reason)))
            yield return new(alike.First(), alike.Count() - 1);

        foreach (var other in broken.Where(one => one.Descriptor.Resource != Capacities.Pods))
        {
            var family = pods.Count > 0 ? index.Family(other.Uid) : [];
            if (!pods.Any(pod => family.Contains(pod.Uid))) yield return new(other, 0);
        }
    }

    private Trouble Show(Broken broken, int alike, Language language)
    {
        var (obj, descriptor) = (broken.Object, broken.Descriptor);
        return new(
            obj.Cluster,
            obj.Key.Namespace,
            obj.Key.Name,
            descriptor.Kind,
            descriptor.Segment,
            obj.Status.State,
            RowRenderer.NameOf(obj.Status.Severity),
            renderer.Words(obj.Status, language),
            broken.Since,
            alike);
    }

    private static Guid OwnerOf(JsonElement body)
    {
        foreach (var owner in Items(body, "metadata", "ownerReferences"))
        {
            if (At(owner, "controller").ValueKind == JsonValueKind.True) return UidKey.Of(Text(owner, "uid"));
        }

        return Guid.Empty;
    }
}
