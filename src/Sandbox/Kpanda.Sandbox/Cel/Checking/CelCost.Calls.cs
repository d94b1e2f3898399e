namespace Kpanda.Sandbox.Cel.Checking;

/// <summary>What calls of functions and operators cost.</summary>
internal sealed partial class CelCost
{
    // The largest regular expression of a named format, in characters.
    private const double LongestFormat = 128;

    private ulong OfCall(CelNode node)
    {
        var arguments = node.Parts.ToList();
        var given = All(arguments);
        if (node is CelCall { Function.Name: "dyn" })
        {
            if (Known(arguments[0]) is { } size) sizes[node] = size;
            return CelSize.Sum(given, Step);
        }

        var cost = 0UL;
        CelSize? result = null;
        foreach (var form in types.OverloadsOf(node))
        {
            var (own, made) = Form(form, arguments);
            cost = Math.Max(cost, own);
            if (made is { } known) result = result?.Or(known) ?? known;
        }

        if (result is { } told) sizes[node] = told;
        return CelSize.Sum(cost, given);
    }

    // The cost of one form of a function without its arguments, and the size of what it makes where that is known.
    private (ulong Cost, CelSize? Made) Form(CelOverload form, List<CelNode> arguments)
    {
        var first = arguments.Count > 0 ? Size(arguments[0]) : CelSize.Of(1);
        var second = arguments.Count > 1 ? Size(arguments[1]) : CelSize.Of(1);
        switch (form.Name)
        {
            case "_==_" or "_!=_":
                return (OfEquality(form.Name, arguments, first, second), null);
            case "_<_" or "_<=_" or "_>_" or "_>=_" when form.Arguments[0].Kind is CelKind.String or CelKind.Bytes:
                return (CelSize.Share(Math.Min(first.Most, second.Most), Traversal), null);
            case "_+_" when form.Arguments[0].Kind is CelKind.String or CelKind.Bytes:
                return (CelSize.Share(first.Plus(second).Most, Traversal), first.Plus(second));
            case "_+_" when form.Arguments[0].Kind == CelKind.List:
                return (Step, first.Plus(second));
            case "@in" when form.Arguments[1].Kind == CelKind.List:
                return (second.Most, null);
            case "startsWith" or "endsWith":
                return (CelSize.Share(second.Most, Traversal), null);
            case "contains":
                return (CelSize.Product(CelSize.Share(first.Most, Traversal), CelSize.Share(second.Most, Traversal)), null);
            case "matches" when form.Member:
                return (OfPattern(first, second), null);
            case "find" or "findAll":
                return (OfPattern(first, second), new CelSize(0, first.Most));
            case "format" or "bytes" when form.Arguments[0].Kind == CelKind.String:
                return (CelSize.Share(first.Most, Traversal), form.Name == "bytes" ? new CelSize(first.Least, CelSize.Product(first.Most, 4)) : null);
            case "string" when form.Arguments[0].Kind == CelKind.Bytes:
                return (CelSize.Share(first.Most, Traversal), new CelSize(first.Least / 4, first.Most));
            case "url":
                return (CelSize.Share(first.Most, Traversal), first);
            case "lowerAscii" or "upperAscii" or "substring" or "trim":
                return (CelSize.Share(first.Most, Traversal), first);
            case "strings.quote":
                return (CelSize.Share(first.Most, Traversal), new CelSize(CelSize.Sum(first.Least, 2), CelSize.Sum(CelSize.Product(first.Most, 2), 2)));
            case "replace":
                return (CelSize.Share(first.Most, 2 * Traversal), Replaced(first, second, Size(arguments[2])));
            case "split":
                var most = arguments.Count > 2 && arguments[2] is CelLiteral { Constant: long limit } ? (ulong)limit : first.Most;
                return (CelSize.Share(first.Most, 2 * Traversal), new CelSize(0, most));
            case "join":
                return OfJoin(arguments, first);
            case "isSorted" or "sum" or "max" or "min" or "indexOf" or "lastIndexOf" when form.Member:
                return (OfScan(arguments[0], first), null);
            case "sets.contains" or "sets.intersects" or "sets.equivalent":
                return (CelSize.Sum(CelSize.Product(CelSize.Product(first.Most, second.Most), form.Name == "sets.equivalent" ? 2UL : 1), Step), null);
            case "slice":
                return OfNewList(1, CelSize.Of(unchecked(Number(arguments[2], first.Most) - Number(arguments[1], 0))));
            case "lists.range":
                return OfNewList(1, CelSize.Of(Number(arguments[0], ulong.MaxValue)));
            case "reverse" when form.Arguments[0].Kind == CelKind.List:
                return OfNewList(1, first);
            case "flatten":
                return OfNewList(arguments.Count > 1 ? Number(arguments[1], ulong.MaxValue) : 1, first);
            case "distinct":
                return OfNewList(2, first.Times(first));
            case "sort":
                return OfNewList(form.Arguments[0].Parameters[0].Kind is CelKind.String or CelKind.Bytes ? 2 + Traversal : 2, first.Times(first));
            case "cidr" or "isIP" or "isCIDR" or "quantity" or "isQuantity" or "semver" or "isSemver":
            case "ip" when !form.Member:
                return (CelSize.Share(first.Most, Traversal), null);
            case "ip.isCanonical":
                return (CelSize.Share(first.Most, 2 * Traversal), null);
            case "containsIP":
                // Two addresses of sixteen bytes, and the text of one where it is a text.
                return (4 + (form.Arguments[1].Kind == CelKind.String ? CelSize.Share(second.Most, Traversal) : 0), null);
            case "containsCIDR":
                return (7 + (form.Arguments[1].Kind == CelKind.String ? CelSize.Share(second.Most, Traversal) : 0), null);
            case "validate":
                return (CelSize.Share(CelSize.Share(second.Most, Traversal), LongestFormat * Pattern), null);
            default:
                return (Step, null);
        }
    }

    private static (ulong Cost, CelSize? Made) OfNewList(double each, CelSize size) => (CelSize.Sum(CelSize.Share(size.Most, each), Step + NewList), size);

    // A number that is written out.
    private static ulong Number(CelNode node, ulong otherwise) => node is CelLiteral { Constant: long number } ? (ulong)Math.Max(0, number) : otherwise;

    private ulong OfEquality(string name, List<CelNode> arguments, CelSize left, CelSize right)
    {
        var (one, other) = (types.TypeOf(arguments[0]), types.TypeOf(arguments[1]));
        if (name == "_==_" && one.IsExactly(other))
        {
            if (one.Kind == CelKind.Opaque && one.Name is "net.IP" or "net.CIDR") return Step;
            if (one.Kind == CelKind.Struct && one.Name is "kubernetes.Quantity" or "kubernetes.Semver") return Step;
            if (one.Kind == CelKind.Struct && one.Name == "kubernetes.NamedFormat") return CelSize.Share(64, Traversal);
            if (one.Kind == CelKind.Struct && one.Name == "kubernetes.URL") return CelSize.Share(Known(arguments[1])?.Most ?? 1, Traversal);
        }

        return CelSize.Share(Math.Min(left.Most, right.Most), Traversal);
    }

    private static ulong OfPattern(CelSize text, CelSize pattern) =>
        CelSize.Product(CelSize.Share(CelSize.Sum(text.Most, 1), Traversal), CelSize.Share(pattern.Most, Pattern));

    // Each element is looked at once, and its characters where it has some. A text is looked through.
    private ulong OfScan(CelNode list, CelSize count)
    {
        var type = types.TypeOf(list);
        if (type.Parameters.Count == 0) return CelSize.Share(count.Most, Traversal);
        var each = Step;
        if (type.Parameters[0].Kind is CelKind.String or CelKind.Bytes) each = CelSize.Sum(each, CelSize.Share(ElementSize(list).Most, Traversal));
        return CelSize.Product(count.Most, each);
    }

    private (ulong Cost, CelSize? Made) OfJoin(List<CelNode> arguments, CelSize count)
    {
        var made = count.Times(ElementSize(arguments[0]));
        if (arguments.Count > 1)
            made = made.Plus(Size(arguments[1]).Times(new(count.Least > 0 ? count.Least - 1 : 0, count.Most > 0 ? count.Most - 1 : 0)));
        return (CelSize.Share(made.Most, Traversal), made);
    }

    private CelSize ElementSize(CelNode list) => PathOf(list) is { Count: > 0 } path ? OfPlace([.. path, "@items"]) ?? CelSize.Unknown : CelSize.Unknown;

    // As many replacements as there is room for, each as long as it may be.
    private static CelSize Replaced(CelSize text, CelSize old, CelSize by)
    {
        var (count, kept) = (new CelSize(0, 0), new CelSize(0, 0));
        if (old.Least == 0) (count, kept) = (count with { Most = CelSize.Sum(text.Most, 1) }, kept with { Most = text.Most });
        else if (by.Most <= old.Least) kept = kept with { Most = text.Most };
        else count = count with { Most = (ulong)Math.Ceiling((double)text.Most / old.Least) };
        if (old.Most == 0) (count, kept) = (count with { Least = CelSize.Sum(text.Least, 1) }, kept with { Least = text.Least });
        else if (old.Most <= by.Least) kept = kept with { Least = text.Least };
        else count = count with { Least = (ulong)Math.Ceiling((double)text.Least / old.Most) };
        return count.Times(by).Plus(kept);
    }
}
