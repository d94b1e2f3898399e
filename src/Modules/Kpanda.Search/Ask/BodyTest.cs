using System.Text;
using System.Text.Json;
using Kpanda.Search.Index;
using Kpanda.Search.Query;

namespace Kpanda.Search.Ask;

/// <summary>A condition on a field of a body. A body is parsed only where the field's name stands before the value somewhere in it.</summary>
internal sealed class BodyTest(FieldCondition condition)
{
    private readonly FieldPath _path = FieldPath.Parse(condition.Path);
    private readonly byte[] _name = NameOf(condition.Path);
    private readonly byte[] _value = IsPlain(condition.Values[0]) ? Encoding.ASCII.GetBytes(condition.Values[0]) : [];

    public bool Holds(ReadOnlyMemory<byte> body)
    {
        if (_value.Length > 0 && !MayHave(body.Span)) return condition.Negated;
        using var document = JsonDocument.Parse(body);
        return _path.Read(document.RootElement).Split(FieldPath.Separator).Contains(condition.Values[0], StringComparer.Ordinal) != condition.Negated;
    }

    // The last step as JSON writes it; none where it leads through a list or a map.
    private static byte[] NameOf(string path)
    {
        var name = path[(path.LastIndexOf('.') + 1)..];
        return IsPlain(name) && !name.EndsWith("[]", StringComparison.Ordinal) && !name.EndsWith("{}", StringComparison.Ordinal) ? Encoding.ASCII.GetBytes($"\"{name}\"") : [];
    }

    // What JSON writes as it is, whoever writes it.
    private static bool IsPlain(string text) => text.Length > 0 && text.All(letter => letter is >= ' ' and < '\x7f' and not ('"' or '\\' or '/' or '<' or '>' or '&'));

    private bool MayHave(ReadOnlySpan<byte> body)
    {
        if (_name.Length == 0) return body.IndexOf(_value) >= 0;
        for (var at = body.IndexOf(_name); at >= 0; at = body.IndexOf(_name))
        {
            body = body[(at + _name.Length)..].TrimStart(" \t\r\n:"u8);
            if (body.StartsWith("\""u8) ? body[1..].StartsWith(_value) : body.StartsWith(_value)) return true;
        }

        return false;
    }
}
