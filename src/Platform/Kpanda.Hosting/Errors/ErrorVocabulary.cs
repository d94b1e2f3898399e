using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Kpanda.Hosting.Requests;

namespace Kpanda.Hosting.Errors;

/// <summary>All modules' messages together. Safe for concurrent use.</summary>
public sealed partial class ErrorVocabulary
{
    private readonly FrozenDictionary<string, string> _english;
    private readonly FrozenDictionary<string, string> _chinese;

    /// <summary>Merges the lists. Two modules that give the same reason different words are a bug.</summary>
    public ErrorVocabulary(IEnumerable<IErrorWords> lists)
    {
        var all = lists.ToList();
        _english = Merge(all.Select(words => words.English));
        _chinese = Merge(all.Select(words => words.Chinese));
    }

    /// <summary>The message of <paramref name="error"/>. A reason without words is shown as it is rather than hidden.</summary>
    public string Render(Error error, Language language)
    {
        if (error.ForeignWords is { Length: > 0 } foreign) return foreign;
        var words = language == Language.Chinese ? _chinese : _english;
        return words.TryGetValue(error.Reason, out var message)
            ? Placeholder.Replace(message, match => Value(words, error.Parameters, match.Groups["name"].Value) ?? match.Value)
            : error.Reason;
    }

    // A value may have words of its own (Error.WithWords); those of a value inside it are taken as they are.
    private static string? Value(FrozenDictionary<string, string> words, IReadOnlyDictionary<string, string> parameters, string name) =>
        parameters.TryGetValue($"{name}{Error.InnerReason}", out var reason) && words.TryGetValue(reason, out var inner)
            ? Placeholder.Replace(inner, match => parameters.GetValueOrDefault(match.Groups["name"].Value, match.Value))
            : parameters.GetValueOrDefault(name);

    private static FrozenDictionary<string, string> Merge(IEnumerable<IReadOnlyDictionary<string, string>> lists)
    {
        var merged = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (reason, message) in lists.SelectMany(list => list))
        {
            if (!merged.TryAdd(reason, message) && merged[reason] != message)
                throw new InvalidOperationException($"Two modules word the reason {reason} differently.");
        }

        return merged.ToFrozenDictionary(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder { get; }
}
