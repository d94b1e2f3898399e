namespace Kpanda.Storage.Backups;

/// <summary>One table of a backup: an entry with a JSON array for each row, its values in the order of the columns.</summary>
/// <param name="Sha256">Of the entry's lines, in hex.</param>
internal sealed record BackupTable(string Name, IReadOnlyList<BackupColumn> Columns, long Rows, string Sha256)
{
    public string Entry => EntryOf(Name);

    public static string EntryOf(string table) => $"tables/{table}.jsonl";
}

/// <summary>A column and what its values are, whichever database it stands in.</summary>
internal sealed record BackupColumn(string Name, ColumnType Type);

/// <summary>The types of the one dialect of migrations.</summary>
internal enum ColumnType
{
    /// <summary>A JSON string.</summary>
    Text,

    /// <summary>A JSON number of 64 bits.</summary>
    Integer,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A JSON number that reads back to the same double.</summary>
    Real,

    /// <summary>Base64.</summary>
    Blob,
}
