using Kpanda.Hosting.Paging;
using Kpanda.Hosting.Requests;
using Kpanda.Identity.Access;
using Kpanda.Search.Query;

namespace Kpanda.Search.Tests.Index;

/// <summary>Pages far down a list of many places: found without stepping over what stands before, and the same as if everything had been sorted.</summary>
public sealed class DeepPageTests(ITestOutputHelper output)
{
    private const int Clusters = 12;
    private const int Namespaces = 8;
    private const int Pods = 7000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task AnyPage_IsThatOfTheSortedWhole(int seed)
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var index = new TestIndex();
        var all = new List<(string Cluster, TestObject Pod)>();
        for (var i = 0; i < Pods; i++)
        {
            // Places of very different sizes, and names that many places share.
            var place = (int)(Math.Pow(random.NextDouble(), 3) * Clusters * Namespaces);
            var pod = new TestObject($"ns-{place % Namespaces}", $"pod-{random.Next(4000):D4}-{i % 3}") { Phase = random.Next(4) == 0 ? "Failed" : "Running" };
            if (all.Exists(other => other.Cluster == $"c-{place / Namespaces}" && other.Pod.Namespace == pod.Namespace && other.Pod.Name == pod.Name)) continue;
            all.Add(($"c-{place / Namespaces}", pod));
            index.Put($"c-{place / Namespaces}", pod);
        }

        for (var round = 0; round < 60; round++)
        {
            var failed = random.Next(3) == 0;
            var query = new ResourceQuery(TestIndex.Pods)
            {
                SortBy = random.Next(2) == 0 ? SortField.Name : SortField.Cluster,
                Descending = random.Next(2) == 0,
                States = failed ? ["Failed"] : [],
                Page = new PageRequest(random.Next(1, (all.Count / 37) + 2), 37),
            };
            var matches = all.Where(row => !failed || row.Pod.Phase == "Failed").ToList();
            var sorted = matches.OrderBy(row => query.SortBy == SortField.Name ? row.Pod.Name : "", StringComparer.Ordinal).ThenBy(row => row.Cluster, StringComparer.Ordinal)
                .ThenBy(row => row.Pod.Namespace, StringComparer.Ordinal).ThenBy(row => row.Pod.Name, StringComparer.Ordinal).ToList();
            if (query.Descending) sorted.Reverse();

            var page = await index.AskAsync(query);

            page.Total.ShouldBe(matches.Count);
            page.Items.Select(item => $"{item.Cluster}/{item.Key.Namespace}/{item.Key.Name}")
                .ShouldBe(sorted.Skip((int)query.Page.Offset).Take(37).Select(row => $"{row.Cluster}/{row.Pod.Namespace}/{row.Pod.Name}"), $"round {round}: {query}");
        }
    }

    [Fact]
    public async Task RowsThatWereWritten_AreWrittenAgainOnlyAfterAChange()
    {
        var index = new TestIndex();
        var pod = new TestObject("shop", "a");
        index.Put("prod", pod);
        var written = new List<string>();

        await AskAsync(Language.English);
        await AskAsync(Language.English);
        written.Count.ShouldBe(1);

        await AskAsync(Language.Chinese);
        written.Count.ShouldBe(2);

        index.Put("prod", pod with { Version = 2, Phase = "Failed" });
        (await AskAsync(Language.English)).ShouldBe("Failed");
        written.Count.ShouldBe(3);

        // Another form of the same kind, as a request may ask for, is not taken for the usual one.
        (await AskAsync(Language.English, new FakeDescriptor())).ShouldBe("Failed");
        written.Count.ShouldBe(4);

        async Task<string> AskAsync(Language language, FakeDescriptor? other = null)
        {
            var descriptor = other ?? index.Kinds.Find(TestIndex.Pods)!;
            var page = await index.Index.QueryRowsAsync(new ResourceQuery(TestIndex.Pods), AccessScope.All, descriptor, language, Write, TestContext.Current.CancellationToken);
            return System.Text.Encoding.UTF8.GetString(page.Rows.Single());
        }

        byte[] Write(IndexedObject obj)
        {
            written.Add(obj.Status.State);
            return System.Text.Encoding.UTF8.GetBytes(obj.Status.State);
        }
    }
}
