using System.Text.Json;
using Kpanda.KubeModel;
using Kpanda.Search.Kinds;

namespace Kpanda.Search.Index;

/// <summary>What the index keeps of the objects of one collection: the descriptor's fields and status, or nothing special for kinds without one.</summary>
internal sealed class KindColumns
{
    // No path of a field looks like this.
    private const string AmountsField = "amounts()";

    private readonly FieldPath[] _paths;
    private readonly SortedValue[] _values;
    private readonly Func<JsonElement, Amounts>? _amountsOf;

    public KindColumns(GroupResource resource, KindDescriptor? descriptor)
    {
        Resource = resource;
        Descriptor = descriptor;
        string[] fields = descriptor is null ? [] : [.. descriptor.IndexedFields];
        _paths = [.. fields.Select(FieldPath.Parse)];
        _values = descriptor is null ? [] : [.. descriptor.SortedValues.Values];
        _amountsOf = descriptor?.AmountsOf;
        string[] named = descriptor is null ? fields : [.. fields, .. descriptor.SortedValues.Keys];
        FieldNames = _amountsOf is null ? named : [.. named, AmountsField];
        SearchedFields = descriptor is null ? [] : [.. descriptor.SearchedFields.Select(FieldNumber)];
    }

    public GroupResource Resource { get; }

    public KindDescriptor? Descriptor { get; }

    public string[] FieldNames { get; }

    /// <summary>The number of the column of <see cref="KindDescriptor.AmountsOf"/>; -1 where the kind has none.</summary>
    public int AmountsNumber => _amountsOf is null ? -1 : FieldNames.Length - 1;

    /// <summary>Numbers of the fields that a text search looks into.</summary>
    public int[] SearchedFields { get; }

    public bool IsSecret => Resource is { Group: "", Resource: "secrets" };

    /// <summary>Whether rows are kept with this field.</summary>
    public bool Has(string path) => Array.IndexOf(FieldNames, path) >= 0;

    /// <summary>The number of a field. An unknown one is a bug of the caller: paths from people are checked against <see cref="FieldNames"/> first.</summary>
    public int FieldNumber(string path)
    {
        var number = Array.IndexOf(FieldNames, path);
        return number >= 0 ? number : throw new ArgumentException($"{Resource} has no indexed field '{path}'.", nameof(path));
    }

    public string[] ReadFields(JsonElement obj)
    {
        if (FieldNames.Length == 0) return [];
        var values = new string[FieldNames.Length];
        for (var i = 0; i < _paths.Length; i++) values[i] = _paths[i].Read(obj);
        for (var i = 0; i < _values.Length; i++) values[_paths.Length + i] = SortKey(obj, _values[i]);
        if (_amountsOf is not null) values[^1] = Judge(obj, _amountsOf, default).ToColumn();
        return values;
    }

    /// <summary>What the status rule says; nothing where the object is not of the form that the rule expects (a custom resource may have any).</summary>
    public KindStatus ReadStatus(JsonElement obj, DateTimeOffset now) =>
        Descriptor is null ? ConditionRule.Of(obj) : Judge(obj, known => Descriptor.Status(known, now), KindStatus.None);

    /// <summary>What the kind says of when the object changed last, in Unix seconds; null where it says nothing.</summary>
    public long? ReadChanged(JsonElement obj) => Descriptor?.ChangedOf is { } changedOf ? Judge(obj, changedOf, null)?.ToUnixTimeSeconds() : null;

    /// <summary>What an object is sorted by; empty where it is not of the form that the value expects.</summary>
    public static string SortKey(JsonElement obj, SortedValue value) => Judge(obj, value.Key, "");

    private static T Judge<T>(JsonElement obj, Func<JsonElement, T> rule, T odd)
    {
        try
        {
            return rule(obj);
        }
        catch (Exception failure) when (failure is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return odd;
        }
    }
}
