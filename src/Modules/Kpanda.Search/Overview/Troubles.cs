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
/// the object where the cause is written.
/// </summary>
internal sealed class Troubles(ResourceIndex index, KindRegistry kinds, IAuthorizer authorizer, RowRenderer renderer)
{
    private const int MostOfAKind = 100;

    /// <summary>An answer: the entries, the worst first, and how many there are before the end was cut off.</summary>
    internal sealed record Found(IReadOnlyList<Trouble> Entries, int Total, IReadOnlyList<ClusterFreshness> Freshness);

    private sealed record Broken(KindDescriptor Descriptor, IndexedObject Object)
    {
        public Guid Uid { get; } = UidKey.Of(Text(Object.Body, "metadata", "uid"));

        public Guid Owner { get; } = OwnerOf(Object.Body);

        public DateTimeOffset? Since { get; } =
            DateTimeOffset.TryParse(Object.Status.Parameters.GetValueOrDefault("since"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since) ? since : null;
    }

    /// <summary>Looks into these clusters; none named: into all.</summary>
    public async Task<Found> FindAsync(IReadOnlyList<string> clusters, Person person, Language language, int most, CancellationToken cancellationToken)
    {
        var broken = new List<Broken>();
        IReadOnlyList<ClusterFreshness> freshness = [];
        foreach (var descriptor in kinds.All)
        {
            // A warning event tells of something, and is not itself in trouble.
            if (descriptor.Kind == "Event") continue;
            var scope = await authorizer.ScopeAsync(person, "list", descriptor.Resource, cancellationToken);
            var page = await index.QueryAsync(Ask(descriptor, clusters), scope, cancellationToken);
            broken.AddRange(page.Items.Select(obj => new Broken(descriptor, obj)));
            if (descriptor.Resource == Capacities.Pods) freshness = page.Freshness;
        }

        var groups = Group(broken).ToList();
        var entries = groups
            .OrderByDescending(group => group.First.Object.Status.Severity)
            .ThenByDescending(group => group.First.Since ?? DateTimeOffset.MinValue)
            .Take(most)
            .Select(group => Show(group.First, group.Alike, language));
        return new([.. entries], groups.Count, freshness);
    }

    private static ResourceQuery Ask(KindDescriptor descriptor, IReadOnlyList<string> clusters) => new(descriptor.Resource)
    {
        Clusters = clusters,
        Severities = [StatusSeverity.Failing, StatusSeverity.Warning],
        SortBy = SortField.State,
        Descending = true,
        Page = new PageRequest(1, MostOfAKind),
    };

    private IEnumerable<(Broken First, int Alike)> Group(List<Broken> broken)
    {
        var pods = broken.Where(one => one.Descriptor.Resource == Capacities.Pods).ToList();
        foreach (var alike in pods.GroupBy(pod => (pod.Object.Cluster, Owner: pod.Owner == Guid.Empty ? pod.Uid : pod.Owner, pod.Object.Status.Reason)))
            yield return (alike.First(), alike.Count() - 1);

        foreach (var other in broken.Where(one => one.Descriptor.Resource != Capacities.Pods))
        {
            var family = pods.Count > 0 ? index.Family(other.Uid) : [];
            if (!pods.Any(pod => family.Contains(pod.Uid))) yield return (other, 0);
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
