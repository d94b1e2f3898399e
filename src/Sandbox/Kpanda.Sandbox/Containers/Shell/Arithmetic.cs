using System.Globalization;

namespace Kpanda.Sandbox.Containers.Shell;

/// <summary>Whole numbers in <c>$((…))</c>: + - * / %, comparisons, brackets and names of variables.</summary>
internal sealed class Arithmetic
{
    private const int Deepest = 50;
    private static readonly string[][] Levels = [["==", "!="], ["<=", ">=", "<", ">"], ["+", "-"], ["*", "/", "%"]];

    private readonly string _text;
    private readonly Func<string, string> _variable;
    private int _at;
    private int _depth;

    private Arithmetic(string text, Func<string, string> variable) => (_text, _variable) = (text, variable);

    public static long Evaluate(string expression, Func<string, string> variable)
    {
        var arithmetic = new Arithmetic(expression, variable);
        var value = arithmetic.Level(0);
        return arithmetic._at == expression.Length ? value : throw arithmetic.Wrong();
    }

    private long Level(int level)
    {
        if (level == Levels.Length) return Value();
        var left = Level(level + 1);
        while (Levels[level].FirstOrDefault(symbol => string.CompareOrdinal(_text, _at, symbol, 0, symbol.Length) == 0) is { } found)
        {
            _at += found.Length;
            left = Apply(found, left, Level(level + 1));
        }

        return left;
    }

    private long Apply(string symbol, long left, long right) => unchecked(symbol switch
    {
        "+" => left + right,
        "-" => left - right,
        "*" => left * right,
        "/" or "%" when right == 0 => throw new ShellSyntaxException("arithmetic: divide by zero", unfinished: false),
        "/" => right == -1 ? -left : left / right,
        "%" => right == -1 ? 0 : left % right,
        "==" => left == right ? 1 : 0,
        "!=" => left != right ? 1 : 0,
        "<" => left < right ? 1 : 0,
        ">" => left > right ? 1 : 0,
        "<=" => left <= right ? 1 : 0,
        _ => left >= right ? 1 : 0,
    });

    private long Value()
    {
        if (++_depth > Deepest) throw Wrong();
        Skip();
        long value;
        if (_at < _text.Length && _text[_at] == '-')
        {
            _at++;
            value = -Value();
        }
        else if (_at < _text.Length && _text[_at] == '(')
        {
            _at++;
            value = Level(0);
            if (_at == _text.Length || _text[_at++] != ')') throw Wrong();
        }
        else
        {
            value = Name();
        }

        Skip();
        _depth--;
        return value;
    }

    private long Name()
    {
        if (_at < _text.Length && _text[_at] == '$') _at++;
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == '_')) _at++;
        var word = _text[start.._at];
        if (word.Length == 0) throw Wrong();
        if (!char.IsAsciiDigit(word[0])) word = _variable(word) is { Length: > 0 } set ? set : "0";
        return long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong();
    }

    private void Skip()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at])) _at++;
    }

    private ShellSyntaxException Wrong() => new($"arithmetic syntax error: {_text}", unfinished: false);
}
