namespace Kpanda.Storage;

/// <summary>
/// The precious state: people, clusters, grants, operations. <c>kpanda.db</c> in the data directory, or schema <c>kpanda</c> of PostgreSQL. Its tables come from
/// migrations (<see cref="StorageModule.AddMigrations"/>).
/// </summary>
public interface IStateDatabase : IDatabase;
