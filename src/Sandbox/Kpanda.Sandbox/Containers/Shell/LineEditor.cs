using System.Text;

namespace Kpanda.Sandbox.Containers.Shell;

/// <summary>Lets a person type a line: cursor keys, history, deleting, and completing of names with Tab.</summary>
internal sealed class LineEditor(Terminal terminal, Func<string, IReadOnlyList<string>> complete)
{
    private const int Longest = 4096;
    private const int Remembered = 200;

    private readonly List<string> _history = [];
    private readonly Queue<char> _letters = new();
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _line = new();
    private int _at;
    private int _shown;
    private string _prompt = "";

    /// <summary>The line; empty after Ctrl-C; null when no more comes.</summary>
    public async Task<string?> ReadAsync(string prompt, CancellationToken cancel)
    {
        _prompt = prompt;
        _line.Clear();
        _at = 0;
        _shown = _history.Count;
        await PrintAsync(prompt, cancel);
        while (await KeyAsync(cancel) is { } key)
        {
            switch (key)
            {
                case '\r' or '\n':
                    await DrawAsync(cancel);
                    await PrintAsync("\r\n", cancel);
                    return Remember(_line.ToString());
                case '\x03':
                    await PrintAsync("^C\r\n", cancel);
                    return "";
                case '\x04' when _line.Length == 0:
                    await PrintAsync("exit\r\n", cancel);
                    return null;
                case '\x1b':
                    Escape(await SequenceAsync(cancel));
                    break;
                case '\t':
                    await CompleteAsync(cancel);
                    break;
                default:
                    Edit(key);
                    break;
            }

            // What was pasted is drawn once.
            if (_letters.Count == 0 && !terminal.Keys.Any) await DrawAsync(cancel);
        }

        return null;
    }

    private void Edit(char key)
    {
        switch (key)
        {
            case '\b' or '\x7f' when _at > 0:
                var pair = _at > 1 && char.IsSurrogatePair(_line[_at - 2], _line[_at - 1]) ? 2 : 1;
                _line.Remove(_at -= pair, pair);
                break;
            case '\x01':
                _at = 0;
                break;
            case '\x05':
                _at = _line.Length;
                break;
            case '\x0b':
                _line.Length = _at;
                break;
            case '\x15':
                _line.Remove(0, _at);
                _at = 0;
                break;
            case '\x17':
                var start = _at;
                while (start > 0 && _line[start - 1] == ' ') start--;
                while (start > 0 && _line[start - 1] != ' ') start--;
                _line.Remove(start, _at - start);
                _at = start;
                break;
            case >= ' ' and not '\x7f' when _line.Length < Longest:
                _line.Insert(_at++, key);
                break;
        }
    }

    private void Escape(string sequence)
    {
        switch (sequence)
        {
            case "[A" or "OA": Recall(_shown - 1); break;
            case "[B" or "OB": Recall(_shown + 1); break;
            case "[C" or "OC": _at = Math.Min(_line.Length, _at + 1); break;
            case "[D" or "OD": _at = Math.Max(0, _at - 1); break;
            case "[H" or "OH" or "[1~": _at = 0; break;
            case "[F" or "OF" or "[4~": _at = _line.Length; break;
            case "[3~" when _at < _line.Length: _line.Remove(_at, 1); break;
        }
    }

    private void Recall(int which)
    {
        if (which < 0 || which > _history.Count) return;
        _shown = which;
        _line.Clear().Append(which == _history.Count ? "" : _history[which]);
        _at = _line.Length;
    }

    private async Task CompleteAsync(CancellationToken cancel)
    {
        var found = complete(_line.ToString(0, _at));
        var start = _line.ToString(0, _at).LastIndexOf(' ') + 1;
        if (found.Count == 0) return;
        var common = found.Aggregate((a, b) => a[..a.Zip(b).TakeWhile(pair => pair.First == pair.Second).Count()]);
        if (common.Length > _at - start)
        {
            _line.Remove(start, _at - start).Insert(start, common);
            _at = start + common.Length;
        }

        if (found.Count == 1 && !common.EndsWith('/')) _line.Insert(_at++, ' ');
        else if (found.Count > 1) await PrintAsync("\r\n" + string.Join("  ", found.Select(name => name.TrimEnd('/').Split('/')[^1])) + "\r\n", cancel);
    }

    // The whole line anew, and the cursor back to its place.
    private Task DrawAsync(CancellationToken cancel)
    {
        var back = Width(_line.ToString(_at, _line.Length - _at));
        return PrintAsync($"\r\x1b[K{_prompt}{_line}{(back > 0 ? $"\x1b[{back}D" : "")}", cancel);
    }

    // Letters of East Asia are two columns wide.
    private static int Width(string text) => text.EnumerateRunes().Sum(rune => rune.Value is >= 0x1100 and < 0xA4D0 or >= 0xAC00 and < 0xD7A4 or >= 0xF900 and < 0xFB00 or >= 0xFF00 and < 0xFF61 or >= 0x1F300 ? 2 : 1);

    private string Remember(string line)
    {
        if (line.Trim().Length > 0 && (_history.Count == 0 || _history[^1] != line)) _history.Add(line);
        if (_history.Count > Remembered) _history.RemoveAt(0);
        return line;
    }

    private async Task<char?> KeyAsync(CancellationToken cancel)
    {
        while (_letters.Count == 0)
        {
            var key = new byte[1];
            if (await terminal.Keys.ReadAsync(key, cancel) == 0) return null;
            var letters = new char[2];
            foreach (var letter in letters.AsSpan(0, _decoder.GetChars(key, letters, flush: false))) _letters.Enqueue(letter);
        }

        return _letters.Dequeue();
    }

    private async Task<string> SequenceAsync(CancellationToken cancel)
    {
        var text = new StringBuilder();
        while (text.Length < 8 && await KeyAsync(cancel) is { } key)
        {
            text.Append(key);
            if (text.Length > 1 && (char.IsAsciiLetter(key) || key == '~')) break;
            if (text.Length == 1 && key is not ('[' or 'O')) break;
        }

        return text.ToString();
    }

    private Task PrintAsync(string text, CancellationToken cancel) => terminal.WriteAsync(Encoding.UTF8.GetBytes(text), cancel);
}
