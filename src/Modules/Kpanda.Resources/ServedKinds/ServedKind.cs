using System.Globalization;
using System.Text.Json;
using Kpanda.KubeModel;
using Kpanda.Resources.Shapes;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Resources.ServedKinds;

/// <summary>A kind that is known by what a member serves and by its columns. Made for a request; never registered.</summary>
internal sealed class ServedKind(ApiResource served, IReadOnlyList<PrinterColumn> columns) : KindDescriptor<ServedObject>
{
    // What the rule of conditions can give.
    private static readonly string[] AllStates = ["Current", "InProgress", "Failed", "Terminating"];

    private const string CellPrefix = "cells.";

    private readonly (string Name, PrinterPath Path)[] _cells = [.. columns.Select(column => (column.Name, PrinterPath.Parse(column.Path)))];

    /// <summary>Stands for every kind, in the description of a route that has the kind in its path.</summary>
    public static ServedKind Any(bool namespaced) => new(new ApiResource(default, "", namespaced, []), []);

    public ApiResource Served => served;

    public IReadOnlyList<PrinterColumn> Columns => columns;

    public override GroupResource Resource => served.Gvr.GroupResource;

    public override string Kind => served.Kind;

    public override bool Namespaced => served.Namespaced;

    public override string Segment => KindSegment.Of(Resource);

    public override string Tag => "Kinds";

    public override IReadOnlyList<string> States => AllStates;

    /// <summary>Each column, as <c>cells.</c> and its name.</summary>
    public override IReadOnlyDictionary<string, SortedValue> SortedValues { get; } = columns.GroupBy(column => CellPrefix + column.Name, StringComparer.Ordinal)
        .ToDictionary(named => named.Key, named => ValueOf(named.Last()), StringComparer.Ordinal);

    public override KindStatus Status(JsonElement obj, DateTimeOffset now) => ConditionRule.Of(obj);

    public override ServedObject Project(IndexedObject obj) => new()
    {
        Metadata = Shape.Metadata(obj),
        ApiVersion = obj.Gvr.ApiVersion,
        Kind = served.Kind,
        Cells = Cells(obj.Body),
        Status = ConditionsOf(obj.Body),
    };

    // A number may have digits behind its point: in thousandths it is a whole one.
    private static SortedValue ValueOf(PrinterColumn column)
    {
        var path = PrinterPath.Parse(column.Path);
        return column.Type switch
        {
            "integer" or "number" => SortedValue.Number(obj =>
                decimal.TryParse(path.Read(obj), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number < long.MaxValue / 1000 ? (long)(number * 1000) : null),
            "date" => SortedValue.Number(obj =>
                DateTimeOffset.TryParse(path.Read(obj), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUnixTimeSeconds() : null),
            _ => SortedValue.Natural(obj => path.Read(obj) ?? ""),
        };
    }

    private Dictionary<string, string> Cells(JsonElement body)
    {
        var cells = new Dictionary<string, string>(_cells.Length, StringComparer.Ordinal);
        foreach (var (name, path) in _cells)
        {
            if (path.Read(body) is { } value) cells[name] = value;
        }

        return cells;
    }

    // A custom resource may have anything under this name.
    private static ServedObjectStatus? ConditionsOf(JsonElement body)
    {
        try
        {
            return body.At("status", "conditions").ValueKind == JsonValueKind.Array
                ? new(Shape.Read<IReadOnlyList<Condition>>(body.At("status", "conditions")))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
