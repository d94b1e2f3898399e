using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Kpanda.KubeModel.Validation;

namespace Kpanda.KubeModel;

/// <summary>Reads the query form of a label selector, token by token, and fails in Kubernetes' words.</summary>
internal sealed class LabelSelectorParser
{
    private const string Symbols = "=!(),<>";
    private readonly string text;
    private int position;
    private string? problem;

    private LabelSelectorParser(string text) => this.text = text;

    private enum Token
    {
        End,
        Identifier,
        Symbol,
    }

    public static bool TryParse(string text, out List<LabelRequirement> requirements, [NotNullWhen(false)] out string? error)
    {
        var parser = new LabelSelectorParser(text);
        requirements = parser.Parse();
        error = parser.problem;
        return error is null;
    }

    private List<LabelRequirement> Parse()
    {
        List<LabelRequirement> found = [];
        while (problem is null)
        {
            var (token, literal) = Peek();
            if (token == Token.End) break;
            if (token != Token.Identifier && literal != "!")
            {
                problem = $"found '{literal}', expected: !, identifier, or 'end of string'";
                break;
            }

            if (Requirement() is { } requirement) found.Add(requirement);
            if (problem is not null)
            {
                problem = "unable to parse requirement: " + problem;
                break;
            }

            (token, literal) = Next();
            if (token == Token.End) break;
            if (literal != "," || token != Token.Symbol)
            {
                problem = $"found '{literal}', expected: ',' or 'end of string'";
                break;
            }

            (token, literal) = Peek();
            if (token != Token.Identifier && literal != "!") problem = $"found '{literal}', expected: identifier after ','";
        }

        return found;
    }

    private LabelRequirement? Requirement()
    {
        var (token, key) = Next();
        var negated = token == Token.Symbol && key == "!";
        if (negated) (token, key) = Next();
        if (token != Token.Identifier) return Fail($"found '{key}', expected: identifier");
        if (NameRules.QualifiedName(key) is { Count: > 0 } bad) return Fail($"key: Invalid value: \"{key}\": {string.Join("; ", bad)}");

        var (ahead, symbol) = Peek();
        if (negated) return new(key, LabelOperator.DoesNotExist, []);
        if (ahead == Token.End || symbol == ",") return new(key, LabelOperator.Exists, []);

        (_, var word) = Next();
        LabelRequirement? requirement = word switch
        {
            "in" => Set(key, LabelOperator.In),
            "notin" => Set(key, LabelOperator.NotIn),
            "=" or "==" => Exact(key, LabelOperator.In),
            "!=" => Exact(key, LabelOperator.NotIn),
            ">" => Exact(key, LabelOperator.GreaterThan),
            "<" => Exact(key, LabelOperator.LessThan),
            _ => Fail($"found '{word}', expected: in, notin, =, ==, !=, gt, lt"),
        };
        return requirement is null || problem is not null ? null : Checked(requirement);
    }

    private LabelRequirement? Checked(LabelRequirement requirement)
    {
        for (var i = 0; i < requirement.Values.Count; i++)
        {
            var value = requirement.Values[i];
            if (requirement.Operator is LabelOperator.GreaterThan or LabelOperator.LessThan
                && !long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            {
                return Fail($"values[{i}]: Invalid value: \"{value}\": for 'Gt', 'Lt' operators, the value must be an integer");
            }

            if (NameRules.LabelValue(value) is { Count: > 0 } bad) return Fail($"values[{i}][{requirement.Key}]: Invalid value: \"{value}\": {string.Join("; ", bad)}");
        }

        return requirement;
    }

    private LabelRequirement? Exact(string key, LabelOperator op)
    {
        var (token, literal) = Peek();
        if (token == Token.End || (token == Token.Symbol && literal == ",")) return new(key, op, [""]);
        (token, literal) = Next();
        return token == Token.Identifier ? new(key, op, [literal]) : Fail($"found '{literal}', expected: identifier");
    }

    private LabelRequirement? Set(string key, LabelOperator op)
    {
        var (token, literal) = Next();
        if (token != Token.Symbol || literal != "(") return Fail($"found '{literal}' expected: '('");
        (token, literal) = Peek();
        if (token == Token.Symbol && literal == ")") return Fail("values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty");
        if (token != Token.Identifier && literal != ",") return Fail($"found '{literal}', expected: ',', ')' or identifier");

        SortedSet<string> values = new(StringComparer.Ordinal);
        var last = "";
        while (true)
        {
            (token, literal) = Next();
            if (token == Token.Identifier)
            {
                values.Add(literal);
                last = literal;
                if (Peek() is not (Token.Symbol, "," or ")")) return Fail($"found '{Peek().Literal}', expected: ',' or ')'");
            }
            else if (token == Token.Symbol && literal is "," or ")")
            {
                // "(,a)", "(a,,b)" and "(a,)" each hold an empty value.
                if (last.Length == 0) values.Add("");
                last = "";
                if (literal == ")") break;
                if (Peek() is (Token.Symbol, ")")) continue;
            }
            else
            {
                return Fail($"found '{literal}', expected: ',', or identifier");
            }
        }

        return new(key, op, [.. values]);
    }

    private LabelRequirement? Fail(string message)
    {
        problem ??= message;
        return null;
    }

    private (Token Token, string Literal) Peek()
    {
        var at = position;
        var next = Next();
        position = at;
        return next;
    }

    private (Token Token, string Literal) Next()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position])) position++;
        if (position >= text.Length) return (Token.End, "");
        var start = position;
        if (!Symbols.Contains(text[position], StringComparison.Ordinal))
        {
            while (position < text.Length && !char.IsWhiteSpace(text[position]) && !Symbols.Contains(text[position], StringComparison.Ordinal)) position++;
            return (Token.Identifier, text[start..position]);
        }

        position++;
        if (text[start] is '=' or '!' && position < text.Length && text[position] == '=') position++;
        return (Token.Symbol, text[start..position]);
    }
}
