using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Kpanda.Gateway.Recordings;

/// <summary>
/// What a terminal shows, written down while it is shown, as asciicast 2 (https://docs.asciinema.org/manual/asciicast/v2/). Never what is typed: passwords are typed without being shown. Who
/// cannot be recorded is shown nothing more.
/// </summary>
internal sealed class TerminalRecording : IAsyncDisposable
{
    private const int LargestPart = 64 * 1024;
    private const long Most = 32L * 1024 * 1024;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly RecordingStore _store;
    private readonly Guid _audit;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _lines = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly CancellationTokenSource _over = new();
    private readonly Task _flushing;
    private int _part;
    private long _written;
    private bool _isBroken;

    /// <summary>Begins; the first part is kept at once.</summary>
    private TerminalRecording(RecordingStore store, Guid audit, string title, int columns, int rows, TimeProvider time)
    {
        (_store, _audit, _time, _began) = (store, audit, time, time.GetTimestamp());
        var header = new Dictionary<string, object> { ["version"] = 2, ["width"] = columns, ["height"] = rows, ["timestamp"] = time.GetUtcNow().ToUnixTimeSeconds(), ["title"] = title };
        Line(JsonSerializer.Serialize(header, Plain));
        _flushing = FlushOftenAsync();
    }

    /// <summary>Begins one.</summary>
    public static async Task<TerminalRecording> StartAsync(RecordingStore store, Guid audit, string title, int columns, int rows, TimeProvider time, CancellationToken cancellationToken)
    {
        await store.ClearAsync(cancellationToken);
        var recording = new TerminalRecording(store, audit, title, columns, rows, time);
        await recording.FlushAsync();
        return recording;
    }

    /// <summary>It shows something.</summary>
    /// <exception cref="IOException">It cannot be kept.</exception>
    public async ValueTask OutputAsync(ReadOnlyMemory<byte> bytes)
    {
        await _writing.WaitAsync();
        try
        {
            if (_isBroken) throw new IOException("What the terminal shows cannot be recorded.");
            var text = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
            var count = _decoder.GetChars(bytes.Span, text, flush: false);
            if (count > 0) Event("o", new string(text, 0, count));
            if (_lines.Length >= LargestPart) await StoreAsync();
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>It has another size.</summary>
    public async ValueTask ResizeAsync(int columns, int rows)
    {
        await _writing.WaitAsync();
        try
        {
            Event("r", string.Create(CultureInfo.InvariantCulture, $"{columns}x{rows}"));
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _flushing;
        await FlushAsync();
        _over.Dispose();
        _writing.Dispose();
    }

    private void Event(string kind, string data)
    {
        // From then on nothing is kept: the terminal may go on.
        if (_written > Most) return;
        var at = _time.GetElapsedTime(_began).TotalSeconds.ToString("0.000000", CultureInfo.InvariantCulture);
        Line($"[{at}, \"{kind}\", {JsonSerializer.Serialize(data, Plain)}]");
        if (_written > Most) Line($"[{at}, \"m\", \"The recording ends here: it is too long.\"]");
    }

    private void Line(string line)
    {
        _lines.Append(line).Append('\n');
        _written += line.Length;
    }

    private async Task FlushOftenAsync()
    {
        using var timer = new PeriodicTimer(Every, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_over.Token)) await FlushAsync();
        }
        catch (OperationCanceledException)
        {
            // It is over.
        }
    }

    private async Task FlushAsync()
    {
        await _writing.WaitAsync();
        try
        {
            await StoreAsync();
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task StoreAsync()
    {
        if (_lines.Length == 0 || _isBroken) return;
        try
        {
            await _store.AppendAsync(_audit, _part, _lines.ToString(), CancellationToken.None);
            _part++;
            _lines.Clear();
        }
        catch (DbException)
        {
            _isBroken = true;
        }
    }
}
