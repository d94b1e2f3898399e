using System.Text.RegularExpressions;
using Kpanda.Hosting.Errors;

namespace Kpanda.Identity.People;

/// <summary>
/// What people and groups may be called, wherever they come from. Names are lower case, so that no two differ in nothing else, and go to members as they are: what Kubernetes and the platform keep for
/// themselves (<c>system:masters</c>, <c>kpanda:platform-admins</c>) cannot be had.
/// </summary>
internal static partial class NameRules
{
    private static readonly string[] Reserved = ["system:", "kpanda:"];

    public static Error? Check(string? name, string field = "name")
    {
        if (string.IsNullOrEmpty(name)) return Error.Invalid(field, "signin.field.missing", ("field", field));
        if (Reserved.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))) return Error.Invalid(field, "user.name.reserved");
        return Allowed.IsMatch(name) ? null : Error.Invalid(field, "user.name.invalid");
    }

    /// <summary>Whether a text of free choice is too long or has characters that no line has.</summary>
    public static Error? CheckText(string? text, string field, int most = 250)
    {
        if (text is null || (text.Length <= most && !text.Any(char.IsControl))) return null;
        return Error.Invalid(field, "user.field.long", ("field", field), ("limit", $"{most}"));
    }

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9._@-]{0,61}[a-z0-9])?\z")]
    private static partial Regex Allowed { get; }
}
