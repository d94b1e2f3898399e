namespace Kpanda.Sandbox.Containers.Shell;

/// <summary>Reads the shell's language as POSIX has it, without functions, <c>case</c> and here-documents.</summary>
internal sealed class ShellParser
{
    private const int Deepest = 50;
    private static readonly string[] Enders = ["then", "else", "elif", "fi", "do", "done", "}"];

    private readonly string _text;
    private readonly WordReader _words;
    private int _at;
    private int _depth;

    private ShellParser(string text)
    {
        _text = text;
        _words = new WordReader(text);
    }

    /// <summary>Reads a whole script. Throws <see cref="ShellSyntaxException"/>.</summary>
    public static ShellCommand Parse(string script)
    {
        var parser = new ShellParser(script);
        var list = parser.List();
        if (parser._at < script.Length) throw parser.Unexpected();
        return list;
    }

    private ListCommand List()
    {
        if (++_depth > Deepest) throw new ShellSyntaxException("syntax error: nested too deeply", unfinished: false);
        var parts = new List<ShellCommand>();
        while (true)
        {
            Skip(lines: true);
            if (_at == _text.Length || Peek(")") || Enders.Contains(PeekWord())) break;
            var command = Logical();
            Skip(lines: false);
            if (Peek("&") && !Peek("&&"))
            {
                _at++;
                command = new BackgroundCommand(command);
            }
            else if (Peek(";") && !Peek(";;"))
            {
                _at++;
            }
            else if (_at < _text.Length && _text[_at] != '\n' && !Peek(")"))
            {
                throw Unexpected();
            }

            parts.Add(command);
        }

        _depth--;
        return new ListCommand(parts);
    }

    private ShellCommand Logical()
    {
        var left = Pipeline();
        while (true)
        {
            Skip(lines: false);
            var and = Peek("&&");
            if (!and && !Peek("||")) return left;
            _at += 2;
            Skip(lines: true);
            left = new LogicalCommand(left, and, Pipeline());
        }
    }

    private ShellCommand Pipeline()
    {
        Skip(lines: false);
        var negated = PeekWord() == "!";
        if (negated) Take("!");
        List<ShellCommand> parts = [Command()];
        while (true)
        {
            Skip(lines: false);
            if (!Peek("|") || Peek("||")) break;
            _at++;
            Skip(lines: true);
            parts.Add(Command());
        }

        return parts.Count == 1 && !negated ? parts[0] : new PipelineCommand(parts, negated);
    }

    private ShellCommand Command()
    {
        Skip(lines: false);
        if (Peek("("))
        {
            _at++;
            var inside = List();
            Expect(")");
            return new GroupCommand(inside, Subshell: true, Redirections());
        }

        switch (PeekWord())
        {
            case "{":
                Take("{");
                var body = List();
                Take("}");
                return new GroupCommand(body, Subshell: false, Redirections());
            case "if":
                Take("if");
                return If();
            case var loop when loop is "while" or "until":
                Take(loop);
                var condition = List();
                return new WhileCommand(condition, loop == "until", Body(), Redirections());
            case "for":
                Take("for");
                return For();
            default:
                return Simple();
        }
    }

    private IfCommand If()
    {
        var condition = List();
        Take("then");
        var then = List();
        ShellCommand? otherwise = null;
        if (PeekWord() == "elif")
        {
            Take("elif");
            return new IfCommand(condition, then, If(), []);
        }

        if (PeekWord() == "else")
        {
            Take("else");
            otherwise = List();
        }

        Take("fi");
        return new IfCommand(condition, then, otherwise, Redirections());
    }

    private ForCommand For()
    {
        Skip(lines: false);
        var name = PeekWord();
        Take(name);
        Skip(lines: true);
        List<ShellWord>? words = null;
        if (PeekWord() == "in")
        {
            Take("in");
            words = [];
            Skip(lines: false);
            while (_at < _text.Length && _text[_at] is not (';' or '\n'))
            {
                words.Add(Word());
                Skip(lines: false);
            }
        }

        if (Peek(";")) _at++;
        return new ForCommand(name, words, Body(), Redirections());
    }

    private ListCommand Body()
    {
        Skip(lines: true);
        Take("do");
        var body = List();
        Take("done");
        return body;
    }

    private SimpleCommand Simple()
    {
        var assignments = new List<(string, ShellWord)>();
        var words = new List<ShellWord>();
        var redirections = new List<Redirection>();
        while (true)
        {
            Skip(lines: false);
            if (TryRedirection() is { } redirection)
            {
                redirections.Add(redirection);
                continue;
            }

            if (_at == _text.Length || _text[_at] is '\n' or ';' or '&' or '|' or '(' or ')') break;
            if (words.Count == 0 && Assignment() is { } name)
            {
                _at += name.Length + 1;
                assignments.Add((name, Word()));
                continue;
            }

            words.Add(Word());
        }

        if (assignments.Count + words.Count + redirections.Count == 0) throw Unexpected();
        return new SimpleCommand(assignments, words, redirections);
    }

    private List<Redirection> Redirections()
    {
        var found = new List<Redirection>();
        Skip(lines: false);
        while (TryRedirection() is { } redirection)
        {
            found.Add(redirection);
            Skip(lines: false);
        }

        return found;
    }

    private Redirection? TryRedirection()
    {
        var at = _at;
        var descriptor = -1;
        if (at + 1 < _text.Length && char.IsAsciiDigit(_text[at]) && _text[at + 1] is '<' or '>') descriptor = _text[at++] - '0';
        var both = at + 1 < _text.Length && _text[at] == '&' && _text[at + 1] == '>';
        if (both) at++;
        if (at == _text.Length || _text[at] is not ('<' or '>')) return null;
        var length = at + 1 < _text.Length && ((_text[at] == '>' && _text[at + 1] is '>' or '&') || (_text[at] == '<' && _text[at + 1] == '&')) ? 2 : 1;
        var symbol = _text.Substring(at, length);
        if (symbol == "<" && at + 1 < _text.Length && _text[at + 1] == '<') throw new ShellSyntaxException("syntax error: here-documents are not supported", unfinished: false);
        _at = at + length;
        Skip(lines: false);
        return new Redirection(descriptor >= 0 ? descriptor : both ? -1 : symbol[0] == '<' ? 0 : 1, symbol, Word());
    }

    private ShellWord Word()
    {
        var word = _words.Read(ref _at, Parse);
        return word.Parts.Count > 0 ? word : throw Unexpected();
    }

    private string? Assignment()
    {
        var at = _at;
        while (at < _text.Length && (char.IsAsciiLetterOrDigit(_text[at]) || _text[at] == '_')) at++;
        return at > _at && at < _text.Length && _text[at] == '=' && !char.IsAsciiDigit(_text[_at]) ? _text[_at..at] : null;
    }

    private void Skip(bool lines)
    {
        while (_at < _text.Length)
        {
            if (_text[_at] is ' ' or '\t' or '\r' || (lines && _text[_at] == '\n')) _at++;
            else if (_text[_at] == '\\' && _at + 1 < _text.Length && _text[_at + 1] == '\n') _at += 2;
            else if (_text[_at] == '#') _at = _text.IndexOf('\n', _at) is >= 0 and var end ? end : _text.Length;
            else break;
        }
    }

    private bool Peek(string symbol) => string.CompareOrdinal(_text, _at, symbol, 0, symbol.Length) == 0;

    private string PeekWord()
    {
        var at = _at;
        while (at < _text.Length && !char.IsWhiteSpace(_text[at]) && !";&|()<>".Contains(_text[at])) at++;
        return _text[_at..at];
    }

    private void Take(string word)
    {
        Skip(lines: true);
        if (word.Length == 0 || PeekWord() != word) throw Unexpected();
        _at += word.Length;
    }

    private void Expect(string symbol)
    {
        Skip(lines: true);
        if (!Peek(symbol)) throw Unexpected();
        _at += symbol.Length;
    }

    private ShellSyntaxException Unexpected() => _at >= _text.Length
        ? new ShellSyntaxException("syntax error: unexpected end of file", unfinished: true)
        : new ShellSyntaxException($"syntax error: unexpected \"{(PeekWord() is { Length: > 0 } word ? word : _text[_at].ToString())}\"", unfinished: false);
}
