using Kpanda.Identity.Audit;
using Kpanda.Storage;
using Kpanda.Storage.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Identity.Tests.Audit;

/// <summary>Somebody who is refused in a loop neither fills the record nor pushes others out of it.</summary>
public sealed class AuditRefusalTests(PostgresServer postgres)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task SameRefusalAgain_IsCountedInOneRecord_UntilTheMinuteIsOver(DatabaseKind kind)
    {
        await using var site = await AuditSite.StartAsync(kind, postgres);
        AuditRecord Refused() => site.Record() with { Person = "wang", Verb = "delete", Resource = "nodes", Name = "one", Status = 403, Agent = $"loop/{Guid.CreateVersion7()}", RequestId = $"{Guid.CreateVersion7()}" };
        for (var i = 0; i < 3_000; i++) await site.Log.RecordAsync(Refused());
        await site.UntilAsync("the count on disk", rows => rows is [{ Person: "wang", Times: 3_000 }]);

        await site.Log.RecordAsync(Refused());
        await site.UntilAsync("the count on disk", rows => rows is [{ Times: 3_001 }]);

        site.Time.Advance(RepeatedRefusals.Within);
        await site.Log.RecordAsync(Refused());
        await site.UntilAsync("a record of the next minute", rows => rows is [{ Times: 3_001 }, { Times: 1 }]);
    }

    [Fact]
    public async Task WhatDiffers_AndWhatIsNoRefusal_HasRecordsOfItsOwn()
    {
        await using var site = await AuditSite.StartAsync(DatabaseKind.Sqlite, postgres);
        var refused = site.Record() with { Person = "wang", Verb = "delete", Resource = "nodes", Name = "one", Status = 403 };
        AuditRecord[] different =
        [
            refused, refused with { Person = "liu" }, refused with { Address = "10.0.0.2" }, refused with { Cluster = "prod" }, refused with { Verb = "get" }, refused with { Resource = "pods" },
            refused with { Name = "two" }, refused with { Status = 401 }, refused with { Status = 200 }, refused with { Status = 200 }, refused with { Status = 404 }, refused with { Status = 404 },
        ];

        foreach (var record in different) await site.Log.RecordAsync(record with { Id = Guid.CreateVersion7() });

        await site.UntilAsync("all of them on disk", rows => rows.Count == different.Length && rows.All(row => row.Times == 1));
    }

    [Fact]
    public async Task EndOfWhatWasBegun_StaysItsOwn()
    {
        await using var site = await AuditSite.StartAsync(DatabaseKind.Sqlite, postgres);
        await site.AddAsync(3, record => record with { Verb = "get", Resource = "secrets" });

        foreach (var row in await site.RowsAsync()) await site.Log.EndAsync(site.Record() with { Id = row.Id, Verb = "get", Resource = "secrets", Status = 403 });

        await site.UntilAsync("the ends on disk", rows => rows.Count == 3 && rows.All(row => row is { Status: 403, Times: 1 }));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task MoreThanTheNumber_IsTakenFromWhoHasMost_TheOldestFirst(DatabaseKind kind)
    {
        await using var site = await AuditSite.StartAsync(kind, postgres, options => options with { AuditMost = 20 });
        var retention = site.Site.Services.GetRequiredService<AuditRetention>();
        await site.AddAsync(3, record => record with { Person = "liu" });
        var number = 0;
        await site.AddAsync(50, record =>
        {
            // Ids are ordered by time, one of a moment as another.
            site.Time.Advance(TimeSpan.FromMilliseconds(1));
            return record with { Person = "wang", Name = $"{number++:00}", Status = 403 };
        });

        await retention.ClearAsync(Token);

        var rows = await site.RowsAsync();
        rows.Count(row => row.Person == "liu").ShouldBe(3);
        rows.Where(row => row.Person == "wang").Select(row => row.Name).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(33, 17).Select(i => $"{i:00}"));
        await retention.ClearAsync(Token);
        (await site.RowsAsync()).Count.ShouldBe(20);
    }

    [Theory]
    [InlineData(10, new long[] { }, long.MaxValue)]
    [InlineData(10, new long[] { 4, 6 }, long.MaxValue)]
    [InlineData(10, new long[] { 4, 7 }, 6)]
    [InlineData(10, new long[] { 100, 3, 3 }, 4)]
    [InlineData(10, new long[] { 100, 100, 100 }, 3)]
    [InlineData(10, new long[] { 1, 1, 50, 50 }, 4)]
    [InlineData(2, new long[] { 1, 1, 1 }, 0)]
    public void FairShare_LeavesWhatTheyHaveToThoseWhoHaveLess(long most, long[] wanted, long share)
    {
        FairShare.Of(most, wanted).ShouldBe(share);
        wanted.Sum(one => Math.Min(one, share)).ShouldBeLessThanOrEqualTo(Math.Max(most, 0));
    }
}
