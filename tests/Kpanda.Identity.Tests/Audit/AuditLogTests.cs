using Dapper;
using Kpanda.Hosting.Errors;
using Kpanda.Identity.Audit;
using Kpanda.Storage;
using Kpanda.Storage.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kpanda.Identity.Tests.Audit;

/// <summary>What is recorded is on disk when it must be, in either database.</summary>
public sealed class AuditLogTests(PostgresServer postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task WhatBegins_IsOnDiskBeforeItGoesOn_AndGetsItsEnd(DatabaseKind kind)
    {
        await using var site = await StartAsync(kind);
        var log = site.Services.GetRequiredService<IAuditLog>();
        var record = Record(site) with { Verb = "create", Resource = "pods", Subresource = "exec", Cluster = "prod", Namespace = "shop", Name = "web-1" };

        (await log.BeginAsync(record, Token)).Value.ShouldBeTrue();

        (await StatusesAsync(site)).ShouldBe([(record.Id, 0)]);
        await log.EndAsync(record with { Status = 101, Latency = TimeSpan.FromSeconds(3) });
        await Deadline.ForAsync("the end on disk", Patience, async _ => (await StatusesAsync(site)) is [(_, 101)] ? "" : null);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task WhatWasDone_GetsOnDiskByItself_AndAllOfItBeforeTheEnd(DatabaseKind kind)
    {
        await using var site = await StartAsync(kind);
        var log = site.Services.GetRequiredService<AuditLog>();
        await log.RecordAsync(Record(site) with { Verb = "delete", Status = 200 });
        await Deadline.ForAsync("the record on disk", Patience, async _ => (await StatusesAsync(site)).Count == 1 ? "" : null);

        for (var i = 0; i < 1_200; i++) await log.RecordAsync(Record(site) with { Verb = "delete", Status = 200 });
        await log.StopAsync(Token);

        (await StatusesAsync(site)).Count.ShouldBe(1_201);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task ManyAtOnce_AreAllOnDisk(DatabaseKind kind)
    {
        await using var site = await StartAsync(kind);
        var log = site.Services.GetRequiredService<IAuditLog>();

        var begun = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => log.BeginAsync(Record(site), Token)));

        begun.ShouldAllBe(result => result.Error == null);
        (await StatusesAsync(site)).Count.ShouldBe(300);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task StoreThatFails_RefusesWhatIsDangerous_AndKeepsTheRestUntilItIsBack(DatabaseKind kind)
    {
        await using var site = await StartAsync(kind);
        var log = site.Services.GetRequiredService<IAuditLog>();
        await ExecuteAsync(site, "ALTER TABLE audit RENAME TO hidden");

        (await log.BeginAsync(Record(site), Token)).Error!.Reason.ShouldBe("audit.unavailable");
        var kept = Record(site) with { Status = 200 };
        await log.RecordAsync(kept);
        await ExecuteAsync(site, "ALTER TABLE hidden RENAME TO audit");

        await Deadline.ForAsync("the record on disk", Patience, async _ => (await StatusesAsync(site)) is [(var id, 200)] && id == kept.Id ? "" : null);
        (await log.BeginAsync(Record(site), Token)).Error.ShouldBeNull();
    }

    [Fact]
    public async Task MoreThanCanWait_GoesToTheLogOfTheServer_AndNoMemoryIsTaken()
    {
        await using var site = await StartAsync(DatabaseKind.Sqlite);
        var lines = new Lines();
        // Nobody writes: it is not started.
        using var log = new AuditLog(site.Services.GetRequiredService<AuditStore>(), site.Services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(), TimeProvider.System, lines);
        for (var i = 0; i < AuditLog.Capacity; i++) await log.RecordAsync(Record(site));
        lines.All.ShouldBeEmpty();

        await log.RecordAsync(Record(site) with { Person = "wang", Verb = "delete", Resource = "nodes", Name = "one-too-many" });

        lines.All.ShouldHaveSingleItem().ShouldContain("wang from 10.0.0.1 in cluster '' delete /nodes/ /one-too-many");
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task TextsFromOutside_AreStoredWithoutControlCharactersAndCut(DatabaseKind kind)
    {
        await using var site = await StartAsync(kind);
        var log = site.Services.GetRequiredService<IAuditLog>();

        (await log.BeginAsync(Record(site) with { Agent = new string('a', 5_000), Name = "a\0b\u001b[31m\ud800\u202e" }, Token)).Error.ShouldBeNull();

        await using var connection = await site.Services.GetRequiredService<IStateDatabase>().OpenAsync(Token);
        var (agent, name) = await connection.QuerySingleAsync<(string, string)>("SELECT agent, name FROM audit");
        agent.Length.ShouldBe(200);
        name.ShouldBe("a\ufffdb\ufffd[31m\ufffd\ufffd");
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task OldRecords_AndThoseBeyondTheNumber_AreRemoved(DatabaseKind kind)
    {
        await using var site = await StartAsync(kind, options => options with { AuditKeep = TimeSpan.FromDays(30), AuditMost = 5 });
        var log = site.Services.GetRequiredService<IAuditLog>();
        var retention = site.Services.GetRequiredService<AuditRetention>();
        async Task AddAsync(int many)
        {
            for (var i = 0; i < many; i++) (await log.BeginAsync(Record(site), Token)).Error.ShouldBeNull();
        }

        await AddAsync(2);
        site.Time.Advance(TimeSpan.FromDays(29));
        await AddAsync(2);
        await retention.ClearAsync(Token);
        (await StatusesAsync(site)).Count.ShouldBe(4);

        site.Time.Advance(TimeSpan.FromDays(2));
        await retention.ClearAsync(Token);
        (await StatusesAsync(site)).Count.ShouldBe(2);

        await AddAsync(6);
        var all = await StatusesAsync(site);
        await retention.ClearAsync(Token);
        (await StatusesAsync(site)).ShouldBe(all.TakeLast(5));
    }

    private static AuditRecord Record(IdentitySite site) =>
        new() { Id = Guid.CreateVersion7(site.Time.GetUtcNow()), At = site.Time.GetUtcNow(), Person = "admin", Address = "10.0.0.1" };

    private async Task<IdentitySite> StartAsync(DatabaseKind kind, Func<IdentityOptions, IdentityOptions>? change = null) =>
        await IdentitySite.StartAsync(change: change, database: kind == DatabaseKind.Postgres ? await postgres.NewDatabaseAsync(Token) : "");

    private static async Task<List<(Guid Id, int Status)>> StatusesAsync(IdentitySite site)
    {
        await using var connection = await site.Services.GetRequiredService<IStateDatabase>().OpenAsync(Token);
        return [.. (await connection.QueryAsync<Row>("SELECT id, status FROM audit ORDER BY id")).Select(row => (row.Id, row.Status))];
    }

    private static async Task ExecuteAsync(IdentitySite site, string sql)
    {
        await using var connection = await site.Services.GetRequiredService<IStateDatabase>().OpenAsync(Token);
        await connection.ExecuteAsync(sql);
    }

    private sealed record Row(Guid Id, int Status);

    private sealed class Lines : ILogger<AuditLog>
    {
        public List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => All.Add(formatter(state, exception));
    }
}
