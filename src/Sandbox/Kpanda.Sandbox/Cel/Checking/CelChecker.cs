namespace Kpanda.Sandbox.Cel.Checking;

/// <summary>
/// Finds the type of an expression and of its parts before it is evaluated, as cel-go does with the functions that a version of Kubernetes offers. Problems are collected with their places.
/// </summary>
internal sealed class CelChecker
{
    private static readonly Dictionary<string, string> Operators = new(StringComparer.Ordinal) { ["in"] = "@in" };

    private readonly int minor;
    private readonly Dictionary<string, CelDeclared> structures = new(StringComparer.Ordinal);
    private readonly Stack<(string Name, CelStatic Type)> scope = new();
    private readonly CelUnification unification = new();
    private readonly Dictionary<CelNode, CelStatic> types = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<CelNode, IReadOnlyList<CelOverload>> overloads = new(ReferenceEqualityComparer.Instance);
    private readonly List<CelSyntaxException> problems = [];
    private readonly List<CelSyntaxException> literalProblems = [];
    private CelList? formatted;

    /// <param name="minor">The version of Kubernetes whose new rules are checked.</param>
    /// <param name="self">What <c>self</c> is.</param>
    /// <param name="optionalBefore">Whether <c>oldSelf</c> may be absent.</param>
    public CelChecker(int minor, CelDeclared self, bool optionalBefore)
    {
        this.minor = minor;
        foreach (var (name, declared) in self.Structures()) structures[name] = declared;
        scope.Push(("self", self.Type));
        scope.Push(("oldSelf", optionalBefore ? CelStatic.Optional(self.Type) : self.Type));
    }

    /// <summary>What is wrong, in the order of the places.</summary>
    public IReadOnlyList<CelSyntaxException> Problems => [.. (problems.Count > 0 ? problems : literalProblems).OrderBy(problem => problem.Position)];

    /// <summary>A pattern that cannot be read, in Go's words; empty where there is none.</summary>
    public string Broken { get; private set; } = "";

    /// <summary>Checks an expression. Its type is dyn where that is known only when it is evaluated.</summary>
    public CelStatic Check(CelNode root)
    {
        Visit(root);
        foreach (var node in types.Keys.ToList()) types[node] = unification.Replace(types[node], unknownIsDyn: true);
        return types[root];
    }

    /// <summary>The type of a part, after the check.</summary>
    public CelStatic TypeOf(CelNode node) => types[node];

    /// <summary>The forms of functions that a call may mean, after the check.</summary>
    public IReadOnlyList<CelOverload> OverloadsOf(CelNode node) => overloads.GetValueOrDefault(node, []);

    private CelStatic Visit(CelNode node) => types[node] = unification.Replace(TypeFor(node), unknownIsDyn: false);

    private CelStatic TypeFor(CelNode node) => node switch
    {
        CelLiteral literal => OfLiteral(literal.Constant),
        CelVariable variable => OfVariable(variable),
        CelField field => Select(field),
        CelPresence presence => Presence(presence),
        CelIndex index => Call(node, index.Optional ? "_[?_]" : "_[_]", [index.Target, index.Key]),
        CelList list => CelStatic.List(list.Items.Count == 0 ? unification.Fresh() : Join(list.Items, ReferenceEquals(list, formatted))),
        CelMapping map => map.Entries.Count == 0
            ? CelStatic.Map(unification.Fresh(), unification.Fresh())
            : CelStatic.Map(Join([.. map.Entries.Select(entry => entry.Key)]), Join([.. map.Entries.Select(entry => entry.Value)])),
        CelChoice choice => Call(node, "_?_:_", [choice.Condition, choice.Yes, choice.No]),
        CelLogic logic => Logic(logic),
        CelNot not => Call(node, "!_", [not.Operand]),
        CelNegation negation => Call(node, "-_", [negation.Operand]),
        CelOperation operation => Call(node, Operators.GetValueOrDefault(operation.Symbol, $"_{operation.Symbol}_"), [operation.Left, operation.Right]),
        CelCall call => Call(node, call.Function.Name, call.Arguments, call.Function.Member),
        CelMethod method => Call(node, method.Name, [method.Target, .. method.Arguments], member: true),
        CelUnknown unknown => Call(node, unknown.Name, unknown.Arguments),
        CelMacro macro => Macro(macro),
        CelBinding binding => Within([(binding.Name, Visit(binding.Bound))], () => Visit(binding.Body)),
        _ => CelStatic.Dyn,
    };

    private static CelStatic OfLiteral(object? constant) => constant switch
    {
        null => CelStatic.Null,
        bool => CelStatic.Bool,
        long => CelStatic.Int,
        ulong => CelStatic.UInt,
        double => CelStatic.Double,
        string => CelStatic.String,
        byte[] => CelStatic.Bytes,
        CelType type => CelStatic.TypeOf(type.Name switch
        {
            "bool" => CelStatic.Bool,
            "int" => CelStatic.Int,
            "uint" => CelStatic.UInt,
            "double" => CelStatic.Double,
            "string" => CelStatic.String,
            "bytes" => CelStatic.Bytes,
            "list" => CelStatic.List(CelStatic.Dyn),
            "map" => CelStatic.Map(CelStatic.Dyn, CelStatic.Dyn),
            "null_type" => CelStatic.Null,
            _ => CelStatic.Dyn,
        }),
        _ => CelStatic.Dyn,
    };

    private CelStatic OfVariable(CelVariable variable)
    {
        foreach (var (name, type) in scope)
        {
            if (name == variable.Name) return type;
        }

        return Undeclared(variable.Name, variable.Position);
    }

    private CelStatic Select(CelField field)
    {
        var type = FieldType(field, Visit(field.Target));
        return field.Optional ? CelStatic.Optional(type.IsOptional ? type.Parameters[0] : type) : type;
    }

    private CelStatic Presence(CelPresence presence)
    {
        Visit(presence.Field);
        return CelStatic.Bool;
    }

    private CelStatic FieldType(CelField field, CelStatic target)
    {
        if (target.IsOptional) return CelStatic.Optional(FieldType(field, target.Parameters[0]));
        switch (target.Kind)
        {
            case CelKind.Map:
                return target.Parameters[1];
            case CelKind.Struct when structures.TryGetValue(target.Name, out var declared) && declared.Fields.TryGetValue(field.Name, out var found):
                return found.Type;
            case CelKind.Struct:
                return Problem($"undefined field '{field.Name}'", field.Position);
            case CelKind.Parameter:
                unification.Fits([CelStatic.Dyn], [target]);
                return CelStatic.Dyn;
            default:
                if (!target.IsDynOrError) Problem($"type '{target}' does not support field selection", field.Position);
                return CelStatic.Dyn;
        }
    }

    private CelStatic Logic(CelLogic logic)
    {
        overloads[logic] = CelOverloads.Of(logic.Decisive ? "_||_" : "_&&_", minor);
        var good = MustBeBool(logic.Left, Visit(logic.Left));
        good &= MustBeBool(logic.Right, Visit(logic.Right));
        return good ? CelStatic.Bool : CelStatic.Error;
    }

    private bool MustBeBool(CelNode node, CelStatic type)
    {
        if (unification.Fits([type], [CelStatic.Bool])) return true;
        Problem($"expected type 'bool' but found '{unification.Replace(type, unknownIsDyn: false)}'", node.Position);
        return false;
    }

    private CelStatic Join(IReadOnlyList<CelNode> nodes, bool mayDiffer = false)
    {
        var joined = Visit(nodes[0]);
        var mixed = mayDiffer || minor < 30;
        foreach (var node in nodes.Skip(1))
        {
            var type = Visit(node);
            if (!mixed && !joined.IsExactly(type))
            {
                // Found where all types fit, and told of the first.
                literalProblems.Add(new($"expected type '{joined}' but found '{type}'", node.Position));
                mixed = true;
            }

            joined = unification.Fits([joined], [type]) ? CelUnification.MoreGeneral(joined, type) : CelStatic.Dyn;
        }

        return joined;
    }

    private CelStatic Call(CelNode node, string name, IReadOnlyList<CelNode> arguments, bool member = false)
    {
        // What a text is made of may be of many types.
        if (name == "format" && arguments is [_, CelList list]) formatted = list;
        return Resolve(node, name, [.. arguments.Select(Visit)], member, arguments);
    }

    private CelStatic Resolve(CelNode node, string name, List<CelStatic> given, bool member, IReadOnlyList<CelNode> arguments)
    {
        var forms = CelOverloads.Of(name, minor);
        if (forms.Count == 0) return Undeclared(name, node.Position);
        CelStatic? result = null;
        List<CelOverload> chosen = [];
        foreach (var form in forms)
        {
            if (form.Member != member) continue;
            var fresh = form.Parameters.ToDictionary(parameter => parameter, _ => unification.Fresh());
            if (!unification.Fits(given, [.. form.Arguments.Select(type => Instantiate(type, fresh))])) continue;
            chosen.Add(form);
            var type = unification.Replace(Instantiate(form.Result, fresh), unknownIsDyn: false);
            if (result is null) result = type;
            else if (result.Kind != CelKind.Dyn && !type.IsExactly(result)) result = CelStatic.Dyn;
        }

        if (result is null)
        {
            var shown = given.Select(type => unification.Replace(type, unknownIsDyn: true)).ToList();
            return Problem($"found no matching overload for '{name}' applied to '{(member ? $"{shown[0]}." : "")}({string.Join(", ", member ? shown.Skip(1) : shown)})'", node.Position);
        }

        overloads[node] = chosen;
        Literals(name, arguments);
        return result;
    }

    // What is written out must be readable: from 1.29 on that is seen where the types fit, but for patterns of find and findAll.
    private void Literals(string name, IReadOnlyList<CelNode> arguments)
    {
        if (arguments.Count > 1 && name is ("find" or "findAll") && arguments[1] is CelLiteral { Constant: string sought } && Broken.Length == 0) Broken = GoPattern.Problem(sought) ?? "";
        if (Broken.Length == 0 && name is ("int" or "uint" or "double" or "bool") && arguments is [CelLiteral { Constant: string number }] && !CanBe(name, number)) Broken = $"type conversion error from 'string' to '{name}'";
        if (minor >= 30 && name == "format" && arguments is [CelLiteral { Constant: string form } place, CelList list]) Format(form, list.Items, place);
        if (minor < 30 || name is not ("matches" or "duration" or "timestamp") || arguments.Count == 0 || arguments[^1] is not CelLiteral { Constant: string text } literal) return;
        var readable = name switch
        {
            "duration" => CelConversions.Duration(text) is not null,
            "timestamp" => CelConversions.Time(text) is not null,
            _ => GoPattern.Problem(text) is null,
        };
        if (!readable) literalProblems.Add(new($"invalid {name} argument", literal.Position));
    }

    private static bool CanBe(string type, string text) => type switch
    {
        "int" => CelConversions.Int(text) is long,
        "uint" => CelConversions.UInt(text) is ulong,
        "double" => CelConversions.Double(text) is double,
        _ => CelConversions.Bool(text) is bool,
    };

    // Each clause has an argument of its own, and a text can be made of it.
    private void Format(string form, IReadOnlyList<CelNode> arguments, CelNode place)
    {
        var used = 0;
        for (var i = form.IndexOf('%', StringComparison.Ordinal); i >= 0 && i + 1 < form.Length; i = i + 2 < form.Length ? form.IndexOf('%', i + 2) : -1)
        {
            if (form[i + 1] == '%') continue;
            if (used == arguments.Count)
            {
                literalProblems.Add(new($"index {used} out of range", place.Position));
                return;
            }

            var argument = arguments[used++];
            if (form[i + 1] == 's' && types[argument] is { Kind: CelKind.Struct } type)
            {
                literalProblems.Add(new(
                    $"error during formatting: string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps, was given {type}", argument.Position));
                return;
            }
        }

        if (used < arguments.Count) literalProblems.Add(new($"too many arguments supplied to string.format (expected {used}, got {arguments.Count})", place.Position));
    }

    private static CelStatic Instantiate(CelStatic type, Dictionary<string, CelStatic> fresh) => type.Kind switch
    {
        CelKind.Parameter => fresh[type.Name],
        CelKind.List => CelStatic.List(Instantiate(type.Parameters[0], fresh)),
        CelKind.Map => CelStatic.Map(Instantiate(type.Parameters[0], fresh), Instantiate(type.Parameters[1], fresh)),
        CelKind.Opaque => CelStatic.Opaque(type.Name, [.. type.Parameters.Select(part => Instantiate(part, fresh))]),
        CelKind.Type => CelStatic.TypeOf(Instantiate(type.Parameters[0], fresh)),
        _ => type,
    };

    private CelStatic Macro(CelMacro macro)
    {
        var range = Visit(macro.Target);
        if (macro.Kind is "optMap" or "optFlatMap") return OptionalMacro(macro, range);
        var (first, second) = Elements(macro, range);
        IEnumerable<(string, CelStatic)> names = macro.Names.Count == 2 ? [(macro.Names[0], range.Kind == CelKind.List ? CelStatic.Int : first), (macro.Names[1], second)] : [(macro.Names[0], first)];
        return Within(names, () =>
        {
            var bodies = macro.Bodies.Select(Visit).ToList();
            switch (macro.Kind)
            {
                case "all" or "exists":
                    return MustBeBool(macro.Bodies[0], bodies[0]) ? CelStatic.Bool : CelStatic.Error;
                case "exists_one" or "existsOne":
                    return Chooses(macro, bodies[0], CelStatic.Int) ? CelStatic.Bool : CelStatic.Error;
                case "filter":
                    return Chooses(macro, bodies[0], CelStatic.List(first)) ? CelStatic.List(first) : CelStatic.Error;
                case "transformMap":
                    if (bodies.Count == 2) Chooses(macro, bodies[0], CelStatic.Map(first, bodies[^1]));
                    return CelStatic.Map(range.Kind == CelKind.List ? CelStatic.Int : first, bodies[^1]);
                default:
                    if (bodies.Count == 2) Chooses(macro, bodies[0], CelStatic.List(bodies[^1]));
                    return CelStatic.List(bodies[^1]);
            }
        });
    }

    private CelStatic OptionalMacro(CelMacro macro, CelStatic range)
    {
        var value = CelStatic.Dyn;
        if (range.IsOptional) value = range.Parameters[0];
        else if (!range.IsDynOrError) return Problem($"found no matching overload for 'hasValue' applied to '{range}.()'", macro.Position);
        var body = Within([(macro.Names[0], value)], () => Visit(macro.Bodies[0]));
        return macro.Kind == "optMap" ? CelStatic.Optional(body) : body;
    }

    // What a comprehension looks at: the element of a list (twice), or key and value of a map.
    private (CelStatic First, CelStatic Second) Elements(CelMacro macro, CelStatic range)
    {
        switch (range.Kind)
        {
            case CelKind.List:
                return (range.Parameters[0], range.Parameters[0]);
            case CelKind.Map:
                return (range.Parameters[0], range.Parameters[1]);
            case CelKind.Dyn or CelKind.Error or CelKind.Parameter:
                unification.Fits([CelStatic.Dyn], [range]);
                return (CelStatic.Dyn, CelStatic.Dyn);
            default:
                Problem($"expression of type '{range}' cannot be range of a comprehension (must be list, map, or dynamic)", macro.Target.Position);
                return (CelStatic.Error, CelStatic.Error);
        }
    }

    // What a filter says must be a truth: it becomes the condition of a choice.
    private bool Chooses(CelMacro macro, CelStatic condition, CelStatic result)
    {
        if (unification.Fits([condition], [CelStatic.Bool])) return true;
        Problem($"found no matching overload for '_?_:_' applied to '({condition}, {result}, {result})'", macro.Position);
        return false;
    }

    private CelStatic Within(IEnumerable<(string, CelStatic)> names, Func<CelStatic> check)
    {
        var count = 0;
        foreach (var name in names)
        {
            scope.Push(name);
            count++;
        }

        var result = check();
        for (; count > 0; count--) scope.Pop();
        return result;
    }

    private CelStatic Undeclared(string name, int position) => Problem($"undeclared reference to '{name}' (in container '')", position);

    private CelStatic Problem(string message, int position)
    {
        problems.Add(new(message, position));
        return CelStatic.Error;
    }
}
