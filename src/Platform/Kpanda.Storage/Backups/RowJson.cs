using System.Data.Common;
using System.Globalization;
using System.Text.Json;

namespace Kpanda.Storage.Backups;

/// <summary>A row as a JSON array, so that it reads back to the same values on either database.</summary>
internal static class RowJson
{
    public static void Write(Utf8JsonWriter json, DbDataReader row, IReadOnlyList<BackupColumn> columns)
    {
        json.WriteStartArray();
        for (var i = 0; i < columns.Count; i++)
        {
            if (row.IsDBNull(i)) json.WriteNullValue();
            else WriteValue(json, row.GetValue(i), columns[i].Type);
        }

        json.WriteEndArray();
    }

    public static object[] Read(string line, IReadOnlyList<BackupColumn> columns)
    {
        using var row = JsonDocument.Parse(line);
        if (row.RootElement.GetArrayLength() != columns.Count) throw new JsonException("A row has not as many values as its table has columns.");
        return [.. row.RootElement.EnumerateArray().Zip(columns, (value, column) => ReadValue(value, column.Type))];
    }

    private static void WriteValue(Utf8JsonWriter json, object value, ColumnType type)
    {
        switch (type)
        {
            case ColumnType.Text: json.WriteStringValue((string)value); break;
            case ColumnType.Integer: json.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case ColumnType.Boolean: json.WriteBooleanValue(Convert.ToBoolean(value, CultureInfo.InvariantCulture)); break;
            case ColumnType.Real: json.WriteNumberValue(Convert.ToDouble(value, CultureInfo.InvariantCulture)); break;
            default: json.WriteBase64StringValue((byte[])value); break;
        }
    }

    private static object ReadValue(JsonElement value, ColumnType type) => (value.ValueKind, type) switch
    {
        (JsonValueKind.Null, _) => DBNull.Value,
        (_, ColumnType.Text) => value.GetString()!,
        (_, ColumnType.Integer) => value.GetInt64(),
        (_, ColumnType.Boolean) => value.GetBoolean(),
        (_, ColumnType.Real) => value.GetDouble(),
        _ => value.GetBytesFromBase64(),
    };
}
