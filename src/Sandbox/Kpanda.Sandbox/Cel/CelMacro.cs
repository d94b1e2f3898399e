namespace Kpanda.Sandbox.Cel;

/// <summary>A comprehension: looks at the elements of a list or the keys of a map one after another, each under the names that were given.</summary>
internal sealed record CelMacro(string Kind, CelNode Target, IReadOnlyList<string> Names, IReadOnlyList<CelNode> Bodies) : CelNode
{
    private static readonly HashSet<string> Kinds =
        ["all", "exists", "exists_one", "existsOne", "map", "filter", "transformList", "transformMap", "optMap", "optFlatMap"];

    public override IEnumerable<CelNode> Parts => [Target, .. Bodies];

    public static bool IsMacro(string name) => Kinds.Contains(name);

    /// <summary>Whether the macro may name two things: index and element, or key and value.</summary>
    public static bool TakesTwo(string name) => name is not ("map" or "filter" or "optMap" or "optFlatMap" or "exists_one");

    /// <summary>The macro, or null where it does not take as many arguments.</summary>
    public static CelMacro? Make(string kind, CelNode target, IReadOnlyList<string> names, IReadOnlyList<CelNode> bodies)
    {
        var twice = kind is "map" or "transformList" or "transformMap";
        var fits = kind is "transformList" or "transformMap" ? names.Count == 2 : names.Count == 1 || TakesTwo(kind);
        return fits && (bodies.Count == 1 || (twice && bodies.Count == 2)) ? new CelMacro(kind, target, names, bodies) : null;
    }

    protected override object? Value(CelScope scope)
    {
        var target = Target.Evaluate(scope);
        if (target is CelError) return target;
        if (Kind is "optMap" or "optFlatMap") return Optional(scope, target);
        if (!CelValues.IsList(target) && !CelValues.IsMap(target)) return CelError.NoOverload;
        var scopes = CelValues.Pairs(target).Select(pair => Bind(scope, target, pair.Key, pair.Value));
        return Kind switch
        {
            "all" => Decide(scopes, decisive: false),
            "exists" => Decide(scopes, decisive: true),
            "exists_one" or "existsOne" => One(scopes),
            "filter" => Filter(scopes),
            "transformMap" => Map(scopes),
            _ => List(scopes),
        };
    }

    private CelScope Bind(CelScope scope, object? target, object? key, object? value)
    {
        if (Names.Count == 2) return scope.With(Names[0], key).With(Names[1], value);
        return scope.With(Names[0], CelValues.IsMap(target) ? key : value);
    }

    private object? Optional(CelScope scope, object? target)
    {
        if (target is not CelOptional optional) return CelError.NoOverload;
        if (!optional.HasValue) return optional;
        var result = Bodies[0].Evaluate(scope.With(Names[0], optional.Value));
        return result is CelError || Kind == "optFlatMap" ? result : CelOptional.Of(result);
    }

    // One element that decides outweighs errors in others.
    private object Decide(IEnumerable<CelScope> scopes, bool decisive)
    {
        CelError? failed = null;
        foreach (var scope in scopes)
        {
            switch (Bodies[0].Evaluate(scope))
            {
                case bool truth when truth == decisive:
                    return decisive;
                case bool:
                    break;
                case CelError error:
                    if (error == CelBudget.Exhausted) return error;
                    failed ??= error;
                    break;
                default:
                    failed ??= CelError.NoOverload;
                    break;
            }
        }

        return failed is null ? !decisive : failed;
    }

    private object One(IEnumerable<CelScope> scopes)
    {
        var found = 0;
        foreach (var scope in scopes)
        {
            var result = Bodies[0].Evaluate(scope);
            if (result is not bool truth) return result as CelError ?? CelError.NoOverload;
            if (truth) found++;
        }

        return found == 1;
    }

    private object Filter(IEnumerable<CelScope> scopes)
    {
        List<object?> kept = [];
        foreach (var scope in scopes)
        {
            var result = Bodies[0].Evaluate(scope);
            if (result is not bool truth) return result as CelError ?? CelError.NoOverload;
            if (truth) kept.Add(scope.Value);
        }

        return kept;
    }

    private object List(IEnumerable<CelScope> scopes)
    {
        List<object?> made = [];
        foreach (var (scope, error) in Chosen(scopes))
        {
            if (error is not null) return error;
            var value = Bodies[^1].Evaluate(scope);
            if (value is CelError) return value;
            made.Add(value);
        }

        return made;
    }

    private object Map(IEnumerable<CelScope> scopes)
    {
        Dictionary<object, object?> made = [];
        foreach (var (scope, error) in Chosen(scopes))
        {
            if (error is not null) return error;
            var value = Bodies[^1].Evaluate(scope);
            if (value is CelError) return value;
            if (scope.Find(Names[0]) is { } key) made[key] = value;
        }

        return made;
    }

    // The elements that the filter, where there is one, lets through.
    private IEnumerable<(CelScope Scope, CelError? Error)> Chosen(IEnumerable<CelScope> scopes)
    {
        foreach (var scope in scopes)
        {
            var chosen = Bodies.Count == 1 ? true : Bodies[0].Evaluate(scope);
            if (chosen is true) yield return (scope, null);
            else if (chosen is not false) yield return (scope, chosen as CelError ?? CelError.NoOverload);
        }
    }
}
