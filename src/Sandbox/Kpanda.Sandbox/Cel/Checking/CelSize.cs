namespace Kpanda.Sandbox.Cel.Checking;

/// <summary>How many elements, entries, characters or bytes a value has at least and at most. Sums and products end at the largest number.</summary>
internal readonly record struct CelSize(ulong Least, ulong Most)
{
    public static CelSize Unknown { get; } = new(0, ulong.MaxValue);

    public static CelSize Of(ulong size) => new(size, size);

    public CelSize Plus(CelSize other) => new(Sum(Least, other.Least), Sum(Most, other.Most));

    public CelSize Times(CelSize other) => new(Product(Least, other.Least), Product(Most, other.Most));

    public CelSize Or(CelSize other) => new(Math.Min(Least, other.Least), Math.Max(Most, other.Most));

    public static ulong Sum(ulong a, ulong b) => b > ulong.MaxValue - a ? ulong.MaxValue : a + b;

    public static ulong Product(ulong a, ulong b) => b != 0 && a > ulong.MaxValue / b ? ulong.MaxValue : a * b;

    /// <summary>A share of a number, rounded up.</summary>
    public static ulong Share(ulong number, double of)
    {
        var product = Math.Ceiling(number * of);
        return product >= 18446744073709551615.0 ? ulong.MaxValue : (ulong)product;
    }
}
