using System.Globalization;
using Kpanda.KubeModel.Validation;

namespace Kpanda.Sandbox.Cel;

/// <summary>A form that a text must have, by its name: <c>format.dns1123Label()</c>.</summary>
internal sealed record CelFormat(string Name)
{
    private static readonly Dictionary<string, Func<string, IEnumerable<string>>> Rules = new(StringComparer.Ordinal)
    {
        ["dns1123Label"] = NameRules.DnsLabel,
        ["dns1123Subdomain"] = NameRules.DnsSubdomain,
        ["dns1035Label"] = NameRules.Dns1035Label,
        ["qualifiedName"] = NameRules.QualifiedName,
        ["dns1123LabelPrefix"] = text => NameRules.DnsLabel(Masked(text)),
        ["dns1123SubdomainPrefix"] = text => NameRules.DnsSubdomain(Masked(text)),
        ["dns1035LabelPrefix"] = text => NameRules.Dns1035Label(Masked(text)),
        ["labelValue"] = NameRules.LabelValue,
        ["uri"] = text => CelUrl.Parse(text) is null ? [$"parse \"{text}\": invalid URI for request"] : [],
        ["uuid"] = text => Guid.TryParseExact(text, "D", out _) || Guid.TryParseExact(text, "N", out _) ? [] : ["does not match the UUID format"],
        ["byte"] = text => text.Length % 4 == 0 && Convert.TryFromBase64String(text, new byte[(text.Length / 4 * 3) + 3], out _) ? [] : ["invalid base64"],
        ["date"] = text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? [] : ["invalid date"],
        ["datetime"] = text => CelConversions.Time(text) is null ? ["invalid datetime"] : [],
    };

    /// <summary>The names of all forms.</summary>
    public static IEnumerable<string> Names => Rules.Keys;

    /// <summary>The form of that name, or nothing.</summary>
    public static CelOptional Find(string name) => Rules.ContainsKey(name) ? CelOptional.Of(new CelFormat(name)) : CelOptional.None;

    /// <summary>What is wrong with a text; nothing where it has the form.</summary>
    public CelOptional Validate(string text)
    {
        object?[] problems = [.. Rules[Name](text)];
        return problems.Length == 0 ? CelOptional.None : CelOptional.Of(problems);
    }

    // A prefix may end in a dash, to which something is added.
    private static string Masked(string text) => text.Length > 1 && text.EndsWith('-') ? text[..^2] + "a" : text;
}
