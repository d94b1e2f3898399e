using System.Globalization;

namespace Kpanda.Benchmarks.Index;

/// <summary>A place in a text of the mix: <c>app</c>, <c>hex:64</c> (so many digits), or <c>pick:a*3|b</c> (one of them, the first three times as often).</summary>
internal sealed record MixedPlace(string Name, int Digits, IReadOnlyList<string> Choices, ulong Salt)
{
    public static MixedPlace Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return new(text, 0, [], 0);
        var (name, what) = (text[..colon], text[(colon + 1)..]);
        var salt = MixedValues.Mix((ulong)text.Sum(letter => letter) * 31);
        return name == "pick" ? new(name, 0, [.. what.Split('|').SelectMany(Repeated)], salt) : new(name, int.Parse(what, CultureInfo.InvariantCulture), [], salt);
    }

    private static IEnumerable<string> Repeated(string choice) =>
        choice.LastIndexOf('*') is var star and > 0 && int.TryParse(choice[(star + 1)..], out var times) ? Enumerable.Repeat(choice[..star], times) : [choice];
}
