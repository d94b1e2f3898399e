using System.Net.Http.Json;
using System.Text.Json;
using Dapper;
using Kpanda.Identity.Audit;
using Kpanda.Storage;
using Kpanda.Storage.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Identity.Tests.Audit;

/// <summary>A site with either database, and what tests of the audit do with it: write records at its time, and look at what is on disk.</summary>
internal sealed class AuditSite(IdentitySite site) : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public IdentitySite Site => site;

    public FakeTime Time => site.Time;

    public IAuditLog Log => site.Services.GetRequiredService<IAuditLog>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<AuditSite> StartAsync(DatabaseKind kind, PostgresServer postgres, Func<IdentityOptions, IdentityOptions>? change = null) =>
        new(await IdentitySite.StartAsync(change: change, database: kind == DatabaseKind.Postgres ? await postgres.NewDatabaseAsync(Token) : ""));

    /// <summary>A record of now.</summary>
    public AuditRecord Record() => new() { Id = Guid.CreateVersion7(Time.GetUtcNow()), At = Time.GetUtcNow(), Person = "admin", Address = "10.0.0.1" };

    /// <summary>Writes records of now, and waits until they are on disk.</summary>
    public async Task AddAsync(int many, Func<AuditRecord, AuditRecord>? change = null)
    {
        for (var i = 0; i < many; i++) (await Log.BeginAsync(change?.Invoke(Record()) ?? Record(), Token)).Error.ShouldBeNull();
    }

    /// <summary>What is on disk, the oldest first.</summary>
    public async Task<IReadOnlyList<Row>> RowsAsync()
    {
        await using var connection = await OpenAsync();
        return [.. await connection.QueryAsync<Row>("SELECT id, person, via, verb, resource, name, agent, status, times FROM audit ORDER BY id")];
    }

    /// <summary>Waits until what is on disk is as wanted.</summary>
    public Task<IReadOnlyList<Row>> UntilAsync(string what, Func<IReadOnlyList<Row>, bool> holds) =>
        Deadline.ForAsync(what, Patience, async _ => await RowsAsync() is var rows && holds(rows) ? rows : null);

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await connection.ExecuteAsync(sql);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    /// <summary>The items of a list.</summary>
    public static async Task<IReadOnlyList<JsonElement>> ItemsAsync(HttpClient client, string path) =>
        [.. (await client.GetFromJsonAsync<JsonElement>(path + (path.Contains('?') ? "&" : "?") + "pageSize=1000", Token)).GetProperty("items").EnumerateArray()];

    private ValueTask<System.Data.Common.DbConnection> OpenAsync() => site.Services.GetRequiredService<IStateDatabase>().OpenAsync(Token);

    internal sealed record Row(Guid Id, string Person, string Via, string Verb, string Resource, string Name, string Agent, int Status, int Times);
}
