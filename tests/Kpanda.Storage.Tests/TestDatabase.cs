using Kpanda.Storage.Backups;
using Kpanda.Storage.Migrations;
using Kpanda.Storage.Secrets;
using Kpanda.Storage.Tests.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kpanda.Storage.Tests;

/// <summary>A fresh state database of one kind.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    public static readonly SealedColumn Sealed = new("things", "body", "id", id => $"things/body/{id}");

    private readonly ServiceProvider _services;

    private TestDatabase(string folder, ServiceProvider services)
    {
        Folder = folder;
        _services = services;
    }

    public string Folder { get; }

    public IStateDatabase State => _services.GetRequiredService<IStateDatabase>();

    public StorageOptions Options => _services.GetRequiredService<StorageOptions>();

    public StateBackup Backup => _services.GetRequiredService<StateBackup>();

    public KeyRotation Rotation => _services.GetRequiredService<KeyRotation>();

    public SecretBox Box => _services.GetRequiredService<SecretBox>();

    public StateRestore Restore(params MigrationSource[] sources) => new(Options, State, Migrator(sources), Rotation);

    public IIndexDatabase Index => _services.GetRequiredService<IIndexDatabase>();

    public Migrator Migrator(params MigrationSource[] sources) => new(Options, State, Backup, sources, TimeProvider.System, NullLogger<Migrator>.Instance);

    public static async Task<TestDatabase> MakeAsync(DatabaseKind kind, PostgresServer postgres) =>
        Make(kind == DatabaseKind.Postgres ? await postgres.NewDatabaseAsync(TestContext.Current.CancellationToken) : "");

    /// <summary>A data folder of its own beside a state that may be there already; empty for SQLite.</summary>
    public static TestDatabase Make(string url)
    {
        var folder = Directory.CreateTempSubdirectory("kpanda-storage-").FullName;
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddStorage(new StorageOptions { DataDirectory = folder, Database = url }).AddSealedColumn(Sealed);
        return new TestDatabase(folder, services.BuildServiceProvider());
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}
