using System.Text;

namespace Kpanda.Identity.Csv;

/// <summary>Comma-separated values (RFC 4180) that spreadsheets open without running what is in them.</summary>
internal static class CsvText
{
    // What begins so is a formula to a spreadsheet.
    private const string Formula = "=+-@\t\r";

    /// <summary>A field as it stands in a line: quoted where it must be, and never a formula.</summary>
    public static string Quote(string field)
    {
        if (field.Length > 0 && Formula.Contains(field[0], StringComparison.Ordinal)) field = $"'{field}";
        return field.AsSpan().ContainsAny(",\"\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
    }

    /// <summary>The rows of a text, empty lines left out; null where a quote is never closed or there are more than <paramref name="most"/>. What <see cref="Quote"/> put before a formula is taken away.</summary>
    public static List<string[]>? Read(string text, int most)
    {
        var rows = new List<string[]>();
        var (row, field) = (new List<string>(), new StringBuilder());
        var isQuoted = false;
        for (var at = text.StartsWith('\ufeff') ? 1 : 0; at <= text.Length; at++)
        {
            var c = at < text.Length ? text[at] : '\n';
            if (isQuoted && at < text.Length)
            {
                if (c != '"') field.Append(c);
                else if (at + 1 < text.Length && text[at + 1] == '"') field.Append(text[at++]);
                else isQuoted = false;
            }
            else if (isQuoted) return null;
            else if (c == '"' && field.Length == 0) isQuoted = true;
            else if (c == ',') Take(row, field);
            else if (c == '\n')
            {
                Take(row, field);
                if (row.Count > 1 || row[0].Length > 0) rows.Add([.. row]);
                if (rows.Count > most) return null;
                row.Clear();
            }
            else if (c != '\r') field.Append(c);
        }

        return rows;
    }

    private static void Take(List<string> row, StringBuilder field)
    {
        var text = field.ToString();
        row.Add(text.Length > 1 && text[0] == '\'' && Formula.Contains(text[1], StringComparison.Ordinal) ? text[1..] : text);
        field.Clear();
    }
}
