using System.Reflection;
using Kpanda.Storage.Backups;
using Kpanda.Storage.Mapping;
using Kpanda.Storage.Migrations;
using Kpanda.Storage.Postgres;
using Kpanda.Storage.Secrets;
using Kpanda.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Storage;

/// <summary>State and index databases, migrations, and encryption at rest.</summary>
public static class StorageModule
{
    /// <summary>Adds the databases. When the host starts, before any other hosted service, it takes the data directory for itself and runs pending migrations.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, StorageOptions options)
    {
        ValueHandlers.Register();
        DataDirectory.Make(options.DataDirectory);

        services.AddSingleton(options);
        services.AddSingleton(_ => new MasterKeyFile(options.MasterKeyPath));
        services.AddSingleton(provider => new SecretBox(provider.GetRequiredService<MasterKeyFile>().Current));
        services.AddSingleton(provider => new KeyRotation(
            provider.GetRequiredService<IStateDatabase>(), provider.GetRequiredService<SecretBox>(), provider.GetRequiredService<MasterKeyFile>(), provider.GetServices<SealedColumn>()));
        services.AddSingleton(provider => new StateBackup(
            provider.GetRequiredService<IStateDatabase>(), provider.GetServices<SealedColumn>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new StateRestore(
            options, provider.GetRequiredService<IStateDatabase>(), provider.GetRequiredService<Migrator>(), provider.GetRequiredService<KeyRotation>()));
        services.AddSingleton<Migrator>();
        services.AddHostedService<MigrationService>();

        // Replicas share the state. Each has an index of its own: what one writes of members, another would read as its own.
        services.AddSingleton<IIndexDatabase>(_ => new SqliteIndexDatabase(options.IndexPath));
        return options.Database.Length == 0
            ? services.AddSingleton<IStateDatabase>(_ => new SqliteStateDatabase(Path.Combine(options.DataDirectory, "kpanda.db")))
            : services.AddSingleton<IStateDatabase>(_ => new PostgresStateDatabase(options.Database));
    }

    /// <summary>
    /// Adds a module's migrations: the embedded resources <c>Migrations/0001_words.sql</c>, <c>0002_…</c> of its assembly. They run in order, once each, and are never
    /// changed after a release. They are written in what SQLite 3.35 and PostgreSQL 15 share, with the types TEXT (also for ids), BIGINT (also for times, in Unix
    /// milliseconds), BOOLEAN, DOUBLE PRECISION and BLOB.
    /// </summary>
    public static IServiceCollection AddMigrations(this IServiceCollection services, string module, Assembly assembly) =>
        services.AddSingleton(new MigrationSource(module, assembly));

    /// <summary>Tells of a column whose values are sealed by <see cref="SecretBox"/>: every such column must be told, or a new master key would leave it behind.</summary>
    public static IServiceCollection AddSealedColumn(this IServiceCollection services, SealedColumn column) => services.AddSingleton(column);
}
