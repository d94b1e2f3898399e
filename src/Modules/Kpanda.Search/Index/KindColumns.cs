using System.Text.Json;
using Kpanda.KubeModel;
using Kpanda.Search.Kinds;

namespace Kpanda.Search.Index;

/// <summary>What the index keeps of the objects of one collection: the descriptor's fields and status, or nothing special for kinds without one.</summary>
internal sealed class KindColumns
{
    private readonly FieldPath[] _paths;

    public KindColumns(GroupResource resource, KindDescriptor? descriptor)
    {
        Resource = resource;
        Descriptor = descriptor;
        FieldNames = descriptor is null ? [] : [.. descriptor.IndexedFields];
        _paths = [.. FieldNames.Select(FieldPath.Parse)];
        SearchedFields = descriptor is null ? [] : [.. descriptor.SearchedFields.Select(FieldNumber)];
    }

    public GroupResource Resource { get; }

    public KindDescriptor? Descriptor { get; }

    public string[] FieldNames { get; }

    /// <summary>Numbers of the fields that a text search looks into.</summary>
    public int[] SearchedFields { get; }

    public bool IsSecret => Resource is { Group: "", Resource: "secrets" };

    /// <summary>The number of a field. An unknown one is a bug of the caller: paths from people are checked against <see cref="FieldNames"/> first.</summary>
    public int FieldNumber(string path)
    {
        var number = Array.IndexOf(FieldNames, path);
        return number >= 0 ? number : throw new ArgumentException($"{Resource} has no indexed field '{path}'.", nameof(path));
    }

    public string[] ReadFields(JsonElement obj)
    {
        if (_paths.Length == 0) return [];
        var values = new string[_paths.Length];
        for (var i = 0; i < values.Length; i++) values[i] = _paths[i].Read(obj);
        return values;
    }

    /// <summary>What the status rule says; nothing where the object is not of the form that the rule expects (a custom resource may have any).</summary>
    public KindStatus ReadStatus(JsonElement obj, DateTimeOffset now)
    {
        if (Descriptor is null) return ConditionRule.Of(obj);
        try
        {
            return Descriptor.Status(obj, now);
        }
        catch (Exception failure) when (failure is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return KindStatus.None;
        }
    }
}
