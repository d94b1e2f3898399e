using System.Buffers;
using System.Data;
using System.Data.Common;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Kpanda.Storage.Migrations;
using Kpanda.Storage.Secrets;
using Microsoft.Data.Sqlite;

namespace Kpanda.Storage.Backups;

/// <summary>
/// Writes the state into one file, the same for both databases: a ZIP with an entry of JSON lines for each table. It reads one snapshot, and nobody who writes meanwhile waits for it.
/// Secrets stay sealed; neither the master key nor the index is in it.
/// </summary>
public sealed class StateBackup
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };

    private readonly IStateDatabase _database;
    private readonly List<SealedColumn> _sealed;
    private readonly TimeProvider _time;

    internal StateBackup(IStateDatabase database, IEnumerable<SealedColumn> sealedColumns, TimeProvider time)
    {
        _database = database;
        _sealed = [.. sealedColumns];
        _time = time;
    }

    /// <summary>Backs up to a new file that only its owner may read; it appears whole or not at all.</summary>
    /// <param name="target">A file that is not there yet, or a folder, in which the file is named by the time.</param>
    /// <returns>The file.</returns>
    /// <exception cref="BackupException">There is no state yet, or the file is there already.</exception>
    public async Task<string> WriteAsync(string target, CancellationToken cancellationToken)
    {
        var path = Directory.Exists(target) ? Path.Combine(target, $"kpanda-{_time.GetUtcNow():yyyyMMdd'T'HHmmssfff'Z'}.backup") : Path.GetFullPath(target);
        if (File.Exists(path)) throw new BackupException($"{path} is there already.");
        var draft = $"{path}.{Guid.CreateVersion7():N}";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = DataDirectory.OwnerOnly;
            await using (var file = new FileStream(draft, options))
            {
                await WriteAsync(file, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: false);
            return path;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private async Task WriteAsync(Stream file, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        // SQLite: a transaction that only reads, so that it does not take the write lock.
        await using var snapshot = connection is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true)
            : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var names = await StateTables.ListAsync(connection, snapshot, _database.Kind, cancellationToken);
        if (!names.Contains("schema_migrations")) throw new BackupException("There is no state here to back up.");
        var migrations = await Migrator.AppliedAsync(connection, snapshot);

        await using var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        var tables = new List<BackupTable>();
        foreach (var name in names) tables.Add(await WriteTableAsync(zip, connection, snapshot, name, keys, cancellationToken));

        var product = typeof(StateBackup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        var manifest = new BackupManifest(BackupManifest.CurrentFormat, product, _time.GetUtcNow(), migrations, [.. keys], tables);
        await using var entry = await zip.CreateEntry(BackupManifest.Entry).OpenAsync(cancellationToken);
        await JsonSerializer.SerializeAsync(entry, manifest, Json, cancellationToken);
    }

    private async Task<BackupTable> WriteTableAsync(
        ZipArchive zip, DbConnection connection, DbTransaction snapshot, string table, SortedSet<string> keys, CancellationToken cancellationToken)
    {
        var columns = await StateTables.ColumnsAsync(connection, snapshot, _database.Kind, table, cancellationToken);
        var isSealed = columns.Select(column => _sealed.Any(known => known.Table == table && known.Column == column.Name)).ToArray();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var entry = await zip.CreateEntry(BackupTable.EntryOf(table), CompressionLevel.Fastest).OpenAsync(cancellationToken);
        var line = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(line);
        var list = string.Join(", ", columns.Select(column => StateTables.Quote(column.Name)));
        await using var rows = await connection.ExecuteReaderAsync(
            new CommandDefinition($"SELECT {list} FROM {StateTables.Quote(table)}", transaction: snapshot, cancellationToken: cancellationToken));
        var count = 0L;
        for (; await rows.ReadAsync(cancellationToken); count++)
        {
            RowJson.Write(json, rows, columns);
            await json.FlushAsync(cancellationToken);
            json.Reset();
            line.Write("\n"u8);
            hash.AppendData(line.WrittenSpan);
            await entry.WriteAsync(line.WrittenMemory, cancellationToken);
            line.ResetWrittenCount();
            for (var i = 0; i < columns.Count; i++)
                if (isSealed[i] && !rows.IsDBNull(i) && SecretBox.KeyIdOf((byte[])rows.GetValue(i)) is { } id) keys.Add(id);
        }

        return new BackupTable(table, columns, count, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
