using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Api.Printing;

/// <summary>
/// The columns of a kind and how a row is filled. <paramref name="Columns"/> is written as <c>Name:string/name|Ready|IP*1</c>: type and format after a
/// colon (string where absent), a priority above 0 (shown in wide output) after a star.
/// </summary>
internal sealed record TableLayout(string Columns, Func<JsonObject, DateTimeOffset, JsonNode?[]> Row)
{
    /// <summary>What is shown of a kind that has no layout of its own.</summary>
    public static TableLayout NameAndAge { get; } = new("Name:string/name|Age", (o, now) => [Cells.Name(o), HumanDuration.Age(now, o)]);

    /// <summary>As some kinds show it.</summary>
    public static TableLayout NameAndCreation { get; } = new("Name:string/name|Created At:date", (o, _) => [Cells.Name(o), o["metadata"]?["creationTimestamp"]?.DeepClone()]);

    public JsonArray Definitions()
    {
        JsonArray definitions = [];
        foreach (var column in Columns.Split('|'))
        {
            var (left, type) = column.Split(':') is [var l, var t] ? (l, t) : (column, "string");
            var (name, priority) = left.Split('*') is [var n, var p] ? (n, int.Parse(p, System.Globalization.CultureInfo.InvariantCulture)) : (left, 0);
            var (kind, format) = type.Split('/') is [var k, var f] ? (k, f) : (type, "");
            definitions.Add(new JsonObject { ["name"] = name, ["type"] = kind, ["format"] = format, ["description"] = "", ["priority"] = priority });
        }

        return definitions;
    }
}
