using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Kpanda.Benchmarks.Index;

/// <summary>What takes the room in the index store.</summary>
internal static class StoreParts
{
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(string file, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(cancellationToken);
        return
        [
            new("  packed body, average", await ReadAsync("SELECT AVG(LENGTH(data)) FROM index_body"), "bytes", null),
            new("  packed body of a pod, average", await ReadAsync("SELECT AVG(LENGTH(b.data)) FROM index_body b JOIN index_object o ON o.id = b.id JOIN index_sync s ON s.id = o.sync WHERE s.resource = 'pods'"), "bytes", null),
            new("  packed columns, average", await ReadAsync("SELECT AVG(LENGTH(head)) FROM index_object"), "bytes", null),
            new("  dictionaries", await ReadAsync("SELECT SUM(LENGTH(data)) FROM index_dictionary") / 1024, "KB", null),
        ];

        async Task<double> ReadAsync(string sql)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            var value = await command.ExecuteScalarAsync(cancellationToken);
            return value is null or DBNull ? 0 : Convert.ToDouble(value, CultureInfo.InvariantCulture);
        }
    }
}
