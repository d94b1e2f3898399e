using System.Globalization;

namespace Kpanda.Benchmarks;

/// <summary>What the command line says after the name of a benchmark: flags, each with its value.</summary>
internal sealed class BenchArguments
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private BenchArguments()
    {
    }

    /// <returns>Null where they are not pairs of a flag and its value.</returns>
    public static BenchArguments? Parse(ReadOnlySpan<string> arguments)
    {
        if (arguments.Length % 2 != 0) return null;
        var parsed = new BenchArguments();
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal)) return null;
            parsed._values[arguments[i][2..]] = arguments[i + 1];
        }

        return parsed;
    }

    /// <summary>A number, or <paramref name="usual"/> where the command line does not say one.</summary>
    public int Number(string name, int usual) => _values.TryGetValue(name, out var value) ? int.Parse(value, CultureInfo.InvariantCulture) : usual;

    /// <summary>A text; empty where the command line does not say one.</summary>
    public string Text(string name) => _values.GetValueOrDefault(name, "");
}
