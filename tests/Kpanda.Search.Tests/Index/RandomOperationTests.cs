using Kpanda.Hosting.Paging;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Index;
using Kpanda.Search.Query;

namespace Kpanda.Search.Tests.Index;

/// <summary>Random changes and questions; a plain list of objects, filtered and sorted the slow way, is the truth.</summary>
public sealed class RandomOperationTests(ITestOutputHelper output)
{
    private static readonly string[] Clusters = ["a", "b", "c"];
    private static readonly string[] Namespaces = ["x", "y", "z"];
    private static readonly string[] Phases = ["Running", "Pending", "Failed"];
    private static readonly string[] Nodes = ["", "n1", "n2"];
    private static readonly string[] Apps = ["cart", "pay", "web"];
    private static readonly string[] Selectors = ["app={0}", "app={0},own!=7", "own={1}", "own in ({1},8,9),app={0}", "app!={0}", "own", "app in (none)"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task AfterAnyChanges_EveryQuestionHasTheTrueAnswer(int seed)
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var index = new TestIndex();
        var truth = new Dictionary<(string Cluster, ObjectKey Key), TestObject>();
        var followed = new Dictionary<(string Cluster, ObjectKey Key), bool>();
        var followedQuery = new ResourceQuery(TestIndex.Pods) { States = ["Failed"], Namespaces = ["x", "y"] };
        using var subscription = index.Index.Subscribe(followedQuery, AccessScope.All, change =>
        {
            if (change.Kind == ResourceChangeKind.Removed) followed.Remove((change.Cluster, change.Key)).ShouldBeTrue();
            else followed[(change.Cluster, change.Key)].ShouldBe(true);
        });

        long version = 1;
        for (var step = 0; step < 3000; step++)
        {
            var cluster = Pick(random, Clusters);
            var key = new ObjectKey(Pick(random, Namespaces), $"pod-{random.Next(60)}");
            if (random.Next(4) == 0)
            {
                index.Delete(cluster, key.Namespace, key.Name);
                truth.Remove((cluster, key));
            }
            else
            {
                var obj = truth.TryGetValue((cluster, key), out var old) && random.Next(5) > 0 ? old : new TestObject(key.Namespace, key.Name);
                obj = obj with
                {
                    Version = ++version,
                    Phase = Pick(random, Phases),
                    Node = Pick(random, Nodes),
                    Labels = random.Next(3) == 0 ? [] : new() { ["app"] = Pick(random, Apps), ["own"] = $"{random.Next(40)}" },
                    Created = DateTimeOffset.UnixEpoch.AddSeconds(random.Next(1, 50)),
                };
                if (Follows(cluster, obj, followedQuery)) followed[(cluster, key)] = true;
                index.Put(cluster, obj);
                truth[(cluster, key)] = obj;
            }

            if (step % 60 == 0) await CompareAsync(index, truth, random);
        }

        var expected = truth.Where(pair => Follows(pair.Key.Cluster, pair.Value, followedQuery)).Select(pair => pair.Key).ToHashSet();
        followed.Keys.ToHashSet().ShouldBe(expected, ignoreOrder: true);
        subscription.Total.ShouldBe(expected.Count);
    }

    private static bool Follows(string cluster, TestObject obj, ResourceQuery query) =>
        cluster.Length > 0 && query.States.Contains(obj.Phase) && query.Namespaces.Contains(obj.Namespace);

    private static async Task CompareAsync(TestIndex index, Dictionary<(string Cluster, ObjectKey Key), TestObject> truth, Random random)
    {
        var query = RandomQuery(random);
        var scope = random.Next(2) == 0 ? AccessScope.All : AccessScope.Of(["a"], [("b", "x"), ("c", "z")]);
        var matches = truth.Where(pair => scope.Allows(pair.Key.Cluster, pair.Key.Key.Namespace) && Matches(query, pair.Key.Cluster, pair.Value)).ToList();
        var sorted = Sort(query, matches).Select(pair => (pair.Key.Cluster, pair.Key.Key)).ToList();

        var page = await index.AskAsync(query, scope);

        page.Total.ShouldBe(matches.Count);
        page.Items.Select(item => (item.Cluster, item.Key)).ShouldBe(sorted.Skip((int)query.Page.Offset).Take(query.Page.PageSize));
        index.Index.CountByState(query, scope).OrderBy(pair => pair.Key)
            .ShouldBe(matches.GroupBy(pair => pair.Value.Phase).Select(group => KeyValuePair.Create(group.Key, group.Count())).OrderBy(pair => pair.Key));
    }

    private static ResourceQuery RandomQuery(Random random)
    {
        var query = new ResourceQuery(TestIndex.Pods)
        {
            SortBy = Pick(random, Enum.GetValues<SortField>()),
            Descending = random.Next(2) == 0,
            Page = new PageRequest(random.Next(1, 4), random.Next(1, 60)),
            SortPath = random.Next(4) == 0 ? "spec.nodeName" : null,
        };
        if (random.Next(3) == 0) query = query with { Clusters = [Pick(random, Clusters)] };
        if (random.Next(3) == 0) query = query with { Namespaces = [Pick(random, Namespaces), "none"] };
        if (random.Next(3) == 0) query = query with { States = [Pick(random, Phases)] };
        if (random.Next(3) == 0) query = query with { NameContains = $"{random.Next(10)}" };
        if (random.Next(3) == 0) query = query with { Fields = [FieldCondition.Equal("spec.nodeName", Pick(random, Nodes))] };
        if (random.Next(3) == 0 && LabelSelector.TryParse(string.Format(null, Pick(random, Selectors), Pick(random, Apps), random.Next(40)), out var labels, out _)) query = query with { Labels = labels };
        return query;
    }

    private static bool Matches(ResourceQuery query, string cluster, TestObject obj) =>
        (query.Clusters.Count == 0 || query.Clusters.Contains(cluster))
        && (query.Namespaces.Count == 0 || query.Namespaces.Contains(obj.Namespace))
        && (query.States.Count == 0 || query.States.Contains(obj.Phase))
        && (query.NameContains is null || obj.Name.Contains(query.NameContains))
        && query.Fields.All(field => field.Values.Contains(obj.Node))
        && (query.Labels is null || query.Labels.Matches(obj.Labels));

    private static IEnumerable<KeyValuePair<(string Cluster, ObjectKey Key), TestObject>> Sort(
        ResourceQuery query, IEnumerable<KeyValuePair<(string Cluster, ObjectKey Key), TestObject>> matches)
    {
        string[] bySeverity = ["Running", "Pending", "Failed"];
        var ordered = matches
            .OrderBy(pair => query.SortPath is not null ? pair.Value.Node : query.SortBy switch
            {
                SortField.Name => pair.Key.Key.Name,
                SortField.Namespace => pair.Key.Key.Namespace,
                SortField.Created => $"{pair.Value.Created.ToUnixTimeSeconds():D10}",
                SortField.Changed => $"{pair.Value.ManagedAt.Append(pair.Value.Created).Max().ToUnixTimeSeconds():D10}",
                SortField.State => $"{Array.IndexOf(bySeverity, pair.Value.Phase)}",
                _ => pair.Key.Cluster,
            }, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.Cluster, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.Key.Namespace, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.Key.Name, StringComparer.Ordinal);
        return query.Descending ? ordered.Reverse() : ordered;
    }

    private static T Pick<T>(Random random, T[] values) => values[random.Next(values.Length)];
}
