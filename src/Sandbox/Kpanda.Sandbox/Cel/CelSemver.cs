using System.Globalization;

namespace Kpanda.Sandbox.Cel;

/// <summary>A version as semver.org writes it: <c>1.2.3-beta.1+build</c>. What comes after the plus is not compared.</summary>
internal sealed record CelSemver(ulong Major, ulong Minor, ulong Patch, string Suffix) : IComparable<CelSemver>
{
    /// <summary>Null where the text is none. With <paramref name="normalise"/> a <c>v</c> before it, leading zeros and missing parts do no harm.</summary>
    public static CelSemver? Parse(string text, bool normalise)
    {
        if (normalise) text = text.StartsWith('v') ? text[1..] : text;
        var plus = text.IndexOf('+', StringComparison.Ordinal);
        if (plus >= 0 && !text[(plus + 1)..].Split('.').All(IsIdentifier)) return null;
        var rest = plus < 0 ? text : text[..plus];
        var dash = rest.IndexOf('-', StringComparison.Ordinal);
        var suffix = dash < 0 ? "" : rest[(dash + 1)..];
        if (dash >= 0 && !suffix.Split('.').All(part => IsIdentifier(part) && !(part.Length > 1 && part[0] == '0' && part.All(char.IsAsciiDigit)))) return null;
        var numbers = (dash < 0 ? rest : rest[..dash]).Split('.').ToList();
        if (normalise && dash < 0 && plus < 0)
        {
            while (numbers.Count < 3) numbers.Add("0");
        }

        if (normalise) numbers = [.. numbers.Select(number => number.TrimStart('0') is { Length: > 0 } shorter ? shorter : number.Length > 0 ? "0" : "")];
        if (numbers.Count != 3 || numbers.Any(number => number.Length == 0 || (number.Length > 1 && number[0] == '0'))) return null;
        var read = new ulong[3];
        for (var i = 0; i < 3; i++)
        {
            if (!ulong.TryParse(numbers[i], NumberStyles.None, CultureInfo.InvariantCulture, out read[i])) return null;
        }

        return new(read[0], read[1], read[2], suffix);
    }

    public int CompareTo(CelSemver? other)
    {
        if (other is null) return 1;
        var order = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        if (order != 0 || Suffix == other.Suffix) return Math.Sign(order);
        if (Suffix.Length == 0) return 1;
        if (other.Suffix.Length == 0) return -1;
        var (mine, theirs) = (Suffix.Split('.'), other.Suffix.Split('.'));
        for (var i = 0; i < Math.Min(mine.Length, theirs.Length); i++)
        {
            var (a, b) = (mine[i].All(char.IsAsciiDigit), theirs[i].All(char.IsAsciiDigit));
            order = a && b ? mine[i].Length != theirs[i].Length ? mine[i].Length.CompareTo(theirs[i].Length) : string.CompareOrdinal(mine[i], theirs[i])
                : a ? -1 : b ? 1 : string.CompareOrdinal(mine[i], theirs[i]);
            if (order != 0) return Math.Sign(order);
        }

        return mine.Length.CompareTo(theirs.Length);
    }

    private static bool IsIdentifier(string part) => part.Length > 0 && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');
}
