using System.Globalization;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.KubeModel;
using Kpanda.Search.Kinds;
using Kpanda.Search.Query;

namespace Kpanda.Search.Ask;

/// <summary>
/// The language of the search page: words that the name has, and terms <c>key:value</c> that all must hold (docs/design/search.md). A key given twice means either value
/// for <c>kind</c>, <c>cluster</c>, <c>namespace</c>, <c>status</c> and <c>severity</c>.
/// </summary>
internal static class SearchText
{
    public const int MostText = 1000;

    public static readonly IReadOnlyList<string> Keys =
        ["kind", "cluster", "namespace", "name", "label", "status", "severity", "owner", "image", "node", "ip", "created", "changed", "field"];

    /// <returns>The question, or the error that names what cannot be understood.</returns>
    public static Result<SearchQuestion> Parse(string text, SearchedKinds kinds, DateTimeOffset now)
    {
        if (text.Length > MostText) return Wrong("", text[..40]);
        var (asked, query) = (new List<SearchedKind>(), new ResourceQuery(default));
        var (clusters, namespaces, states) = (new List<string>(), new List<string>(), new List<string>());
        var (severities, fields, scanned, labels) = (new List<StatusSeverity>(), new List<FieldCondition>(), new List<FieldCondition>(), new List<string>());
        var common = new List<(string, string)>();
        (IReadOnlyList<SearchedKind>, string)? owner = null;
        var words = new List<string>();
        foreach (var (key, value) in SearchTerm.Split(text))
        {
            switch (key)
            {
                case "":
                    words.Add(value);
                    break;
                case "kind":
                    if (kinds.Called(value) is not { Count: > 0 } called) return Wrong(key, value);
                    asked.AddRange(called);
                    break;
                case "cluster":
                    clusters.Add(value);
                    break;
                case "namespace" or "ns":
                    namespaces.Add(value);
                    break;
                case "name" when value.StartsWith('~'):
                    query = query with { NameFuzzy = value[1..] };
                    break;
                case "name" when value.EndsWith('*'):
                    query = query with { NamePrefix = value[..^1] };
                    break;
                case "name":
                    query = query with { Name = value };
                    break;
                case "label":
                    labels.Add(value);
                    break;
                case "status":
                    states.Add(value);
                    break;
                case "severity":
                    if (!Enum.TryParse<StatusSeverity>(value, ignoreCase: true, out var severity) || !Enum.IsDefined(severity)) return Wrong(key, value);
                    severities.Add(severity);
                    break;
                case "owner":
                    if (value.Split('/', 2) is not [var ownerKind, { Length: > 0 } name] || kinds.Called(ownerKind) is not { Count: > 0 } its) return Wrong(key, value);
                    owner = (its, name);
                    break;
                case "image" or "node" or "ip" when value.Length > 0:
                    common.Add((key, value));
                    break;
                case "created":
                    if (Range(value, now) is not { } created) return Wrong(key, value);
                    query = query with { Created = created };
                    break;
                case "changed":
                    if (Range(value, now) is not { } changed) return Wrong(key, value);
                    query = query with { Changed = changed };
                    break;
                case "field":
                    if (Field(value) is not { } field) return Wrong(key, value);
                    scanned.Add(field);
                    break;
                default:
                    return Wrong(key, value);
            }
        }

        if (!LabelSelector.TryParse(string.Join(',', labels), out var selector, out var error))
            return Error.Invalid("q", SearchReasons.SelectorInvalid, ("parameter", "label"), ("detail", error));
        query = query with { Clusters = clusters, Namespaces = namespaces, States = states, Severities = severities, Fields = fields, Labels = selector };
        return new SearchQuestion(asked.Count > 0 ? asked : [.. kinds.All.Where(kind => kind.Kind != "Event")], query) { Words = words, Common = common, Owner = owner, Scanned = scanned };
    }

    // Path and value; with "!=" the field has another one.
    private static FieldCondition? Field(string term)
    {
        var at = term.IndexOf('=', StringComparison.Ordinal);
        var negated = at > 0 && term[at - 1] == '!';
        var path = at > 0 ? term[..(negated ? at - 1 : at)] : "";
        return path.Length == 0 || path.Split('.').Any(step => step.Length == 0) ? null : new FieldCondition(path, [term[(at + 1)..]]) { Negated = negated };
    }

    /// <summary><c>&lt;2h</c>: less than two hours ago; <c>&gt;7d</c>: longer ago; <c>2026-01-31..2026-03-01</c>: between, either may be missing.</summary>
    private static TimeRange? Range(string text, DateTimeOffset now)
    {
        if (text.StartsWith('<')) return Span(text[1..]) is { } young ? new(now - young, null) : null;
        if (text.StartsWith('>')) return Span(text[1..]) is { } old ? new(null, now - old) : null;
        if (text.Split("..") is not [var from, var before] || (from.Length == 0 && before.Length == 0)) return null;
        var (first, last) = (Time(from), Time(before));
        return (from.Length > 0 && first is null) || (before.Length > 0 && last is null) ? null : new(first, last);
    }

    private static TimeSpan? Span(string text) => text.Length < 2 || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? null : text[^1] switch
    {
        's' => TimeSpan.FromSeconds(number),
        'm' => TimeSpan.FromMinutes(number),
        'h' => TimeSpan.FromHours(number),
        'd' when number <= 100_000 => TimeSpan.FromDays(number),
        _ => null,
    };

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static Error Wrong(string key, string value) =>
        Error.Invalid("q", SearchReasons.TermUnknown, ("term", key.Length == 0 ? value : $"{key}:{value}"), ("keys", string.Join(", ", Keys)));
}
