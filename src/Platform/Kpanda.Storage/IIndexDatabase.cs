using System.Data.Common;

namespace Kpanda.Storage;

/// <summary>
/// The rebuildable index of member objects: SQLite in <c>index.db</c> of the data directory, wherever the state is, because each replica has its own. Its owner makes the tables itself
/// and drops those of an unknown version.
/// </summary>
public interface IIndexDatabase : IDatabase
{
    /// <summary>Whether a failure says that what is stored is damaged, and not that it cannot be reached for now.</summary>
    bool IsDamage(DbException failure);

    /// <summary>
    /// Gives up what is stored for an empty database. A file is kept beside the new one as <c>index.db.damaged</c>, in place of an earlier one. No connection may be in use.
    /// </summary>
    ValueTask StartAnewAsync(CancellationToken cancellationToken);
}
