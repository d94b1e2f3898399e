namespace Kpanda.Sandbox.Cel.Checking;

/// <summary>What stands for the type parameters so far, and which type fits which.</summary>
internal sealed class CelUnification
{
    private Dictionary<string, CelStatic> known = new(StringComparer.Ordinal);
    private int made;

    /// <summary>A type parameter that nothing is known of yet.</summary>
    public CelStatic Fresh() => CelStatic.Parameter($"_var{made++}");

    /// <summary>Whether values of the first types can be used where the second are asked for; where they can, what that says of type parameters is kept.</summary>
    public bool Fits(IReadOnlyList<CelStatic> types, IReadOnlyList<CelStatic> wanted)
    {
        var before = new Dictionary<string, CelStatic>(known, StringComparer.Ordinal);
        if (AllFit(types, wanted)) return true;
        known = before;
        return false;
    }

    /// <summary>A type with its parameters replaced by what stands for them; those that nothing stands for become dyn where that is asked for.</summary>
    public CelStatic Replace(CelStatic type, bool unknownIsDyn)
    {
        if (type.Kind == CelKind.Parameter)
        {
            if (known.TryGetValue(type.Name, out var found)) return Replace(found, unknownIsDyn);
            return unknownIsDyn ? CelStatic.Dyn : type;
        }

        return type.Kind switch
        {
            CelKind.List => CelStatic.List(Replace(type.Parameters[0], unknownIsDyn)),
            CelKind.Map => CelStatic.Map(Replace(type.Parameters[0], unknownIsDyn), Replace(type.Parameters[1], unknownIsDyn)),
            CelKind.Opaque => CelStatic.Opaque(type.Name, [.. type.Parameters.Select(part => Replace(part, unknownIsDyn))]),
            CelKind.Type => CelStatic.TypeOf(Replace(type.Parameters[0], unknownIsDyn)),
            _ => type,
        };
    }

    /// <summary>The one of two types that fit that says less.</summary>
    public static CelStatic MoreGeneral(CelStatic one, CelStatic other) => SaysNoMore(one, other) ? one : other;

    private bool AllFit(IReadOnlyList<CelStatic> types, IReadOnlyList<CelStatic> wanted) => types.Count == wanted.Count && types.Zip(wanted).All(pair => Fits(pair.First, pair.Second));

    private bool Fits(CelStatic one, CelStatic other)
    {
        if (other.Kind == CelKind.Parameter)
        {
            var (valid, stands) = StandsFor(one, other);
            if (valid) return true;
            if (stands) return false;
        }

        if (one.Kind == CelKind.Parameter) return StandsFor(other, one).Valid;
        if (one.IsDynOrError || other.IsDynOrError) return true;
        if (one.Kind == CelKind.Null) return IsNullable(other);
        if (other.Kind == CelKind.Null) return IsNullable(one);
        return one.Kind switch
        {
            CelKind.Type => other.Kind == CelKind.Type,
            CelKind.Opaque or CelKind.List or CelKind.Map => one.Kind == other.Kind && one.Name == other.Name && AllFit(one.Parameters, other.Parameters),
            _ => one.IsExactly(other),
        };
    }

    // Whether a type can stand for a parameter, and whether one stands for it already.
    private (bool Valid, bool Stands) StandsFor(CelStatic type, CelStatic parameter)
    {
        if (type.IsExactly(parameter)) return (true, true);
        if (known.TryGetValue(parameter.Name, out var present))
        {
            if (type.IsExactly(present)) return (true, true);
            if (!Fits(type, present)) return (false, true);
            var general = MoreGeneral(type, present);
            if (!Occurs(parameter, general)) known[parameter.Name] = general;
            return (true, true);
        }

        if (Occurs(parameter, type)) return (false, false);
        known[parameter.Name] = type;
        return (true, false);
    }

    private bool Occurs(CelStatic parameter, CelStatic within)
    {
        if (parameter.IsExactly(within)) return true;
        if (within.Kind == CelKind.Parameter) return known.TryGetValue(within.Name, out var found) && Occurs(parameter, found);
        return within.Parameters.Any(part => Occurs(parameter, part));
    }

    private static bool IsNullable(CelStatic type) => type.Kind is CelKind.Null or CelKind.Opaque or CelKind.Struct or CelKind.Duration or CelKind.Timestamp;

    private static bool SaysNoMore(CelStatic one, CelStatic other)
    {
        if (one.Kind is CelKind.Dyn or CelKind.Parameter) return true;
        if (other.Kind is CelKind.Dyn or CelKind.Parameter || one.Kind != other.Kind) return false;
        return one.Kind switch
        {
            CelKind.Opaque => one.Name == other.Name && one.Parameters.Count == other.Parameters.Count && one.Parameters.Zip(other.Parameters).All(pair => SaysNoMore(pair.First, pair.Second)),
            CelKind.List or CelKind.Map => one.Parameters.Zip(other.Parameters).All(pair => SaysNoMore(pair.First, pair.Second)),
            CelKind.Type => true,
            _ => one.IsExactly(other),
        };
    }
}
