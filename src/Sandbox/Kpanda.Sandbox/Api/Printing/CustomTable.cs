using System.Text.Json;
using System.Text.Json.Nodes;
using Kpanda.Sandbox.Kinds;
using Kpanda.Sandbox.Store;

namespace Kpanda.Sandbox.Api.Printing;

/// <summary>The columns that a CustomResourceDefinition declares; a name comes first always, an age where none are declared.</summary>
internal static class CustomTable
{
    public static TableLayout Of(CustomKind kind)
    {
        var columns = Cells.List(kind.Version, "additionalPrinterColumns").ToList();
        if (columns.Count == 0) return TableLayout.NameAndAge;
        var header = "Name:string/name" + string.Concat(columns.Select(Header));
        return new TableLayout(header, (o, now) => [Cells.Name(o), .. columns.Select(c => Cell(o, c, now))]);
    }

    private static string Header(JsonObject column)
    {
        var priority = column.Number("priority") is { } p and > 0 ? $"*{p}" : "";
        var format = column.Text("format") is { Length: > 0 } f ? "/" + f : "";
        return $"|{column.Text("name")}{priority}:{column.Text("type")}{format}";
    }

    private static JsonNode? Cell(JsonObject obj, JsonObject column, DateTimeOffset now)
    {
        var found = SimpleJsonPath.Find(obj, column.Text("jsonPath") ?? "");
        if (found is null) return column.Text("type") is "date" or "string" ? "" : null;
        switch (column.Text("type"))
        {
            case "date":
                return HumanDuration.Since(now, found.ToString());
            case "string":
                return found.GetValueKind() == JsonValueKind.String ? found.DeepClone() : found.ToJsonString(KubeJson.Options);
            case "integer":
                return found.GetValueKind() == JsonValueKind.Number ? found.DeepClone() : null;
            default:
                return found.DeepClone();
        }
    }
}
