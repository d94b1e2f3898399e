namespace Kpanda.Gateway.Terminals;

/// <summary>The last bytes that a terminal showed, for whoever comes back to it. Grows as it is needed. Not safe for concurrent use.</summary>
/// <param name="most">How many bytes are kept.</param>
internal sealed class OutputTail(int most)
{
    private byte[] _bytes = [];
    private int _end;
    private bool _isFull;

    /// <summary>Adds what was shown; the oldest goes.</summary>
    public void Add(ReadOnlySpan<byte> shown)
    {
        if (shown.Length > most) shown = shown[^most..];
        if (!_isFull && _end + shown.Length > _bytes.Length && _bytes.Length < most) Array.Resize(ref _bytes, Math.Min(most, Math.Max(4096, Math.Max(_bytes.Length * 2, _end + shown.Length))));
        var first = Math.Min(shown.Length, _bytes.Length - _end);
        shown[..first].CopyTo(_bytes.AsSpan(_end));
        _end += first;
        if (_end < most) return;
        _isFull = true;
        shown[first..].CopyTo(_bytes);
        _end = shown.Length - first;
    }

    /// <summary>What is kept, the oldest first, from the beginning of a line or a character where some of it has gone.</summary>
    public byte[] Read()
    {
        if (!_isFull) return _bytes[.._end];
        byte[] all = [.. _bytes[_end..], .. _bytes[.._end]];
        var line = Array.IndexOf(all, (byte)'\n');
        if (line >= 0 && line < all.Length / 2) return all[(line + 1)..];
        var start = 0;
        // The middle of a character: UTF-8 marks its later bytes.
        while (start < all.Length && (all[start] & 0xC0) == 0x80) start++;
        return all[start..];
    }
}
