using System.Globalization;

namespace Kpanda.KubeModel;

/// <summary>
/// An amount as Kubernetes writes it: <c>500m</c>, <c>1Gi</c>, <c>2e3</c>. Equal amounts compare equal however they were written;
/// <see cref="ToString"/> gives the canonical form in the notation that was read.
/// </summary>
public readonly struct Quantity : IComparable<Quantity>, IEquatable<Quantity>
{
    private static readonly string[] DecimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    private static readonly string[] BinarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
    private const int UnitIndex = 3;

    private readonly Notation notation;

    private Quantity(decimal value, Notation notation)
    {
        Value = value;
        this.notation = notation;
    }

    private enum Notation
    {
        Decimal,
        Binary,
        Exponent,
    }

    /// <summary>Nothing.</summary>
    public static Quantity Zero { get; }

    /// <summary>The amount.</summary>
    public decimal Value { get; }

    /// <summary>The amount in thousandths, rounded up: how CPU is counted.</summary>
    public long Milli => (long)Math.Ceiling(Value * 1000);

    /// <summary>A number without a suffix.</summary>
    public static Quantity Of(decimal value) => new(value, Notation.Decimal);

    /// <summary>An amount of bytes, written with binary suffixes.</summary>
    public static Quantity Bytes(decimal value) => new(value, Notation.Binary);

    /// <summary>Reads an amount; false where it is none or does not fit.</summary>
    public static bool TryParse(string? text, out Quantity quantity)
    {
        quantity = default;
        if (string.IsNullOrEmpty(text)) return false;
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' || (end == 0 && text[end] is '+' or '-'))) end++;
        var number = text.AsSpan(0, end);
        var suffix = text[end..];
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        if (number.Count('.') > 1 || !number.ContainsAnyInRange('0', '9') || !decimal.TryParse(number, style, CultureInfo.InvariantCulture, out var mantissa)) return false;
        if (!TryScale(suffix, out var notation, out var scale)) return false;
        try
        {
            // Nothing is finer than a billionth; what is finer is rounded away from zero.
            var value = mantissa * scale;
            var nano = decimal.Round(value, 9);
            if (nano != value && Math.Abs(nano) < Math.Abs(value)) nano += Math.Sign(value) * 0.000000001m;
            quantity = new(nano, notation);
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    /// <inheritdoc />
    public int CompareTo(Quantity other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public bool Equals(Quantity other) => Value == other.Value;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Quantity other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>The canonical form: a whole mantissa and the largest suffix that allows it.</summary>
    public override string ToString()
    {
        if (Value == 0) return "0";
        if (notation == Notation.Binary && Math.Abs(Value) >= 1024 && decimal.Truncate(Value) == Value) return Binary();
        var exponent = 0;
        var mantissa = Value;
        while (decimal.Truncate(mantissa) != mantissa)
        {
            mantissa *= 1000;
            exponent--;
        }

        while (exponent < 6 && mantissa % 1000 == 0)
        {
            mantissa /= 1000;
            exponent++;
        }

        var digits = mantissa.ToString("0", CultureInfo.InvariantCulture);
        if (notation == Notation.Exponent) return exponent == 0 ? digits : $"{digits}e{exponent * 3}";
        return digits + DecimalSuffixes[exponent + UnitIndex];
    }

    /// <summary>The sum, in the notation of the left side unless that is zero.</summary>
    public static Quantity operator +(Quantity a, Quantity b) => new(a.Value + b.Value, a.Value == 0 ? b.notation : a.notation);

    /// <summary>The difference.</summary>
    public static Quantity operator -(Quantity a, Quantity b) => new(a.Value - b.Value, a.Value == 0 ? b.notation : a.notation);

    /// <summary>Equal amounts.</summary>
    public static bool operator ==(Quantity a, Quantity b) => a.Equals(b);

    /// <summary>Different amounts.</summary>
    public static bool operator !=(Quantity a, Quantity b) => !a.Equals(b);

    /// <summary>Less than.</summary>
    public static bool operator <(Quantity a, Quantity b) => a.Value < b.Value;

    /// <summary>Greater than.</summary>
    public static bool operator >(Quantity a, Quantity b) => a.Value > b.Value;

    /// <summary>At most.</summary>
    public static bool operator <=(Quantity a, Quantity b) => a.Value <= b.Value;

    /// <summary>At least.</summary>
    public static bool operator >=(Quantity a, Quantity b) => a.Value >= b.Value;

    private static bool TryScale(string suffix, out Notation notation, out decimal scale)
    {
        notation = Notation.Decimal;
        scale = 1;
        var at = Array.IndexOf(DecimalSuffixes, suffix);
        if (at >= 0)
        {
            for (var i = at; i < UnitIndex; i++) scale /= 1000;
            for (var i = UnitIndex; i < at; i++) scale *= 1000;
            return true;
        }

        at = Array.IndexOf(BinarySuffixes, suffix);
        if (at >= 0)
        {
            notation = Notation.Binary;
            for (var i = 0; i < at; i++) scale *= 1024;
            return true;
        }

        if (suffix.Length < 2 || suffix[0] is not ('e' or 'E')) return false;
        notation = Notation.Exponent;
        if (!int.TryParse(suffix.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent) || Math.Abs(exponent) > 27) return false;
        for (var i = 0; i < Math.Abs(exponent); i++) scale = exponent > 0 ? scale * 10 : scale / 10;
        return true;
    }

    private string Binary()
    {
        var index = 0;
        var mantissa = Value;
        while (index < BinarySuffixes.Length - 1 && mantissa % 1024 == 0)
        {
            mantissa /= 1024;
            index++;
        }

        return mantissa.ToString("0", CultureInfo.InvariantCulture) + BinarySuffixes[index];
    }
}
