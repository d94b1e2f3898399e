using Kpanda.KubeModel;

namespace Kpanda.Resources.Shapes;

/// <summary>Quantities (<c>250m</c>, <c>512Mi</c>) as the numbers of the published API. What is no quantity, or too large, counts as nothing.</summary>
public static class ResourceAmount
{
    /// <summary>The quantity in whole units (bytes, pieces), rounded up.</summary>
    public static long Units(string quantity) => Whole(quantity, 1);

    /// <summary>The quantity in thousandths (CPU), rounded up.</summary>
    public static long Milli(string quantity) => Whole(quantity, 1000);

    private static long Whole(string text, int parts)
    {
        if (!Quantity.TryParse(text, out var quantity) || Math.Abs(quantity.Value) >= long.MaxValue / parts) return 0;
        return (long)decimal.Ceiling(quantity.Value * parts);
    }
}
