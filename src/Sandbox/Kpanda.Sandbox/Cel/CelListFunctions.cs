namespace Kpanda.Sandbox.Cel;

/// <summary>Functions of lists and sets.</summary>
internal static class CelListFunctions
{
    public static IEnumerable<CelFunction> All =>
    [
        Of("isSorted", IsSorted),
        Of("sum", list => list.Count == 0 ? 0L : list.Aggregate((a, b) => a is CelError ? a : CelOperators.Apply("+", a, b))),
        Of("min", list => Extreme(list, -1)),
        Of("max", list => Extreme(list, 1)),
        Of("first", list => list.Count == 0 ? CelOptional.None : CelOptional.Of(list[0])),
        Of("last", list => list.Count == 0 ? CelOptional.None : CelOptional.Of(list[^1])),
        Of("distinct", list => Distinct(list)),
        Of("sort", list => IsComparable(list) ? list.Order(Comparer<object?>.Create((a, b) => CelOperators.Compare(a, b) ?? 0)).ToArray() : CelError.NoOverload),
        Of("flatten", list => list.SelectMany(item => CelValues.IsList(item) ? CelValues.Items(item) : [item]).ToArray()),
        new("slice", 3, true, a => CelValues.IsList(a[0]) && a is [var list, long from, long to]
            ? from < 0 || to < from || to > CelValues.Count(list) ? new CelError($"cannot slice({from}, {to}), list is length {CelValues.Count(list)}") : CelValues.Items(list).Take((int)to).Skip((int)from).ToArray()
            : CelError.NoOverload),
        new("indexOf", 2, true, a => Index(a, last: false)),
        new("lastIndexOf", 2, true, a => Index(a, last: true)),
        CelFunctions.Of<long>("lists.range", false, count => count is >= 0 and <= 1_000_000 ? Enumerable.Range(0, (int)count).Select(i => (object?)(long)i).ToArray() : new CelError("lists.range: size out of range")),
        new("flatten", 2, true, a => CelValues.IsList(a[0]) && a[1] is long depth and >= 0 ? Flat(CelValues.Items(a[0]), depth).ToArray() : CelError.NoOverload),
        Sets("sets.contains", (list, others) => others.All(other => Has(list, other))),
        Sets("sets.intersects", (list, others) => others.Any(other => Has(list, other))),
        Sets("sets.equivalent", (list, others) => others.All(other => Has(list, other)) && list.All(item => Has(others, item))),
    ];

    /// <summary>The largest (1) or the least (-1).</summary>
    public static object? Extreme(IReadOnlyList<object?> list, int sign)
    {
        if (list.Count == 0) return new CelError($"{(sign > 0 ? "max" : "min")} called on empty list");
        if (!IsComparable(list)) return CelError.NoOverload;
        return list.Aggregate((best, next) => CelOperators.Compare(next, best) * sign > 0 ? next : best);
    }

    private static CelFunction Of(string name, Func<IReadOnlyList<object?>, object?> apply) =>
        new(name, 1, true, a => CelValues.IsList(a[0]) ? apply(CelValues.Items(a[0])) : a[0] is string text && name == "reverse" ? text : CelError.NoOverload);

    private static CelFunction Sets(string name, Func<IReadOnlyList<object?>, IReadOnlyList<object?>, bool> apply) =>
        new(name, 2, false, a => CelValues.IsList(a[0]) && CelValues.IsList(a[1]) ? apply(CelValues.Items(a[0]), CelValues.Items(a[1])) : CelError.NoOverload);

    private static bool Has(IReadOnlyList<object?> list, object? value) => list.Any(item => CelOperators.AreEqual(item, value));

    private static bool IsComparable(IReadOnlyList<object?> list) => list.All(item => CelOperators.Compare(list[0], item) is not null);

    private static object IsSorted(IReadOnlyList<object?> list)
    {
        for (var i = 1; i < list.Count; i++)
        {
            if (CelOperators.Compare(list[i - 1], list[i]) is not { } order) return CelError.NoOverload;
            if (order > 0) return false;
        }

        return true;
    }

    private static IEnumerable<object?> Flat(IEnumerable<object?> items, long depth) =>
        items.SelectMany(item => depth > 0 && CelValues.IsList(item) ? Flat(CelValues.Items(item), depth - 1) : [item]);

    private static object?[] Distinct(IReadOnlyList<object?> list)
    {
        List<object?> kept = [];
        foreach (var item in list)
        {
            if (!Has(kept, item)) kept.Add(item);
        }

        return [.. kept];
    }

    // Of texts as well.
    private static object Index(object?[] arguments, bool last)
    {
        if (arguments is [string text, string part]) return (long)(last ? text.LastIndexOf(part, StringComparison.Ordinal) : text.IndexOf(part, StringComparison.Ordinal));
        if (!CelValues.IsList(arguments[0])) return CelError.NoOverload;
        var items = CelValues.Items(arguments[0]).ToList();
        return (long)(last ? items.FindLastIndex(item => CelOperators.AreEqual(item, arguments[1])) : items.FindIndex(item => CelOperators.AreEqual(item, arguments[1])));
    }
}
