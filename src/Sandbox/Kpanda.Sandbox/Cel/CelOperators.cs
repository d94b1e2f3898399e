using System.Globalization;
using Kpanda.KubeModel;

namespace Kpanda.Sandbox.Cel;

/// <summary>What operators do with two values.</summary>
internal static class CelOperators
{
    public static object? Apply(string symbol, object? left, object? right) => symbol switch
    {
        "==" => AreEqual(left, right),
        "!=" => !AreEqual(left, right),
        "in" => Contains(right, left),
        "<" or "<=" or ">" or ">=" => Compare(left, right) is { } order ? Ordered(symbol, order) : CelError.NoOverload,
        _ => Compute(symbol, left, right),
    };

    public static bool AreEqual(object? left, object? right)
    {
        if (left is null || right is null) return left is null && right is null;
        if (IsNumber(left) && IsNumber(right)) return Compare(left, right) == 0;
        if (left is byte[] bytes) return right is byte[] others && bytes.AsSpan().SequenceEqual(others);
        if (left is CelOptional a && right is CelOptional b) return a.HasValue == b.HasValue && AreEqual(a.Value, b.Value);
        if (CelValues.IsList(left)) return CelValues.IsList(right) && SameItems(CelValues.Items(left), CelValues.Items(right));
        if (CelValues.IsMap(left))
        {
            if (!CelValues.IsMap(right)) return false;
            var pairs = CelValues.Pairs(left).ToList();
            return pairs.Count == CelValues.Pairs(right).Count() && pairs.All(p => CelValues.TryGet(right, p.Key, out var other) && AreEqual(p.Value, other));
        }

        return left.Equals(right) || (Times(left, right) is var (x, y) && x == y);
    }

    /// <summary>Which comes first; null where the two cannot be compared.</summary>
    public static int? Compare(object? left, object? right) => (left, right) switch
    {
        (long a, long b) => a.CompareTo(b),
        (ulong a, ulong b) => a.CompareTo(b),
        (long a, ulong b) => a < 0 ? -1 : ((ulong)a).CompareTo(b),
        (ulong a, long b) => b < 0 ? 1 : a.CompareTo((ulong)b),
        _ when IsNumber(left) && IsNumber(right) => Real(left).CompareTo(Real(right)),
        (string a, string b) => string.CompareOrdinal(a, b),
        (bool a, bool b) => a.CompareTo(b),
        (TimeSpan a, TimeSpan b) => a.CompareTo(b),
        (Quantity a, Quantity b) => a.CompareTo(b),
        (byte[] a, byte[] b) => a.AsSpan().SequenceCompareTo(b),
        _ => Times(left, right) is var (x, y) ? x.CompareTo(y) : null,
    };

    public static bool IsNumber(object? value) => value is long or ulong or double;

    /// <summary>A number without a fraction; null for anything else.</summary>
    public static long? AsWhole(object? value) => value switch
    {
        long whole => whole,
        ulong whole when whole <= long.MaxValue => (long)whole,
        double real when Math.Floor(real) == real && Math.Abs(real) < 9e15 => (long)real,
        _ => null,
    };

    public static double Real(object? value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static bool Ordered(string symbol, int order) => symbol switch
    {
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        _ => order >= 0,
    };

    // Fields of objects are texts even where they hold times.
    private static (DateTimeOffset Left, DateTimeOffset Right)? Times(object? left, object? right)
    {
        if (left is not DateTimeOffset && right is not DateTimeOffset) return null;
        return CelConversions.Time(left) is { } a && CelConversions.Time(right) is { } b ? (a, b) : null;
    }

    private static bool SameItems(IReadOnlyList<object?> left, IReadOnlyList<object?> right)
    {
        if (left.Count != right.Count) return false;
        for (var i = 0; i < left.Count; i++)
        {
            if (!AreEqual(left[i], right[i])) return false;
        }

        return true;
    }

    private static object Contains(object? container, object? value)
    {
        if (CelValues.IsMap(container)) return CelValues.TryGet(container, value, out _);
        return CelValues.IsList(container) ? CelValues.Items(container).Any(item => AreEqual(item, value)) : CelError.NoOverload;
    }

    private static object? Compute(string symbol, object? left, object? right)
    {
        try
        {
            return (left, right) switch
            {
                (long a, long b) => Whole(symbol, a, b),
                (ulong a, ulong b) => Positive(symbol, a, b),
                _ when IsNumber(left) && IsNumber(right) && symbol != "%" => Fraction(symbol, Real(left), Real(right)),
                _ when symbol == "+" => Add(left, right),
                (DateTimeOffset a, DateTimeOffset b) when symbol == "-" => a - b,
                (DateTimeOffset a, TimeSpan b) when symbol == "-" => a - b,
                (TimeSpan a, TimeSpan b) when symbol == "-" => a - b,
                _ => CelError.NoOverload,
            };
        }
        catch (OverflowException)
        {
            return new CelError("integer overflow");
        }
    }

    private static object? Add(object? left, object? right) => (left, right) switch
    {
        (string a, string b) => a + b,
        (byte[] a, byte[] b) => (byte[])[.. a, .. b],
        (DateTimeOffset a, TimeSpan b) => a + b,
        (TimeSpan a, DateTimeOffset b) => b + a,
        (TimeSpan a, TimeSpan b) => a + b,
        _ when CelValues.IsList(left) && CelValues.IsList(right) => (object?[])[.. CelValues.Items(left), .. CelValues.Items(right)],
        _ => CelError.NoOverload,
    };

    private static object Whole(string symbol, long a, long b) => symbol switch
    {
        "+" => checked(a + b),
        "-" => checked(a - b),
        "*" => checked(a * b),
        "/" => b == 0 ? new CelError("division by zero") : checked(a / b),
        _ => b == 0 ? new CelError("modulus by zero") : b == -1 ? 0L : a % b,
    };

    private static object Positive(string symbol, ulong a, ulong b) => symbol switch
    {
        "+" => checked(a + b),
        "-" => checked(a - b),
        "*" => checked(a * b),
        "/" => b == 0 ? new CelError("division by zero") : a / b,
        _ => b == 0 ? new CelError("modulus by zero") : a % b,
    };

    private static object Fraction(string symbol, double a, double b) => symbol switch
    {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        _ => a / b,
    };
}
