using System.Collections.Frozen;
using Kpanda.KubeModel;

namespace Kpanda.Sandbox.Cel;

/// <summary>All functions: those of the language, of its extensions for strings, lists and sets, and Kubernetes' own.</summary>
internal static class CelFunctions
{
    private static readonly string[] Namespaces = ["optional", "sets", "ip", "strings", "lists", "format"];
    private static readonly string[] NotOffered = ["math", "base64", "cel"];

    private static readonly FrozenDictionary<(string, int, bool), CelFunction> Table =
        Core().Concat(CelTextFunctions.All).Concat(CelListFunctions.All).Concat(CelTimeFunctions.All).Concat(CelKubernetesFunctions.All)
            .ToFrozenDictionary(f => (f.Name, f.Arguments, f.Member));

    /// <summary>The function of that name; members count the value that they belong to as an argument.</summary>
    public static CelFunction? Find(string name, int arguments, bool member) => Table.GetValueOrDefault((name, arguments, member));

    /// <summary>Whether a name only comes before the name of a function; with <paramref name="offered"/> only of one that Kubernetes offers.</summary>
    public static bool IsNamespace(string name, bool offered) => Namespaces.Contains(name) || (!offered && NotOffered.Contains(name));

    /// <summary>A function of one value of a type.</summary>
    public static CelFunction Of<T>(string name, bool member, Func<T, object?> apply) => new(name, 1, member, a => a[0] is T value ? apply(value) : CelError.NoOverload);

    /// <summary>A function of two values.</summary>
    public static CelFunction Of<T, TOther>(string name, bool member, Func<T, TOther, object?> apply) =>
        new(name, 2, member, a => a[0] is T value && a[1] is TOther other ? apply(value, other) : CelError.NoOverload);

    private static IEnumerable<CelFunction> Core()
    {
        foreach (var member in (bool[])[false, true])
        {
            yield return new("size", 1, member, a => Size(a[0]));
            yield return Of<string, string>("matches", member, CelTextFunctions.Matches);
        }

        yield return new("int", 1, false, a => CelConversions.Int(a[0]));
        yield return new("uint", 1, false, a => CelConversions.UInt(a[0]));
        yield return new("double", 1, false, a => CelConversions.Double(a[0]));
        yield return new("bool", 1, false, a => CelConversions.Bool(a[0]));
        yield return new("string", 1, false, a => a[0] is Quantity quantity ? quantity.ToString() : CelConversions.String(a[0]));
        yield return new("bytes", 1, false, a => CelConversions.Bytes(a[0]));
        yield return new("dyn", 1, false, a => a[0]);
        yield return new("type", 1, false, a => CelTypes.Of(a[0]));
        yield return new("timestamp", 1, false, a => CelConversions.Time(a[0]) is { } time ? time : new CelError($"invalid timestamp '{CelValues.Show(a[0])}'"));
        yield return new("duration", 1, false, a => CelConversions.Duration(a[0]) is { } time ? time : new CelError($"time: invalid duration \"{CelValues.Show(a[0])}\""));

        yield return new("optional.of", 1, false, a => CelOptional.Of(a[0]));
        yield return new("optional.ofNonZeroValue", 1, false, a => IsZero(a[0]) ? CelOptional.None : CelOptional.Of(a[0]));
        yield return new("optional.none", 0, false, _ => CelOptional.None);
        yield return Of<CelOptional>("hasValue", true, o => o.HasValue);
        yield return Of<CelOptional>("value", true, o => o.HasValue ? o.Value : new CelError("optional.none() dereference"));
        yield return new("orValue", 2, true, a => a[0] is CelOptional o ? o.HasValue ? o.Value : a[1] : CelError.NoOverload);
        yield return new("or", 2, true, a => a[0] is CelOptional o ? o.HasValue ? o : a[1] : CelError.NoOverload);

        yield return new("math.abs", 1, false, a => a[0] switch { long.MinValue => new CelError("integer overflow"), long n => Math.Abs(n), ulong => a[0], double n => Math.Abs(n), _ => CelError.NoOverload });
        yield return Of<double>("math.ceil", false, n => Math.Ceiling(n));
        yield return Of<double>("math.floor", false, n => Math.Floor(n));
        yield return Of<double>("math.round", false, n => Math.Round(n, MidpointRounding.AwayFromZero));
        yield return Of<double>("math.trunc", false, n => Math.Truncate(n));
        for (var count = 1; count <= 6; count++)
        {
            yield return new("math.greatest", count, false, a => CelListFunctions.Extreme(Arguments(a), 1));
            yield return new("math.least", count, false, a => CelListFunctions.Extreme(Arguments(a), -1));
        }
    }

    private static IReadOnlyList<object?> Arguments(object?[] arguments) => arguments is [var only] && CelValues.IsList(only) ? CelValues.Items(only) : arguments;

    private static object Size(object? value) => value switch
    {
        // Characters as people count them, not as UTF-16 does.
        string text => (long)text.EnumerateRunes().Count(),
        byte[] bytes => (long)bytes.Length,
        _ when CelValues.IsList(value) || CelValues.IsMap(value) => (long)CelValues.Count(value),
        _ => CelError.NoOverload,
    };

    private static bool IsZero(object? value) => value switch
    {
        null or false or 0L or 0UL or 0.0 or "" => true,
        _ when CelValues.IsList(value) || CelValues.IsMap(value) => CelValues.Count(value) == 0,
        _ => false,
    };
}
