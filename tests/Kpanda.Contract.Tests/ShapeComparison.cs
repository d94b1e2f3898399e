namespace Kpanda.Contract.Tests;

/// <summary>Compares our records with the published definitions, from some records down. More fields and more values than published are allowed.</summary>
internal sealed class ShapeComparison(PublishedFacts facts)
{
    private readonly HashSet<(Type, string)> _seen = [];

    public List<string> Differences { get; } = [];

    public int Compared => _seen.Count;

    public void Compare(Type type, string definition)
    {
        if (!_seen.Add((type, definition))) return;
        if (facts.Fields(definition) is not { } published)
        {
            Differences.Add($"{type.Name}: there is no definition {definition}");
            return;
        }

        var ours = Wire.Fields(type);
        foreach (var (name, wanted) in published)
        {
            if (!ours.TryGetValue(name, out var field)) Differences.Add($"{definition}.{name}: missing in {type.Name}");
            else Compare($"{definition}.{name}", field, wanted);
        }
    }

    private void Compare(string place, WireField field, string wanted)
    {
        var (wantedItem, isList) = wanted.StartsWith('[') ? (wanted[1..^1], true) : (wanted, false);
        if (isList != field.Type.StartsWith('[')) Differences.Add($"{place}: {field.Type} instead of {wanted}");
        else if (facts.Values(wantedItem) is { } values) CompareValues(place, field, values);
        else if (facts.Fields(wantedItem) is not null && field.Record is not null) Compare(field.Record, wantedItem);
        else if (field.Type != Plain(wanted)) Differences.Add($"{place}: {field.Type} instead of {wanted}");
    }

    private void CompareValues(string place, WireField field, IReadOnlyList<string> values)
    {
        if (field.Type.Trim('[', ']') != "string") Differences.Add($"{place}: {field.Type} instead of an enumeration");
        else if (field.Values is null) Differences.Add($"{place}: an enumeration, but its values are not said");
        else Differences.AddRange(values.Except(field.Values).Select(value => $"{place}: the value {value} is missing"));
    }

    /// <summary>Bytes travel as text.</summary>
    private static string Plain(string type) => type.Replace("byte", "string", StringComparison.Ordinal);
}
