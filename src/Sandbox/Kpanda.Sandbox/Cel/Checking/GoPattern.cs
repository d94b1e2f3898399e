using System.Text.RegularExpressions;

namespace Kpanda.Sandbox.Cel.Checking;

/// <summary>What is wrong with a regular expression, in the words of Go.</summary>
internal static class GoPattern
{
    /// <summary>Null where the pattern can be read.</summary>
    public static string? Problem(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return null;
        }
        catch (RegexParseException broken)
        {
            return "error parsing regexp: " + broken.Error switch
            {
                RegexParseError.UnterminatedBracket => $"missing closing ]: `{pattern[pattern.LastIndexOf('[')..]}`",
                RegexParseError.InsufficientClosingParentheses => $"missing closing ): `{pattern}`",
                RegexParseError.InsufficientOpeningParentheses => $"unexpected ): `{pattern}`",
                RegexParseError.UnescapedEndingBackslash => "trailing backslash at end of expression: ``",
                RegexParseError.QuantifierAfterNothing or RegexParseError.NestedQuantifiersNotParenthesized => $"missing argument to repetition operator: `{pattern[Math.Clamp(broken.Offset - 1, 0, pattern.Length - 1)]}`",
                _ => $"invalid or unsupported Perl syntax: `{pattern}`",
            };
        }
        catch (NotSupportedException)
        {
            // What looks around or back is nothing that Go knows.
            return $"error parsing regexp: invalid or unsupported Perl syntax: `{pattern}`";
        }
    }
}
