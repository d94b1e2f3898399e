using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using Kpanda.Storage.Backups;

namespace Kpanda.Storage.Secrets;

/// <summary>A new master key, and everything sealed anew with it. Servers may run meanwhile: they read the key file again.</summary>
public sealed class KeyRotation
{
    private readonly IStateDatabase _database;
    private readonly SecretBox _box;
    private readonly MasterKeyFile _file;
    private readonly List<SealedColumn> _columns;

    internal KeyRotation(IStateDatabase database, SecretBox box, MasterKeyFile file, IEnumerable<SealedColumn> columns)
    {
        _database = database;
        _box = box;
        _file = file;
        _columns = [.. columns];
    }

    private sealed record Row(string Id, byte[] Value);

    /// <summary>Makes a new key and seals everything with it. Old keys stay in the file for what is in backups. Doing it again is always safe.</summary>
    /// <returns>How many secrets were sealed anew.</returns>
    /// <exception cref="CryptographicException">A secret opens with no key of the file; the others are sealed anew or as they were, and all open as before.</exception>
    public async Task<int> RotateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenAsync(cancellationToken);
        await RequireOpenAsync(connection, null, cancellationToken);
        _file.AddKey();
        var count = 0;
        foreach (var column in await PresentAsync(connection, null, cancellationToken))
        {
            var (table, name, id) = (StateTables.Quote(column.Table), StateTables.Quote(column.Column), StateTables.Quote(column.Id));
            foreach (var row in await ReadAsync(connection, null, column, cancellationToken))
            {
                var secret = _box.Open(row.Value, column.Context(row.Id));
                // What somebody changes meanwhile stays changed: it was sealed by a server that follows the file.
                count += await connection.ExecuteAsync(new CommandDefinition(
                    $"UPDATE {table} SET {name} = @New WHERE {id} = @Id AND {name} = @Value",
                    new { New = _box.Seal(secret, column.Context(row.Id)), row.Id, row.Value },
                    cancellationToken: cancellationToken));
                CryptographicOperations.ZeroMemory(secret);
            }
        }

        return count;
    }

    /// <exception cref="BackupException">A key is not in the file.</exception>
    internal void RequireKeys(IReadOnlyCollection<string> ids)
    {
        if (ids.Count == 0) return;
        if (!File.Exists(_file.Path) || ids.Any(id => _file.Current().Find(Convert.FromHexString(id)) is null))
            throw new BackupException($"The credentials in the backup were encrypted with another master key. Put the key of that time into {_file.Path} and restore again.");
    }

    /// <exception cref="BackupException">A value does not open.</exception>
    internal async Task RequireOpenAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        foreach (var column in await PresentAsync(connection, transaction, cancellationToken))
        {
            foreach (var row in await ReadAsync(connection, transaction, column, cancellationToken))
            {
                try
                {
                    CryptographicOperations.ZeroMemory(_box.Open(row.Value, column.Context(row.Id)));
                }
                catch (CryptographicException failure)
                {
                    throw new BackupException($"The master key does not open {column.Table}.{column.Column} of {row.Id}: {failure.Message}", failure);
                }
            }
        }
    }

    private async Task<List<SealedColumn>> PresentAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        var tables = await StateTables.ListAsync(connection, transaction, _database.Kind, cancellationToken);
        return [.. _columns.Where(column => tables.Contains(column.Table))];
    }

    private static async Task<List<Row>> ReadAsync(DbConnection connection, DbTransaction? transaction, SealedColumn column, CancellationToken cancellationToken)
    {
        var (table, name, id) = (StateTables.Quote(column.Table), StateTables.Quote(column.Column), StateTables.Quote(column.Id));
        var rows = await connection.QueryAsync<Row>(
            new CommandDefinition($"SELECT {id} AS Id, {name} AS Value FROM {table} WHERE {name} IS NOT NULL", transaction: transaction, cancellationToken: cancellationToken));
        return [.. rows.Where(row => row.Value.Length > 0)];
    }
}
