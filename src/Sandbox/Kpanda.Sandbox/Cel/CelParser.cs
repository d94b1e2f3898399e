namespace Kpanda.Sandbox.Cel;

/// <summary>Makes a tree of an expression, macros expanded. Names and functions that nobody declared are errors.</summary>
/// <param name="text">The expression.</param>
/// <param name="declared">The names that it may use.</param>
/// <param name="lenient">Whether names and functions that nobody declared are left for a checker to find.</param>
internal sealed class CelParser(string text, IReadOnlyCollection<string> declared, bool lenient = false)
{
    // Where names may stand for objects of the caller's, their functions are known only to them.
    private readonly bool open = declared.Any(name => name is "authorizer" or "variables");
    private const int Deepest = 200;
    private static readonly string[][] Levels = [["||"], ["&&"], ["<", "<=", ">=", ">", "==", "!=", "in"], ["+", "-"], ["*", "/", "%"]];

    private readonly List<CelToken> _tokens = new CelLexer(text).Read();
    private readonly Stack<string> _bound = new();
    private int _at;
    private int _depth;

    private CelToken Current => _tokens[_at];

    /// <exception cref="CelSyntaxException">The text is no expression, or names what is not there.</exception>
    public CelNode Parse()
    {
        var root = Expression();
        return Current.Kind == CelTokenKind.End ? root : throw Unexpected();
    }

    private CelNode Expression()
    {
        if (++_depth > Deepest) throw new CelSyntaxException("expression recursion limit exceeded", Current.Position);
        var condition = Binary(0);
        var place = Current.Position;
        if (Take("?"))
        {
            var yes = Binary(0);
            Need(":");
            condition = new CelChoice(condition, yes, Expression()) { Position = place };
        }

        _depth--;
        return condition;
    }

    private CelNode Binary(int level)
    {
        if (level == Levels.Length) return Unary();
        var left = Binary(level + 1);
        while (Current.Kind == CelTokenKind.Symbol && Levels[level].Contains(Current.Text))
        {
            var symbol = Current.Text;
            var place = Current.Position;
            _at++;
            var right = Binary(level + 1);
            left = symbol switch
            {
                "||" => new CelLogic(left, right, Decisive: true) { Position = place },
                "&&" => new CelLogic(left, right, Decisive: false) { Position = place },
                _ => new CelOperation(symbol, left, right) { Position = place },
            };
        }

        return left;
    }

    private CelNode Unary()
    {
        var place = Current.Position;
        if (Take("!")) return new CelNot(Unary()) { Position = place };
        if (Current is { Kind: CelTokenKind.Symbol, Text: "-" })
        {
            _at++;
            switch (Current)
            {
                case { Kind: CelTokenKind.Literal, Value: long.MinValue }:
                    return Member();
                case { Kind: CelTokenKind.Literal, Value: long or double } number:
                    // A sign belongs to the number.
                    _tokens[_at] = number with { Value = number.Value is long whole ? (object)-whole : -(double)number.Value, Position = place };
                    return Member();
                default:
                    return new CelNegation(Unary()) { Position = place };
            }
        }

        return Member();
    }

    private CelNode Member()
    {
        var node = Primary();
        while (true)
        {
            var place = Current.Position;
            if (Take("."))
            {
                var name = Identifier();
                node = IsCall() ? Method(node, name) : new CelField(node, CelNames.Unescape(name.Text), Optional: false) { Position = place };
            }
            else if (Take(".?"))
            {
                node = new CelField(node, CelNames.Unescape(Identifier().Text), Optional: true) { Position = place };
            }
            else if (Take("["))
            {
                node = new CelIndex(node, Expression(), Optional: false) { Position = place };
                Need("]");
            }
            else if (Take("[?"))
            {
                node = new CelIndex(node, Expression(), Optional: true) { Position = place };
                Need("]");
            }
            else
            {
                return node;
            }
        }
    }

    private CelNode Primary()
    {
        var token = Current;
        if (token.Kind == CelTokenKind.Literal)
        {
            _at++;
            return new CelLiteral(token.Value) { Position = token.Position };
        }

        if (Take("("))
        {
            var inner = Expression();
            Need(")");
            return inner;
        }

        if (Take("[")) return new CelList(Items("]", Expression)) { Position = token.Position };
        if (Take("{")) return new CelMapping(Items("}", Entry)) { Position = token.Position };
        Take(".");
        if (Current.Kind != CelTokenKind.Identifier) throw Unexpected(" expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}");
        var name = Identifier();
        if (IsCall()) return Function(name);
        if (_bound.Contains(name.Text) || declared.Contains(name.Text)) return new CelVariable(name.Text) { Position = name.Position };
        if (CelTypes.ByName(name.Text) is { } type) return new CelLiteral(type) { Position = name.Position };
        // optional.of(…), math.least(…): a name that only qualifies a function.
        if (Current is { Kind: CelTokenKind.Symbol, Text: "." } && CelFunctions.IsNamespace(name.Text, offered: lenient)) return Qualified(name);
        return lenient ? new CelVariable(name.Text) { Position = name.Position } : throw new CelSyntaxException(Unknown(name.Text), name.Position);
    }

    private CelNode Qualified(CelToken space)
    {
        Need(".");
        var name = Identifier();
        if (!IsCall()) throw Unexpected();
        if (space.Text == "cel" && name.Text == "bind") return Bind();
        return Function(name with { Text = $"{space.Text}.{name.Text}" });
    }

    private CelNode Bind()
    {
        Need("(");
        var name = Identifier();
        Need(",");
        var value = Expression();
        Need(",");
        var body = Within(Expression, name.Text);
        Need(")");
        return new CelBinding(name.Text, value, body);
    }

    private CelNode Function(CelToken name)
    {
        var place = Current.Position;
        Need("(");
        var arguments = Items(")", Expression);
        if (name.Text == "has")
        {
            return arguments is [CelField { Optional: false } field] ? new CelPresence(field) { Position = place } : throw new CelSyntaxException("invalid argument to has() macro", place + 1);
        }

        return CelFunctions.Find(name.Text, arguments.Count, member: false) is { } function
            ? new CelCall(function, arguments) { Position = place }
            : lenient ? new CelUnknown(name.Text, arguments) { Position = place } : throw new CelSyntaxException(Unknown(name.Text), place);
    }

    private CelNode Method(CelNode target, CelToken name)
    {
        var place = Current.Position;
        Need("(");
        if (CelMacro.IsMacro(name.Text) && Macro(target, name, place) is { } macro) return macro;
        var arguments = Items(")", Expression);
        return CelFunctions.Find(name.Text, arguments.Count + 1, member: true) is { } function
            ? new CelCall(function, [target, .. arguments]) { Position = place }
            : open || lenient ? new CelMethod(target, name.Text, arguments) { Position = place } : throw new CelSyntaxException(Unknown(name.Text), place);
    }

    // all(x, …), map(x, filter, …), transformList(i, x, …), optMap(x, …): the first arguments name what the last ones are about.
    private CelMacro? Macro(CelNode target, CelToken name, int place)
    {
        List<string> names = [];
        var start = _at;
        while (names.Count < 2 && Current.Kind == CelTokenKind.Identifier && _tokens[_at + 1] is { Kind: CelTokenKind.Symbol, Text: "," })
        {
            names.Add(Current.Text);
            _at += 2;
            if (!CelMacro.TakesTwo(name.Text)) break;
        }

        if (names.Count == 0)
        {
            _at = start;
            return null;
        }

        foreach (var bound in names) _bound.Push(bound);
        var bodies = Items(")", Expression);
        foreach (var _ in names) _bound.Pop();
        return CelMacro.Make(name.Text, target, names, bodies) is { } macro ? macro with { Position = place } : throw new CelSyntaxException(Unknown(name.Text), place);
    }

    private CelNode Within(Func<CelNode> parse, string name)
    {
        _bound.Push(name);
        var body = parse();
        _bound.Pop();
        return body;
    }

    private (CelNode Key, CelNode Value) Entry()
    {
        Take("?");
        var key = Expression();
        Need(":");
        return (key, Expression());
    }

    private List<T> Items<T>(string end, Func<T> parse)
    {
        List<T> items = [];
        while (!Take(end))
        {
            if (items.Count > 0)
            {
                Need(",");
                if (Take(end)) break;
            }

            items.Add(parse());
        }

        return items;
    }

    private bool IsCall() => Current is { Kind: CelTokenKind.Symbol, Text: "(" };

    private CelToken Identifier() => Current.Kind == CelTokenKind.Identifier ? _tokens[_at++] : throw Unexpected();

    private bool Take(string symbol)
    {
        if (Current.Kind != CelTokenKind.Symbol || Current.Text != symbol) return false;
        _at++;
        return true;
    }

    private void Need(string symbol)
    {
        if (!Take(symbol)) throw Unexpected();
    }

    private static string Unknown(string function) => $"undeclared reference to '{function}' (in container '')";

    private CelSyntaxException Unexpected(string expecting = "")
    {
        var token = Current;
        var shown = token.Text.Length > 0 ? token.Text : text[token.Position..Math.Min(text.Length, token.Position + 12)];
        return new($"Syntax error: mismatched input '{shown}'{expecting}", token.Position);
    }
}
