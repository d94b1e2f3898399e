using System.Text.RegularExpressions;

namespace Kpanda.KubeModel.Validation;

/// <summary>
/// Which names, labels and annotations Kubernetes accepts. Each rule answers the problems it found, in the words of Kubernetes;
/// none means that the value is good.
/// </summary>
public static partial class NameRules
{
    private const string LabelForm = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";
    private const string SubdomainForm = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
    private const string Label1035Form = "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character";
    private const string QualifiedForm = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
    private const string ValueForm = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

    private const string LabelPattern = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string SubdomainPattern = LabelPattern + @"(\." + LabelPattern + ")*";
    private const string Label1035Pattern = "[a-z]([-a-z0-9]*[a-z0-9])?";
    private const string QualifiedPattern = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private const string ValuePattern = "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?";

    /// <summary>A DNS label: names of namespaces, containers, ports.</summary>
    public static IReadOnlyList<string> DnsLabel(string value) =>
        Check(value, 63, Label(), LabelForm, LabelPattern, "my-name", "123-abc");

    /// <summary>A DNS subdomain: names of most objects.</summary>
    public static IReadOnlyList<string> DnsSubdomain(string value) =>
        Check(value, 253, Subdomain(), SubdomainForm, SubdomainPattern, "example.com");

    /// <summary>An older DNS label, which starts with a letter: names of services before 1.34.</summary>
    public static IReadOnlyList<string> Dns1035Label(string value) =>
        Check(value, 63, Label1035(), Label1035Form, Label1035Pattern, "my-name", "abc-123");

    /// <summary>A name that is one segment of a path: names of RBAC objects.</summary>
    public static IReadOnlyList<string> PathSegment(string value)
    {
        if (value is "." or "..") return [$"may not be '{value}'"];
        List<string> problems = [];
        if (value.Contains('/', StringComparison.Ordinal)) problems.Add("may not contain '/'");
        if (value.Contains('%', StringComparison.Ordinal)) problems.Add("may not contain '%'");
        return problems;
    }

    /// <summary>A label or annotation key: an optional DNS prefix and a name.</summary>
    public static IReadOnlyList<string> QualifiedName(string value)
    {
        List<string> problems = [];
        var parts = value.Split('/');
        var name = parts[^1];
        if (parts.Length > 2)
        {
            return [$"a qualified name {Form(QualifiedForm, QualifiedPattern, "MyName", "my.name", "123-abc")} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"];
        }

        if (parts.Length == 2)
        {
            if (parts[0].Length == 0) problems.Add("prefix part must be non-empty");
            else problems.AddRange(DnsSubdomain(parts[0]).Select(p => "prefix part " + p));
        }

        if (name.Length == 0) problems.Add("name part must be non-empty");
        else if (name.Length > 63) problems.Add("name part must be no more than 63 bytes");
        if (!Qualified().IsMatch(name)) problems.Add("name part " + Form(QualifiedForm, QualifiedPattern, "MyName", "my.name", "123-abc"));
        return problems;
    }

    /// <summary>The name of a port: of a container, or one that a service or an ingress refers to.</summary>
    public static IReadOnlyList<string> PortName(string value)
    {
        List<string> problems = [];
        if (value.Length > 15) problems.Add("must be no more than 15 characters");
        if (value.Length == 0 || !value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')) problems.Add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
        if (!value.Any(char.IsAsciiLetterLower)) problems.Add("must contain at least one letter (a-z)");
        if (value.Contains("--", StringComparison.Ordinal)) problems.Add("must not contain consecutive hyphens");
        if (value.StartsWith('-') || value.EndsWith('-')) problems.Add("must not begin or end with a hyphen");
        return problems;
    }

    /// <summary>The name of an environment variable, from 1.34 on.</summary>
    public static IReadOnlyList<string> VariableName(string value) =>
        value.All(c => c is >= ' ' and <= '~' and not '=') ? [] : ["a valid environment variable name must consist only of printable ASCII characters other than '='"];

    /// <summary>A key in a ConfigMap or a Secret.</summary>
    public static IReadOnlyList<string> ConfigKey(string value)
    {
        List<string> problems = [];
        if (value.Length > 253) problems.Add("must be no more than 253 characters");
        if (value.Length == 0 || !value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            problems.Add(Form("a valid config key must consist of alphanumeric characters, '-', '_' or '.'", "[-._a-zA-Z0-9]+", "key.name", "KEY_NAME", "key-name"));
        if (value == ".") problems.Add("must not be '.'");
        else if (value == "..") problems.Add("must not be '..'");
        else if (value.StartsWith("..", StringComparison.Ordinal)) problems.Add("must not start with '..'");
        return problems;
    }

    /// <summary>A percentage of whole numbers.</summary>
    public static IReadOnlyList<string> Percent(string value) =>
        value.Length > 1 && value[^1] == '%' && value[..^1].All(char.IsAsciiDigit)
            ? [] : [Form("a valid percent string must be a numeric string followed by an ending '%'", "[0-9]+%", "1%", "93%")];

    /// <summary>A DNS subdomain after <c>*.</c></summary>
    public static IReadOnlyList<string> WildcardSubdomain(string value) =>
        value.StartsWith("*.", StringComparison.Ordinal) && Subdomain().IsMatch(value[2..])
            ? [] : [Form("a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character",
                @"\*\." + SubdomainPattern, "*.example.com")];

    /// <summary>The value of a label.</summary>
    public static IReadOnlyList<string> LabelValue(string value) =>
        Check(value, 63, Value(), ValueForm, ValuePattern, "MyValue", "my_value", "12345");

    private static List<string> Check(string value, int longest, Regex regex, string form, string pattern, params ReadOnlySpan<string> examples)
    {
        List<string> problems = [];

        // Kubernetes counts names in characters and labels in bytes.
        if (value.Length > longest) problems.Add($"must be no more than {longest} {(ReferenceEquals(form, ValueForm) ? "bytes" : "characters")}");
        if (!regex.IsMatch(value)) problems.Add(Form(form, pattern, examples));
        return problems;
    }

    // Kubernetes joins its examples with a comma and two spaces.
    private static string Form(string form, string pattern, params ReadOnlySpan<string> examples)
    {
        var quoted = new List<string>();
        foreach (var example in examples) quoted.Add(quoted.Count == 0 ? $"'{example}'" : $"or '{example}'");
        return $"{form} (e.g. {string.Join(", ", quoted).Replace(", or", ",  or", StringComparison.Ordinal)}, regex used for validation is '{pattern}')";
    }

    [GeneratedRegex("^" + LabelPattern + @"\z")]
    private static partial Regex Label();

    [GeneratedRegex("^" + SubdomainPattern + @"\z")]
    private static partial Regex Subdomain();

    [GeneratedRegex("^" + Label1035Pattern + @"\z")]
    private static partial Regex Label1035();

    [GeneratedRegex("^" + QualifiedPattern + @"\z")]
    private static partial Regex Qualified();

    [GeneratedRegex("^" + ValuePattern + @"\z")]
    private static partial Regex Value();
}
