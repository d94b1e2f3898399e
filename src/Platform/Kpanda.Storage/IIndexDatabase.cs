namespace Kpanda.Storage;

/// <summary>
/// The rebuildable index of member objects: <c>index.db</c> in the data directory, or schema <c>kpanda_index</c> of PostgreSQL. Its owner makes the tables itself and
/// drops those of an unknown version.
/// </summary>
public interface IIndexDatabase : IDatabase;
