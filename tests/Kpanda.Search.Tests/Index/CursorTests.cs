using Kpanda.Hosting.Paging;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Search.Tests.Index;

/// <summary>Pages after the end of the page before, while objects come, go and change.</summary>
public sealed class CursorTests
{
    private const int PageSize = 7;
    private static readonly string[] Phases = ["Running", "Pending", "Failed"];

    // An indexed field, a value that the kind shows, and one that no row is kept with: the bodies are read for it.
    private static readonly string[] Paths = ["spec.nodeName", "cpu", "cells.cpu"];

    public static TheoryData<SortField, string?, bool, int> Orders()
    {
        var orders = new TheoryData<SortField, string?, bool, int>();
        foreach (var descending in (bool[])[false, true])
        {
            foreach (var field in Enum.GetValues<SortField>()) orders.Add(field, null, descending, Random.Shared.Next());
            foreach (var path in Paths) orders.Add(SortField.Name, path, descending, Random.Shared.Next());
        }

        return orders;
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task WhatStaysIsShownOnce_WhateverComesAndGoesBetween(SortField field, string? path, bool descending, int seed)
    {
        var random = new Random(seed);
        var index = new TestIndex();
        var stays = new Dictionary<(string, ObjectKey), TestObject>();
        for (var number = 0; number < 100; number++) Put($"stays-{random.Next(1_000_000)}-{number}", true);
        var comeAndGo = Enumerable.Range(0, 40).Select(number => Put($"goes-{random.Next(1_000_000)}-{number}", false)).ToList();

        var seen = new List<(string, ObjectKey)>();
        var query = new ResourceQuery(TestIndex.Pods) { SortBy = field, SortPath = path, SortValue = FakeDescriptor.Cpu, Descending = descending, Page = new PageRequest(1, PageSize) };
        while (true)
        {
            var page = await index.AskAsync(query);
            seen.AddRange(page.Items.Select(item => (item.Cluster, item.Key)));
            if (page.Next is not { } next) break;

            // Through a URL and back, as callers hold it.
            query = query with { After = PageCursor.Parse(next.Encode()) };
            var (cluster, gone) = comeAndGo[random.Next(comeAndGo.Count)];
            index.Delete(cluster, gone.Namespace, gone.Name);
            comeAndGo.Remove((cluster, gone));
            comeAndGo.Add(Put($"comes-{random.Next(1_000_000)}", false));
            seen.Count.ShouldBeLessThan(1000, $"seed {seed}: it does not end");
        }

        seen.ShouldBe(seen.Distinct(), $"seed {seed}");
        stays.Keys.Except(seen).ShouldBeEmpty($"seed {seed}");

        (string Cluster, ObjectKey Key) Put(string name, bool remains)
        {
            var cluster = $"cluster-{random.Next(3)}";
            var obj = new TestObject($"team-{random.Next(4)}", name) { Phase = Phases[random.Next(3)], Node = $"node-{random.Next(5)}", Cpu = random.Next(12), Created = DateTimeOffset.UnixEpoch.AddDays(20000).AddSeconds(random.Next(30)) };
            index.Put(cluster, obj);
            var key = (cluster, new ObjectKey(obj.Namespace, obj.Name));
            if (remains) stays[key] = obj;
            return key;
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task NothingChanges_PagesAreThoseByNumber(SortField field, string? path, bool descending, int seed)
    {
        var random = new Random(seed);
        var index = new TestIndex();
        for (var number = 0; number < 60; number++)
            index.Put($"cluster-{random.Next(3)}", new TestObject($"team-{random.Next(3)}", $"pod-{random.Next(20)}") { Phase = Phases[random.Next(3)], Node = $"node-{random.Next(5)}", Cpu = random.Next(12) });
        var scope = AccessScope.Of(["cluster-0"], [("cluster-1", "team-1"), ("cluster-2", "team-0")]);
        var query = new ResourceQuery(TestIndex.Pods) { SortBy = field, SortPath = path, SortValue = FakeDescriptor.Cpu, Descending = descending, Page = new PageRequest(1, PageSize) };
        PageCursor? after = null;
        for (var number = 1; ; number++)
        {
            var byNumber = await index.AskAsync(query with { Page = new PageRequest(number, PageSize) }, scope);
            var byCursor = await index.AskAsync(query with { After = after }, scope);

            byCursor.Items.Select(item => (item.Cluster, item.Key)).ShouldBe(byNumber.Items.Select(item => (item.Cluster, item.Key)), $"seed {seed}, page {number}");
            byCursor.Total.ShouldBe(byNumber.Total);
            if (byNumber.Items.Count == 0) return;
            after = byCursor.Next;
        }
    }

    [Theory]
    [InlineData("cpu")]
    [InlineData("cells.cpu")]
    public async Task Numbers_AreSortedAsNumbers_AndWhatHasNoneComesFirst(string path)
    {
        var index = new TestIndex();
        long[] amounts = [900, 5, 1_099_511_627_776, 40, 0, 1023, 1024, 17_179_869_184];
        foreach (var amount in amounts) index.Put("one", new TestObject("team", $"pod-{amount}") { Cpu = amount });
        index.PutJson(TestIndex.Pods, "one", """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"odd","namespace":"team","uid":"u","resourceVersion":"1"},"spec":{"cpu":"much"}}""");

        var page = await index.AskAsync(new ResourceQuery(TestIndex.Pods) { SortPath = path, SortValue = FakeDescriptor.Cpu });

        page.Items.Select(item => item.Key.Name).ShouldBe(["odd", .. amounts.Order().Select(amount => $"pod-{amount}")]);
    }

    [Theory]
    [InlineData("v1.9.0", "v1.10.2")]
    [InlineData("80/TCP", "443/TCP")]
    [InlineData("007", "8")]
    [InlineData("", "a")]
    [InlineData("a", "a1")]
    [InlineData("10.0.0.9", "10.0.0.10")]
    public void NaturalTexts_AreSortedByTheirNumbers(string smaller, string larger)
    {
        var value = SortedValue.Natural(obj => obj.GetString()!);
        string.CompareOrdinal(Key(smaller), Key(larger)).ShouldBeLessThan(0);

        string Key(string text) => value.Key(System.Text.Json.JsonSerializer.SerializeToElement(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no cursor")]
    [InlineData("e30")]
    [InlineData("bnVsbA")]
    public void AnotherText_IsNoCursor(string text) => PageCursor.Parse(text).ShouldBeNull();
}
