using System.Globalization;
using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Api.Printing;

/// <summary>The subset of JSONPath that printer columns and scale paths use: names, quoted names, indexes and one filter by equality.</summary>
internal static class SimpleJsonPath
{
    public static JsonNode? Find(JsonNode? root, string path)
    {
        var at = root;
        var i = 0;
        while (i < path.Length && at is not null)
        {
            if (path[i] == '.')
            {
                i++;
                continue;
            }

            if (path[i] == '[')
            {
                var end = path.IndexOf(']', i);
                if (end < 0) return null;
                at = Bracket(at, path[(i + 1)..end]);
                i = end + 1;
                continue;
            }

            var start = i;
            while (i < path.Length && path[i] is not ('.' or '['))
            {
                // A dot within a name is escaped.
                if (path[i] == '\\') i++;
                i++;
            }

            at = (at as JsonObject)?[path[start..Math.Min(i, path.Length)].Replace("\\", "", StringComparison.Ordinal)];
        }

        return at;
    }

    private static JsonNode? Bracket(JsonNode at, string inside)
    {
        if (inside.Length > 1 && inside[0] is '\'' or '"') return (at as JsonObject)?[inside[1..^1]];
        if (at is not JsonArray list) return null;
        if (inside.StartsWith("?(@.", StringComparison.Ordinal) && inside.Split("==") is [var left, var right])
        {
            var name = left[4..].Trim();
            var value = right.Trim().TrimEnd(')').Trim().Trim('\'', '"');
            return list.FirstOrDefault(e => (e as JsonObject)?[name]?.ToString() == value);
        }

        return int.TryParse(inside, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Count ? list[index] : null;
    }
}
