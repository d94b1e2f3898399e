using System.Text.Json;

namespace Kpanda.Permissions.Rbac;

/// <summary>
/// One instance for each list of rules that some role has: most roles of a cluster are those of every other. What no role has any more is forgotten. Used by one reader.
/// </summary>
internal sealed class RuleSetPool
{
    private const int FirstSweep = 1_000;

    private readonly Dictionary<string, WeakReference<RuleSet>> _known = new(StringComparer.Ordinal);
    private int _sweepAt = FirstSweep;

    /// <summary>The rules of a Role or ClusterRole, as its <c>rules</c> has them. What is no rule is left out.</summary>
    public RuleSet Of(JsonElement role)
    {
        if (!role.TryGetProperty("rules", out var rules) || rules.ValueKind != JsonValueKind.Array || rules.GetArrayLength() == 0) return RuleSet.None;
        var text = rules.GetRawText();
        if (_known.TryGetValue(text, out var reference) && reference.TryGetTarget(out var known)) return known;
        var made = new RuleSet([.. rules.EnumerateArray().Where(static rule => rule.ValueKind == JsonValueKind.Object).Select(Read)]);
        _known[text] = new(made);
        if (_known.Count >= _sweepAt) Sweep();
        return made;
    }

    private static PolicyRule Read(JsonElement rule) => new()
    {
        Verbs = Words(rule, "verbs"),
        ApiGroups = Words(rule, "apiGroups"),
        Resources = Words(rule, "resources"),
        ResourceNames = Words(rule, "resourceNames"),
        NonResourceUrls = Words(rule, "nonResourceURLs"),
    };

    private static string[] Words(JsonElement rule, string field) =>
        rule.TryGetProperty(field, out var words) && words.ValueKind == JsonValueKind.Array
            ? [.. words.EnumerateArray().Where(static word => word.ValueKind == JsonValueKind.String).Select(static word => word.GetString()!)]
            : [];

    private void Sweep()
    {
        foreach (var (text, reference) in _known.ToArray())
            if (!reference.TryGetTarget(out _)) _known.Remove(text);
        _sweepAt = Math.Max(FirstSweep, _known.Count * 2);
    }
}
