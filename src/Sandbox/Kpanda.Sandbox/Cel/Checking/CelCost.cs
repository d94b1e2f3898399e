using System.Text;

namespace Kpanda.Sandbox.Cel.Checking;

/// <summary>
/// What an expression may cost at most, before it is evaluated, in the units of cel-go: one for each step, a tenth for each character that is looked at, and loops as often as what they go
/// over can have elements. Sizes come from the schema where a part of the expression is a place in it.
/// </summary>
internal sealed partial class CelCost(CelChecker types, CelDeclared self)
{
    private const ulong Step = 1;
    private const ulong NewList = 10;
    private const ulong NewMap = 30;
    private const double Traversal = 0.1;
    private const double Pattern = 0.25;

    private readonly Dictionary<CelNode, IReadOnlyList<string>> paths = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<CelNode, CelSize> sizes = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<Local> locals = new();

    /// <summary>The most that an expression may cost.</summary>
    public ulong Of(CelNode node)
    {
        switch (node)
        {
            case CelLiteral { Constant: CelType type }:
                // The name of a type is a name.
                paths[node] = [type.Name];
                return Step;
            case CelLiteral:
                return 0;
            case CelVariable variable:
                paths[node] = Find(variable.Name)?.Path ?? [variable.Name];
                return Step;
            case CelField { Optional: true } field:
                return CelSize.Sum(Of(field.Target), Step);
            case CelField field:
                return OfField(field);
            case CelPresence presence:
                // Asking costs what leads there alone.
                return Of(presence.Field.Target);
            case CelIndex index:
                return OfIndex(index);
            case CelList list:
                return CelSize.Sum(All(list.Items), NewList);
            case CelMapping map:
                return CelSize.Sum(All(map.Entries.SelectMany(entry => (CelNode[])[entry.Key, entry.Value])), NewMap);
            case CelChoice choice:
                return OfChoice(choice);
            case CelLogic logic:
                return CelSize.Sum(Of(logic.Left), Of(logic.Right));
            case CelMacro macro:
                return OfMacro(macro);
            case CelBinding binding:
                return OfBinding(binding);
            case CelNot or CelNegation:
                return CelSize.Sum(All(node.Parts), Step);
            default:
                return OfCall(node);
        }
    }

    private ulong All(IEnumerable<CelNode> nodes) => nodes.Aggregate(0UL, (sum, node) => CelSize.Sum(sum, Of(node)));

    private ulong OfField(CelField field)
    {
        var cost = Of(field.Target);
        if (types.TypeOf(field.Target).Kind is CelKind.Map or CelKind.Struct or CelKind.Parameter) cost = CelSize.Sum(cost, Step);
        paths[field] = [.. PathOf(field.Target), field.Name];
        return cost;
    }

    private ulong OfIndex(CelIndex index)
    {
        var cost = CelSize.Sum(Of(index.Target), CelSize.Sum(Of(index.Key), Step));
        if (!index.Optional) paths[index] = [.. PathOf(index.Target), types.TypeOf(index.Target).Kind == CelKind.Map ? "@values" : "@items"];
        return cost;
    }

    private ulong OfChoice(CelChoice choice)
    {
        var cost = CelSize.Sum(Of(choice.Condition), Math.Max(Of(choice.Yes), Of(choice.No)));
        sizes[choice] = Size(choice.Yes).Or(Size(choice.No));
        return cost;
    }

    // A macro stands for a loop: what it goes over, and for each element whether to go on and what to do.
    private ulong OfMacro(CelMacro macro)
    {
        if (macro.Kind is "optMap" or "optFlatMap") return OfOptionalMacro(macro);
        var range = Of(macro.Target);
        var path = PathOf(macro.Target);
        var list = types.TypeOf(macro.Target).Kind == CelKind.List;
        if (macro.Names.Count == 2)
        {
            locals.Push(new(macro.Names[0], [.. path, list ? "@indices" : "@keys"], null));
            locals.Push(new(macro.Names[1], [.. path, list ? "@items" : "@values"], null));
        }
        else
        {
            locals.Push(new(macro.Names[0], [.. path, list ? "@items" : "@keys"], null));
        }

        var bodies = macro.Bodies.Select(Of).ToList();
        foreach (var _ in macro.Names) locals.Pop();
        var last = bodies[^1];
        var (start, goesOn, each, end) = macro.Kind switch
        {
            "all" => (0UL, 2UL, CelSize.Sum(Step, last), Step),
            "exists" => (0UL, 3UL, CelSize.Sum(Step, last), Step),
            "exists_one" or "existsOne" => (0UL, 0UL, CelSize.Sum(2, last), 2UL),
            "filter" => (NewList, 0UL, CelSize.Sum(NewList + 3, last), Step),
            "transformMap" => (NewMap, 0UL, CelSize.Sum(3, last), Step),
            _ => (NewList, 0UL, CelSize.Sum(NewList + 2, last), Step),
        };
        if (bodies.Count == 2) each = CelSize.Sum(each, bodies[0]);
        var count = Size(macro.Target);
        if (macro.Kind is not ("all" or "exists")) sizes[macro] = macro.Kind is "exists_one" or "existsOne" ? CelSize.Of(1) : count;
        else sizes[macro] = CelSize.Of(1);
        return CelSize.Sum(CelSize.Sum(range, CelSize.Sum(start, end)), CelSize.Product(count.Most, CelSize.Sum(goesOn, each)));
    }

    // target.hasValue() ? optional.of(bind(value, target.value(), body)) : optional.none()
    private ulong OfOptionalMacro(CelMacro macro)
    {
        var target = Of(macro.Target);
        locals.Push(new(macro.Names[0], [], null));
        var body = Of(macro.Bodies[0]);
        locals.Pop();
        var yes = CelSize.Sum(CelSize.Sum(NewList + Step, target), CelSize.Sum(body, macro.Kind == "optMap" ? Step : 0));
        return CelSize.Sum(CelSize.Sum(target, Step), Math.Max(yes, Step));
    }

    private ulong OfBinding(CelBinding binding)
    {
        var bound = Of(binding.Bound);
        locals.Push(new(binding.Name, PathOf(binding.Bound), Size(binding.Bound)));
        var body = Of(binding.Body);
        sizes[binding] = Size(binding.Body);
        locals.Pop();
        return CelSize.Sum(NewList, CelSize.Sum(bound, body));
    }

    private Local? Find(string name)
    {
        foreach (var local in locals)
        {
            if (local.Name == name) return local;
        }

        return null;
    }

    private IReadOnlyList<string> PathOf(CelNode node) => node is CelVariable variable && Find(variable.Name) is { } local ? local.Path : paths.GetValueOrDefault(node, []);

    private CelSize Size(CelNode node) => Known(node) ?? CelSize.Unknown;

    private CelSize? Known(CelNode node)
    {
        if (sizes.TryGetValue(node, out var size)) return size;
        switch (node)
        {
            case CelLiteral { Constant: string text }:
                return CelSize.Of((ulong)text.EnumerateRunes().Count());
            case CelLiteral { Constant: byte[] bytes }:
                return CelSize.Of((ulong)bytes.Length);
            case CelLiteral { Constant: not CelType }:
                return CelSize.Of(1);
            case CelList list:
                return CelSize.Of((ulong)list.Items.Count);
            case CelMapping map:
                return CelSize.Of((ulong)map.Entries.Count);
        }

        if (OfPlace(PathOf(node)) is { } declared) return declared;
        if (types.TypeOf(node).IsScalar) return CelSize.Of(1);
        return node is CelVariable variable ? Find(variable.Name)?.Size : null;
    }

    // The size of a place in the schema: of what a path from self on leads to.
    private CelSize? OfPlace(IReadOnlyList<string> path)
    {
        if (path.Count == 0) return null;
        var at = self;
        foreach (var name in path.Skip(1))
        {
            var next = name switch
            {
                "@items" or "@values" => at.Element,
                "@keys" => at.Key,
                _ => at.Fields.GetValueOrDefault(name),
            };
            if (next is null) return null;
            at = next;
        }

        return new(0, (ulong)at.MostElements);
    }

    private sealed record Local(string Name, IReadOnlyList<string> Path, CelSize? Size);
}
