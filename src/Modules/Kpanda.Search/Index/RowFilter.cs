using System.Text;
using Kpanda.Identity.Access;
using Kpanda.KubeModel;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Search.Index;

/// <summary>
/// A query made ready for one table. Every column is dictionary-encoded, so a condition is asked once for each distinct value of a scan and remembered by
/// number. A filter that outlives the table's lock must not remember (numbers are given out again).
/// </summary>
internal sealed class RowFilter
{
    private const sbyte Unknown = 0;
    private const sbyte Yes = 1;
    private const sbyte No = -1;
    private static readonly GroupResource Namespaces = new("", "namespaces");

    private readonly KindTable _table;
    private readonly AccessScope _scope;
    private readonly HashSet<string>? _clusters;
    private readonly HashSet<string>? _namespaces;
    private readonly HashSet<string>? _states;
    private readonly HashSet<StatusSeverity>? _severities;
    private readonly string? _name;
    private readonly string? _nameContains;
    private readonly string? _contains;
    private readonly string? _prefix;
    private readonly string? _fuzzy;
    private readonly TimeRange? _created;
    private readonly TimeRange? _changed;
    private readonly LabelSelector? _labels;
    private readonly FieldTest[] _fields;
    private readonly sbyte[]? _labelVerdicts;
    private readonly sbyte[]? _statusVerdicts;

    public RowFilter(KindTable table, ResourceQuery query, AccessScope scope, bool remember)
    {
        _table = table;
        _scope = scope;
        OpenByName = table.Columns.Resource == Namespaces && scope.Namespaces.Count > 0;
        _clusters = SetOf(query.Clusters);
        _namespaces = SetOf(query.Namespaces);
        _states = SetOf(query.States);
        _severities = query.Severities.Count == 0 ? null : [.. query.Severities];
        _name = query.Name;
        _nameContains = string.IsNullOrEmpty(query.NameContains) ? null : query.NameContains;
        NamePart = _nameContains is null ? [] : Encoding.UTF8.GetBytes(_nameContains.ToLowerInvariant());
        _contains = string.IsNullOrEmpty(query.Contains) ? null : query.Contains;
        _prefix = string.IsNullOrEmpty(query.NamePrefix) ? null : query.NamePrefix;
        _fuzzy = string.IsNullOrEmpty(query.NameFuzzy) ? null : query.NameFuzzy;
        (_created, _changed) = (query.Created, query.Changed);
        _labels = query.Labels is { IsEverything: true } ? null : query.Labels;
        _fields = [.. query.Fields.Select(field => new FieldTest(field.Path == FieldCondition.NamePath ? FieldTest.TheName : table.Columns.FieldNumber(field.Path), field))];
        HasOwner = query.OwnerUid is not null;
        if (!remember) return;
        if (_labels is not null) _labelVerdicts = new sbyte[table.LabelSets.Bound];
        if (AsksStatus) _statusVerdicts = new sbyte[table.Statuses.Bound];
        foreach (var field in _fields)
            if (field.Number != FieldTest.TheName) field.Verdicts = new sbyte[table.FieldBound(field.Number)];
    }

    /// <summary>Owners of which a row must have one; looked at only where the query names an owner.</summary>
    public HashSet<Guid>? Owners { get; set; }

    public bool HasOwner { get; }

    /// <summary>Whether places, and the phases of rows, say everything: then counts are known without looking at rows.</summary>
    public bool PhasesOnly => !OpenByName && !HasOwner && _name is null && _nameContains is null && _contains is null && _labels is null && _fields.Length == 0 && !AsksMore;

    /// <summary>Whether rows are open by their names: who may see single namespaces of a cluster may see these Namespace objects of it.</summary>
    public bool OpenByName { get; }

    private bool AsksMore => _prefix is not null || _fuzzy is not null || _created is not null || _changed is not null;

    /// <summary>The part of the name to look for, lower case, UTF-8; empty for none.</summary>
    public byte[] NamePart { get; }

    /// <summary>For each phase of the table, whether rows in it match as far as their status goes.</summary>
    public bool[] IncludedPhases() => [.. _table.Phases.Select(phase => !AsksStatus || Matches(phase.State, phase.Severity))];

    private bool AsksStatus => _states is not null || _severities is not null;

    public bool IncludesPlace(Place place) =>
        (_clusters is null || _clusters.Contains(place.Cluster))
        && (_namespaces is null || _namespaces.Contains(place.Namespace))
        && (OpenByName ? _scope.Touches(place.Cluster) : _scope.Allows(place.Cluster, place.Namespace));

    public bool IncludesRow(int id, in IndexRow row)
    {
        if (_name is not null && row.Name != _name) return false;
        if (OpenByName && !_scope.Allows(_table.PlaceAt(row.Place).Cluster, row.Name!)) return false;
        if (AsksStatus && !HasStatus(row.Status)) return false;
        if (HasOwner && !HasOneOf(Owners, row)) return false;
        if (_labels is not null && !HasLabels(row.Labels)) return false;
        if (_prefix is not null && !row.Name!.StartsWith(_prefix, StringComparison.Ordinal)) return false;
        if (_created is not null && !_created.Holds(row.Created)) return false;
        if (_changed is not null && !_changed.Holds(row.Changed)) return false;
        foreach (var field in _fields)
            if (!(field.Number == FieldTest.TheName ? field.Holds(row.Name!) : HasField(id, field))) return false;
        if (_fuzzy is not null && !HasLetters(row.Name!, _fuzzy)) return false;
        if (_nameContains is not null && !row.Name!.Contains(_nameContains, StringComparison.OrdinalIgnoreCase)) return false;
        return _contains is null || ContainsText(id, row.Name!);
    }

    public bool Includes(int id, in IndexRow row) => IncludesPlace(_table.PlaceAt(row.Place)) && IncludesRow(id, row);

    private static HashSet<string>? SetOf(IReadOnlyList<string> values) => values.Count == 0 ? null : new(values, StringComparer.Ordinal);

    private static bool HasOneOf(HashSet<Guid>? owners, in IndexRow row)
    {
        if (owners is null || row.Owner == Guid.Empty) return false;
        if (owners.Contains(row.Owner)) return true;
        if (row.MoreOwners is null) return false;
        foreach (var owner in row.MoreOwners)
            if (owners.Contains(owner)) return true;
        return false;
    }

    private bool HasStatus(int status)
    {
        if (_statusVerdicts is null) return Matches(_table.Statuses[status]);
        ref var verdict = ref _statusVerdicts[status];
        if (verdict == Unknown) verdict = Matches(_table.Statuses[status]) ? Yes : No;
        return verdict == Yes;
    }

    private bool Matches(KindStatus status) => Matches(status.State, status.Severity);

    private bool Matches(string state, StatusSeverity severity) => (_states is null || _states.Contains(state)) && (_severities is null || _severities.Contains(severity));

    /// <summary>Whether the labels with this number are those that the query asks for.</summary>
    public bool HasLabels(int labels)
    {
        if (_labelVerdicts is null) return _labels!.Matches(_table.LabelSets[labels]);
        ref var verdict = ref _labelVerdicts[labels];
        if (verdict == Unknown) verdict = _labels!.Matches(_table.LabelSets[labels]) ? Yes : No;
        return verdict == Yes;
    }

    private bool HasField(int id, FieldTest field)
    {
        if (field.Verdicts is null) return field.Holds(_table.FieldValue(id, field.Number));
        ref var verdict = ref field.Verdicts[_table.FieldValueNumber(id, field.Number)];
        if (verdict == Unknown) verdict = field.Holds(_table.FieldValue(id, field.Number)) ? Yes : No;
        return verdict == Yes;
    }

    private static bool HasLetters(string name, string letters)
    {
        var next = 0;
        foreach (var letter in name)
            if (char.ToLowerInvariant(letter) == char.ToLowerInvariant(letters[next]) && ++next == letters.Length) return true;
        return false;
    }

    private bool ContainsText(int id, string name)
    {
        if (name.Contains(_contains!, StringComparison.OrdinalIgnoreCase)) return true;
        foreach (var field in _table.Columns.SearchedFields)
            if (_table.FieldValue(id, field).Contains(_contains!, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    private sealed class FieldTest(int number, FieldCondition condition)
    {
        public const int TheName = -1;

        public int Number => number;

        /// <summary>What is known of each distinct value; null for a filter that does not remember.</summary>
        public sbyte[]? Verdicts { get; set; }

        public bool Holds(string value) => HasOne(value) != condition.Negated;

        private bool HasOne(string value)
        {
            foreach (var wanted in condition.Values)
            {
                if (value == wanted || (condition.Partial && value.Contains(wanted, StringComparison.OrdinalIgnoreCase))) return true;
                if (wanted.Length > 0 && value.Contains(FieldPath.Separator) && value.Split(FieldPath.Separator).Contains(wanted, StringComparer.Ordinal)) return true;
            }

            return false;
        }
    }
}
