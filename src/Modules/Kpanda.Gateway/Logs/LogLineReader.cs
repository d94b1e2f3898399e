namespace Kpanda.Gateway.Logs;

/// <summary>Takes a member's log apart into lines with their time. A line that is longer than the buffer comes in parts, so that memory is bounded. Not safe for concurrent use.</summary>
/// <param name="stream">The log, with time stamps.</param>
/// <param name="source">Number of the container.</param>
internal sealed class LogLineReader(Stream stream, int source)
{
    /// <summary>The longest part of a line, in bytes.</summary>
    public const int Longest = 16 * 1024;

    private readonly byte[] _buffer = new byte[Longest];
    private int _start;
    private int _end;
    private bool _isInLine;
    private long _time;
    private string _stamp = "";

    /// <summary>The next line or part of one; null at the end of the log.</summary>
    public async ValueTask<LogEntry?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0) return Take(length, hasEnd: true);
            if (_end - _start == _buffer.Length) return Take(WholeCharacters(), hasEnd: false);
            if (_start > 0)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }

            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            _end += read;
            // The last line of a container that was killed may have no end.
            if (read == 0) return _end > _start || _isInLine ? Take(_end - _start, hasEnd: true) : null;
        }
    }

    private LogEntry Take(int length, bool hasEnd)
    {
        var line = _buffer.AsSpan(_start, length);
        _start = Math.Min(_end, _start + length + (hasEnd ? 1 : 0));
        var continues = _isInLine;
        _isInLine = !hasEnd;
        if (!continues)
        {
            var space = line.IndexOf((byte)' ');
            var stamp = space < 0 ? line : line[..space];
            // What a member says of itself has no time.
            if (LogTime.TryParse(stamp, out var time))
            {
                (_time, _stamp) = (time, LogTime.Decode(stamp));
                line = line[Math.Min(line.Length, stamp.Length + 1)..];
            }
        }

        if (hasEnd && line is [.., (byte)'\r']) line = line[..^1];
        return new LogEntry(source, _time, _stamp, LogTime.Decode(line)) { Continues = continues, IsCut = !hasEnd };
    }

    // UTF-8 marks the later bytes of a character.
    private int WholeCharacters()
    {
        var end = _end - _start;
        var back = 0;
        while (back < 3 && (_buffer[_start + end - 1 - back] & 0xC0) == 0x80) back++;
        var first = _buffer[_start + end - 1 - back];
        var length = first switch { >= 0xF0 => 4, >= 0xE0 => 3, >= 0xC0 => 2, _ => 1 };
        return length > back + 1 ? end - 1 - back : end;
    }
}
