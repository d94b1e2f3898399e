namespace Kpanda.Storage;

/// <summary>Where state lives.</summary>
public sealed record StorageOptions
{
    /// <summary>The data directory. Made at start, readable for its owner only.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Empty for SQLite in the data directory; else <c>postgres://user:password@host:port/database</c>.</summary>
    public string Database { get; init; } = "";

    /// <summary>The file of the master key; empty for <c>master.key</c> in the data directory.</summary>
    public string MasterKeyFile { get; init; } = "";

    /// <summary>How many copies made before migrations are kept in <c>backups</c> of the data directory.</summary>
    public int BackupsKept { get; init; } = 5;

    internal string IndexPath => Path.Combine(DataDirectory, "index.db");

    internal string MasterKeyPath => MasterKeyFile.Length > 0 ? MasterKeyFile : Path.Combine(DataDirectory, "master.key");
}
