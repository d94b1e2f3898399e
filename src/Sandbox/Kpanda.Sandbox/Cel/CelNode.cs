using System.Text.Json.Nodes;

namespace Kpanda.Sandbox.Cel;

/// <summary>A part of an expression.</summary>
internal abstract record CelNode
{
    /// <summary>The character at which it stands, from 0: that of the operator, of the dot or of the bracket where it has one.</summary>
    public int Position { get; init; }

    /// <summary>Its value; a <see cref="CelError"/> where it has none.</summary>
    public object? Evaluate(CelScope scope) => scope.Budget.Spend(1) ? Value(scope) : CelBudget.Exhausted;

    /// <summary>Whether it or a part of it is the variable of that name.</summary>
    public bool Uses(string name) => (this is CelVariable variable && variable.Name == name) || Parts.Any(part => part.Uses(name));

    public virtual IEnumerable<CelNode> Parts => [];

    protected abstract object? Value(CelScope scope);

    /// <summary>The values of parts; the first error where one has none.</summary>
    protected static (object?[] Values, CelError? Error) All(IReadOnlyList<CelNode> nodes, CelScope scope)
    {
        var values = new object?[nodes.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = nodes[i].Evaluate(scope);
            if (values[i] is CelError error) return (values, error);
        }

        return (values, null);
    }
}

internal sealed record CelLiteral(object? Constant) : CelNode
{
    protected override object? Value(CelScope scope) => Constant;
}

internal sealed record CelVariable(string Name) : CelNode
{
    protected override object? Value(CelScope scope) => scope.Find(Name);
}

internal sealed record CelField(CelNode Target, string Name, bool Optional) : CelNode
{
    public override IEnumerable<CelNode> Parts => [Target];

    /// <summary>For has(): whether the field is there.</summary>
    public object? Present(CelScope scope) => Target.Evaluate(scope) switch
    {
        CelError error => error,
        JsonObject map => map[Name] is not null,
        ICelObject own => own.Get(Name) is not CelError,
        CelOptional optional => optional.HasValue && CelValues.TryGet(optional.Value, Name, out _),
        var target => CelValues.TryGet(target, Name, out _),
    };

    protected override object? Value(CelScope scope)
    {
        var target = Target.Evaluate(scope);
        if (target is CelError) return target;
        if (Optional || target is CelOptional) return CelIndex.Maybe(target, Name);
        if (target is ICelObject own) return own.Get(Name);
        if (CelValues.TryGet(target, Name, out var value)) return value;
        return CelValues.IsMap(target) ? CelError.NoKey(Name) : new CelError($"no such overload");
    }
}

internal sealed record CelIndex(CelNode Target, CelNode Key, bool Optional) : CelNode
{
    public override IEnumerable<CelNode> Parts => [Target, Key];

    /// <summary>A field that may be absent, of a value that may be absent.</summary>
    public static object? Maybe(object? target, object? key)
    {
        if (target is CelOptional optional)
        {
            if (!optional.HasValue) return optional;
            target = optional.Value;
        }

        return CelValues.TryGet(target, key, out var value) ? CelOptional.Of(value) : CelOptional.None;
    }

    protected override object? Value(CelScope scope)
    {
        var target = Target.Evaluate(scope);
        if (target is CelError) return target;
        var key = Key.Evaluate(scope);
        if (key is CelError) return key;
        if (Optional || target is CelOptional) return Maybe(target, key);
        if (CelValues.TryGet(target, key, out var value)) return value;
        if (CelValues.IsMap(target)) return CelError.NoKey(key);
        return CelValues.IsList(target) ? new CelError($"index out of bounds: {key}") : CelError.NoOverload;
    }
}

internal sealed record CelPresence(CelField Field) : CelNode
{
    public override IEnumerable<CelNode> Parts => [Field];

    protected override object? Value(CelScope scope) => Field.Present(scope);
}

internal sealed record CelList(IReadOnlyList<CelNode> Items) : CelNode
{
    public override IEnumerable<CelNode> Parts => Items;

    protected override object? Value(CelScope scope)
    {
        var (values, error) = All(Items, scope);
        return error is null ? values : error;
    }
}

internal sealed record CelMapping(IReadOnlyList<(CelNode Key, CelNode Value)> Entries) : CelNode
{
    public override IEnumerable<CelNode> Parts => Entries.SelectMany(e => new[] { e.Key, e.Value });

    protected override object? Value(CelScope scope)
    {
        Dictionary<object, object?> map = [];
        foreach (var (key, value) in Entries)
        {
            var (pair, error) = All([key, value], scope);
            if (error is not null) return error;
            if (pair[0] is null) return CelError.NoOverload;
            map[pair[0]!] = pair[1];
        }

        return map;
    }
}

internal sealed record CelChoice(CelNode Condition, CelNode Yes, CelNode No) : CelNode
{
    public override IEnumerable<CelNode> Parts => [Condition, Yes, No];

    protected override object? Value(CelScope scope) => Condition.Evaluate(scope) switch
    {
        true => Yes.Evaluate(scope),
        false => No.Evaluate(scope),
        CelError error => error,
        _ => CelError.NoOverload,
    };
}

/// <summary><c>||</c> (a true decides) and <c>&amp;&amp;</c> (a false does): what decides on either side outweighs an error on the other.</summary>
internal sealed record CelLogic(CelNode Left, CelNode Right, bool Decisive) : CelNode
{
    public override IEnumerable<CelNode> Parts => [Left, Right];

    protected override object? Value(CelScope scope)
    {
        var left = Left.Evaluate(scope);
        if (left is bool first && first == Decisive) return Decisive;
        var right = Right.Evaluate(scope);
        if (right is bool second && second == Decisive) return Decisive;
        if (left is CelError) return left;
        if (right is CelError) return right;
        return left is bool && right is bool ? !Decisive : CelError.NoOverload;
    }
}

internal sealed record CelNot(CelNode Operand) : CelNode
{
    public override IEnumerable<CelNode> Parts => [Operand];

    protected override object? Value(CelScope scope) => Operand.Evaluate(scope) switch
    {
        bool truth => !truth,
        CelError error => error,
        _ => CelError.NoOverload,
    };
}

internal sealed record CelNegation(CelNode Operand) : CelNode
{
    public override IEnumerable<CelNode> Parts => [Operand];

    protected override object? Value(CelScope scope) => Operand.Evaluate(scope) switch
    {
        long.MinValue => new CelError("integer overflow"),
        long whole => -whole,
        double real => -real,
        TimeSpan time => -time,
        CelError error => error,
        _ => CelError.NoOverload,
    };
}

internal sealed record CelOperation(string Symbol, CelNode Left, CelNode Right) : CelNode
{
    public override IEnumerable<CelNode> Parts => [Left, Right];

    protected override object? Value(CelScope scope)
    {
        var (values, error) = All([Left, Right], scope);
        if (error is not null) return error;
        scope.Budget.Spend(CelValues.Weight(values[0]));
        return CelOperators.Apply(Symbol, values[0], values[1]);
    }
}

internal sealed record CelCall(CelFunction Function, IReadOnlyList<CelNode> Arguments) : CelNode
{
    public override IEnumerable<CelNode> Parts => Arguments;

    protected override object? Value(CelScope scope)
    {
        // An object of the caller's may have functions that are named like one of CEL's.
        var (values, error) = All(Arguments, scope);
        if (error is not null) return error;
        foreach (var value in values) scope.Budget.Spend(CelValues.Weight(value));
        if (values is [ICelObject own, ..] && Function.Member) return own.Call(Function.Name, values[1..]);
        return Function.Apply(values);
    }
}

/// <summary>A function of a value that only its maker knows.</summary>
internal sealed record CelMethod(CelNode Target, string Name, IReadOnlyList<CelNode> Arguments) : CelNode
{
    public override IEnumerable<CelNode> Parts => [Target, .. Arguments];

    protected override object? Value(CelScope scope)
    {
        var (values, error) = All([Target, .. Arguments], scope);
        if (error is not null) return error;
        return values[0] is ICelObject own ? own.Call(Name, values[1..]) : CelError.NoOverload;
    }
}

/// <summary>A function that there is not. It is found when the expression is checked.</summary>
internal sealed record CelUnknown(string Name, IReadOnlyList<CelNode> Arguments) : CelNode
{
    public override IEnumerable<CelNode> Parts => Arguments;

    protected override object? Value(CelScope scope) => CelError.NoOverload;
}

internal sealed record CelBinding(string Name, CelNode Bound, CelNode Body) : CelNode
{
    public override IEnumerable<CelNode> Parts => [Bound, Body];

    protected override object? Value(CelScope scope) => Bound.Evaluate(scope) switch
    {
        CelError error => error,
        var value => Body.Evaluate(scope.With(Name, value)),
    };
}
