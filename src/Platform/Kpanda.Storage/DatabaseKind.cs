namespace Kpanda.Storage;

/// <summary>The two databases that Kpanda runs on.</summary>
public enum DatabaseKind
{
    /// <summary>A file in the data directory; the default.</summary>
    Sqlite,

    /// <summary>A server; needed for several replicas.</summary>
    Postgres,
}
