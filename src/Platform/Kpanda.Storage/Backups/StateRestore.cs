using System.Data.Common;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Kpanda.Storage.Migrations;
using Kpanda.Storage.Secrets;

namespace Kpanda.Storage.Backups;

/// <summary>
/// Brings a backup back, into either database, in one transaction: a failure leaves what was there. It is refused while a server runs on the state. A backup of an older version is
/// migrated; one of a newer version is refused.
/// </summary>
public sealed class StateRestore
{
    private readonly StorageOptions _options;
    private readonly IStateDatabase _database;
    private readonly Migrator _migrator;
    private readonly KeyRotation _secrets;

    internal StateRestore(StorageOptions options, IStateDatabase database, Migrator migrator, KeyRotation secrets)
    {
        _options = options;
        _database = database;
        _migrator = migrator;
        _secrets = secrets;
    }

    /// <summary>Whether there is a state that a restore would replace.</summary>
    public async Task<bool> HasStateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        return (await StateTables.ListAsync(connection, null, _database.Kind, cancellationToken)).Count > 0;
    }

    /// <summary>Restores.</summary>
    /// <param name="replace">Whether a state that is there may be given up.</param>
    /// <returns>How many rows came back.</returns>
    /// <exception cref="BackupException">The file is damaged or of a newer version, the master key is another one, or there is a state.</exception>
    /// <exception cref="IOException">A server runs on the state, or the file cannot be read.</exception>
    public async Task<long> RestoreAsync(string path, bool replace, CancellationToken cancellationToken)
    {
        try
        {
            await using var zip = await ZipFile.OpenReadAsync(path, cancellationToken);
            var manifest = await ReadManifestAsync(zip, cancellationToken);
            foreach (var table in manifest.Tables) await CheckAsync(zip, table, cancellationToken);
            return await RestoreAsync(zip, manifest, replace, cancellationToken);
        }
        catch (Exception damage) when (damage is InvalidDataException or JsonException or FormatException)
        {
            throw new BackupException($"{path} is not a backup, or it is damaged: {damage.Message}", damage);
        }
    }

    private static async Task<BackupManifest> ReadManifestAsync(ZipArchive zip, CancellationToken cancellationToken)
    {
        var entry = zip.GetEntry(BackupManifest.Entry) ?? throw new InvalidDataException("it has no manifest.");
        await using var content = await entry.OpenAsync(cancellationToken);
        var manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(content, StateBackup.Json, cancellationToken) ?? throw new InvalidDataException("its manifest is empty.");
        if (manifest.Format != BackupManifest.CurrentFormat) throw new BackupException($"The backup has format {manifest.Format}, which this version does not know. Restore it with Kpanda {manifest.Product}.");
        return manifest;
    }

    private static async Task CheckAsync(ZipArchive zip, BackupTable table, CancellationToken cancellationToken)
    {
        await using var content = await EntryOf(zip, table).OpenAsync(cancellationToken);
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken)) != table.Sha256) throw new InvalidDataException($"table {table.Name} is not what was written.");
    }

    private async Task<long> RestoreAsync(ZipArchive zip, BackupManifest manifest, bool replace, CancellationToken cancellationToken)
    {
        using var alone = DataDirectoryLock.Take(_options.DataDirectory);
        await using var noServer = await StateInUse.TakeAloneAsync(_database, cancellationToken);
        var known = _migrator.Known();
        var pending = PendingOf(manifest, known);
        _secrets.RequireKeys(manifest.Keys);

        await using var connection = await _database.OpenAsync(cancellationToken);
        // Outside of a transaction, where SQLite listens to it; the next use of the connection turns it on again.
        if (_database.Kind == DatabaseKind.Sqlite) await connection.ExecuteAsync("PRAGMA foreign_keys = OFF");
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var old = await StateTables.ListAsync(connection, transaction, _database.Kind, cancellationToken);
        if (old.Count > 0 && !replace) throw new BackupException("There is a state here already. Give it up with --replace, or name another data folder or database.");
        var cascade = _database.Kind == DatabaseKind.Postgres ? " CASCADE" : "";
        foreach (var table in old) await connection.ExecuteAsync($"DROP TABLE {StateTables.Quote(table)}{cascade}", transaction: transaction);

        await _migrator.ApplyAsync(connection, transaction, known.Except(pending));
        var rows = await LoadAsync(connection, transaction, zip, manifest, cancellationToken);
        await _migrator.ApplyAsync(connection, transaction, pending);
        await _secrets.RequireOpenAsync(connection, transaction, cancellationToken);
        ForgetIndex();
        await transaction.CommitAsync(cancellationToken);
        return rows;
    }

    private async Task<long> LoadAsync(DbConnection connection, DbTransaction transaction, ZipArchive zip, BackupManifest manifest, CancellationToken cancellationToken)
    {
        var made = await StateTables.ListAsync(connection, transaction, _database.Kind, cancellationToken);
        if (!made.ToHashSet().SetEquals(manifest.Tables.Select(table => table.Name))) throw new InvalidDataException("its tables are not those of its version.");
        var references = await ForeignKeys.DropAsync(connection, transaction, _database.Kind, cancellationToken);
        foreach (var table in made) await connection.ExecuteAsync($"DELETE FROM {StateTables.Quote(table)}", transaction: transaction);
        foreach (var table in manifest.Tables) await LoadAsync(connection, transaction, zip, table, cancellationToken);
        await references.RestoreAsync(connection, transaction, cancellationToken);
        return manifest.Tables.Sum(table => table.Rows);
    }

    private async Task LoadAsync(DbConnection connection, DbTransaction transaction, ZipArchive zip, BackupTable table, CancellationToken cancellationToken)
    {
        var columns = await StateTables.ColumnsAsync(connection, transaction, _database.Kind, table.Name, cancellationToken);
        if (!columns.ToHashSet().SetEquals(table.Columns)) throw new InvalidDataException($"the columns of table {table.Name} are not those of its version.");

        await using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = $"INSERT INTO {StateTables.Quote(table.Name)} ({string.Join(", ", table.Columns.Select(column => StateTables.Quote(column.Name)))}) "
            + $"VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"@p{i}"))})";
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var parameter = insert.CreateParameter();
            parameter.ParameterName = $"p{i}";
            insert.Parameters.Add(parameter);
        }

        using var lines = new StreamReader(await EntryOf(zip, table).OpenAsync(cancellationToken));
        var rows = 0L;
        for (; await lines.ReadLineAsync(cancellationToken) is { } line; rows++)
        {
            var values = RowJson.Read(line, table.Columns);
            for (var i = 0; i < values.Length; i++) insert.Parameters[i].Value = values[i];
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }

        if (rows != table.Rows) throw new InvalidDataException($"table {table.Name} has {rows} rows instead of {table.Rows}.");
    }

    private static List<Migration> PendingOf(BackupManifest manifest, List<Migration> known)
    {
        try
        {
            return Migrator.Pending(known, manifest.Migrations);
        }
        catch (InvalidOperationException newer)
        {
            throw new BackupException($"The backup was written by another version, Kpanda {manifest.Product}: {newer.Message}", newer);
        }
    }

    // What the state remembers of the index is of another time: everything is listed anew.
    private void ForgetIndex()
    {
        foreach (var suffix in (string[])["", "-wal", "-shm"]) File.Delete(_options.IndexPath + suffix);
    }

    private static ZipArchiveEntry EntryOf(ZipArchive zip, BackupTable table) => zip.GetEntry(table.Entry) ?? throw new InvalidDataException($"table {table.Name} is missing.");
}
