using System.Globalization;

namespace Kpanda.Search.Kinds;

/// <summary>What an object offers (a node) or asks for (a pod).</summary>
/// <param name="Cpu">Thousandths of a core.</param>
/// <param name="Memory">Bytes.</param>
/// <param name="Pods">Pieces.</param>
public readonly record struct Amounts(long Cpu, long Memory, long Pods)
{
    /// <summary>Both together.</summary>
    public static Amounts operator +(Amounts left, Amounts right) => new(left.Cpu + right.Cpu, left.Memory + right.Memory, left.Pods + right.Pods);

    /// <summary>So many of it.</summary>
    public static Amounts operator *(Amounts amounts, long count) => new(amounts.Cpu * count, amounts.Memory * count, amounts.Pods * count);

    /// <summary>As a column holds it; nothing is "".</summary>
    internal string ToColumn() => this == default ? "" : string.Create(CultureInfo.InvariantCulture, $"{Cpu} {Memory} {Pods}");

    /// <summary>What <see cref="ToColumn"/> wrote.</summary>
    internal static Amounts OfColumn(string text) =>
        text.Split(' ') is [var cpu, var memory, var pods] ? new(Number(cpu), Number(memory), Number(pods)) : default;

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
