using Kpanda.Identity.Audit;
using Kpanda.Storage;
using Kpanda.Storage.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kpanda.Identity.Tests.Audit;

/// <summary>What is recorded is on disk when it must be, in either database.</summary>
public sealed class AuditLogTests(PostgresServer postgres)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task WhatBegins_IsOnDiskBeforeItGoesOn_AndGetsItsEnd(DatabaseKind kind)
    {
        await using var site = await AuditSite.StartAsync(kind, postgres);
        var record = site.Record() with { Verb = "create", Resource = "pods", Subresource = "exec", Cluster = "prod", Namespace = "shop", Name = "web-1" };

        (await site.Log.BeginAsync(record, Token)).Value.ShouldBeTrue();

        (await StatusesAsync(site)).ShouldBe([(record.Id, 0)]);
        await site.Log.EndAsync(record with { Status = 101, Latency = TimeSpan.FromSeconds(3) });
        await site.UntilAsync("the end on disk", rows => rows is [{ Status: 101 }]);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task WhatWasDone_GetsOnDiskByItself_AndAllOfItBeforeTheEnd(DatabaseKind kind)
    {
        await using var site = await AuditSite.StartAsync(kind, postgres);
        await site.Log.RecordAsync(site.Record() with { Verb = "delete", Status = 200 });
        await site.UntilAsync("the record on disk", rows => rows.Count == 1);

        for (var i = 0; i < 1_200; i++) await site.Log.RecordAsync(site.Record() with { Verb = "delete", Status = 200 });
        await ((AuditLog)site.Log).StopAsync(Token);

        (await site.RowsAsync()).Count.ShouldBe(1_201);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task ManyAtOnce_AreAllOnDisk(DatabaseKind kind)
    {
        await using var site = await AuditSite.StartAsync(kind, postgres);

        var begun = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => site.Log.BeginAsync(site.Record(), Token)));

        begun.ShouldAllBe(result => result.Error == null);
        (await site.RowsAsync()).Count.ShouldBe(300);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task StoreThatFails_RefusesWhatIsDangerous_AndKeepsTheRestUntilItIsBack(DatabaseKind kind)
    {
        await using var site = await AuditSite.StartAsync(kind, postgres);
        await site.ExecuteAsync("ALTER TABLE audit RENAME TO hidden");

        (await site.Log.BeginAsync(site.Record(), Token)).Error!.Reason.ShouldBe("audit.unavailable");
        var kept = site.Record() with { Status = 200 };
        await site.Log.RecordAsync(kept);
        await site.ExecuteAsync("ALTER TABLE hidden RENAME TO audit");

        await site.UntilAsync("the record on disk", rows => rows is [{ Status: 200 } row] && row.Id == kept.Id);
        (await site.Log.BeginAsync(site.Record(), Token)).Error.ShouldBeNull();
    }

    [Fact]
    public async Task MoreThanCanWait_GoesToTheLogOfTheServer_AndNoMemoryIsTaken()
    {
        await using var site = await AuditSite.StartAsync(DatabaseKind.Sqlite, postgres);
        var services = site.Site.Services;
        var lines = new Lines();
        // Nobody writes: it is not started.
        using var log = new AuditLog(services.GetRequiredService<AuditStore>(), services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(), TimeProvider.System, lines);
        for (var i = 0; i < AuditLog.Capacity; i++) await log.RecordAsync(site.Record());
        lines.All.ShouldBeEmpty();

        await log.RecordAsync(site.Record() with { Person = "wang", Verb = "delete", Resource = "nodes", Name = "one-too-many" });

        lines.All.ShouldHaveSingleItem().ShouldContain("wang from 10.0.0.1 in cluster '' delete /nodes/ /one-too-many");
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task TextsFromOutside_AreStoredWithoutControlCharactersAndCut(DatabaseKind kind)
    {
        await using var site = await AuditSite.StartAsync(kind, postgres);

        (await site.Log.BeginAsync(site.Record() with { Agent = new string('a', 5_000), Name = "a\0b\u001b[31m\ud800\u202e" }, Token)).Error.ShouldBeNull();

        var row = (await site.RowsAsync()).ShouldHaveSingleItem();
        row.Agent.Length.ShouldBe(200);
        row.Name.ShouldBe("a\ufffdb\ufffd[31m\ufffd\ufffd");
    }

    private static async Task<IEnumerable<(Guid Id, int Status)>> StatusesAsync(AuditSite site) => (await site.RowsAsync()).Select(row => (row.Id, row.Status));

    private sealed class Lines : ILogger<AuditLog>
    {
        public List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => All.Add(formatter(state, exception));
    }
}
