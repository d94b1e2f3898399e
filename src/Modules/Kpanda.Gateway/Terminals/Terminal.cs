using System.Net.WebSockets;
using System.Threading.Channels;
using Kpanda.Gateway.Recordings;
using Kpanda.Kube.Exec;

namespace Kpanda.Gateway.Terminals;

/// <summary>
/// A shell in a container and the page that shows it. It outlives the page by a minute: one that was loaded again comes back to it. What a page does not take in time holds the
/// program up; without a page the last bytes are kept.
/// </summary>
internal sealed class Terminal : IAsyncDisposable
{
    private const int Kept = 128 * 1024;
    private const int Widest = 2000;

    // Of 16 KiB at most: 8 MiB of typing that the shell has not taken.
    private const int MostInputs = 512;

    private sealed record TerminalInput(byte[]? Bytes, int Columns, int Rows);

    private readonly OpenShell _shell;
    private readonly TerminalRecording? _recording;
    private readonly TimeProvider _time;
    private readonly TimeSpan _wait;
    private readonly OutputTail _tail = new(Kept);
    private readonly SemaphoreSlim _toBrowser = new(1, 1);
    private readonly SemaphoreSlim _toMember = new(1, 1);
    private readonly CancellationTokenSource _over = new();
    private readonly CancellationTokenRegistration _guarded;
    private readonly Lock _lock = new();
    private ITimer? _patience;
    private Browser? _browser;
    private string _because = "";

    /// <summary>Makes it of a shell that runs; <see cref="RunAsync"/> must follow.</summary>
    /// <param name="target">Where the shell runs.</param>
    /// <param name="shell">The shell.</param>
    /// <param name="recording">Writes down what it shows; null where nothing is.</param>
    /// <param name="guard">Ends it, from outside.</param>
    /// <param name="because">Tells why, then.</param>
    /// <param name="wait">How long it waits for a page.</param>
    /// <param name="time">The clock.</param>
    public Terminal(TerminalTarget target, OpenShell shell, TerminalRecording? recording, CancellationToken guard, Func<string> because, TimeSpan wait, TimeProvider time)
    {
        Target = target;
        _shell = shell;
        _recording = recording;
        _wait = wait;
        _time = time;
        _guarded = guard.Register(() => End(because()));
    }

    /// <summary>Names it to the page.</summary>
    public Guid Id { get; } = Guid.CreateVersion7();

    /// <summary>Where it is.</summary>
    public TerminalTarget Target { get; }

    /// <summary>Reads what the shell shows until it ends.</summary>
    public async Task RunAsync()
    {
        var ended = await PumpAsync();
        await _over.CancelAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2), _time);
        try
        {
            await _toBrowser.WaitAsync(patience.Token);
            try
            {
                if (Interlocked.Exchange(ref _browser, null) is { } browser) await browser.EndAsync(ended, patience.Token);
            }
            finally
            {
                // A page that comes at this moment learns that it is over, instead of waiting.
                _toBrowser.Release();
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // The page does not listen any more.
        }
    }

    /// <summary>Shows it on a page until that goes, the terminal ends, or another page takes it over.</summary>
    /// <returns>False where it was over before.</returns>
    public async Task<bool> ShowAsync(Browser browser, int columns, int rows, bool isNew, CancellationToken cancellationToken)
    {
        if (!await TakeOverAsync(browser, isNew)) return false;
        try
        {
            await ToMemberAsync(() => ResizeAsync(columns, rows));
            await ReadInputAsync(browser, cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException)
        {
            // The page has gone.
        }
        finally
        {
            browser.Leave();
        }

        if (Interlocked.CompareExchange(ref _browser, null, browser) != browser) return true;
        // What waits for it to draw waits no more.
        browser.Abort();
        if (browser.HasEnded) End("closed");
        else Wait();
        return true;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _guarded.DisposeAsync();
        ITimer? patience;
        lock (_lock) patience = _patience;
        if (patience is not null) await patience.DisposeAsync();
        await _shell.Exec.DisposeAsync();
        _over.Dispose();
    }

    private void End(string because)
    {
        if (Interlocked.CompareExchange(ref _because, because, "") != "") return;
        // On another thread: who ends it must not run on with what ends.
        _ = _over.CancelAsync();
    }

    private void Wait()
    {
        lock (_lock)
        {
            if (_over.IsCancellationRequested) return;
            _patience?.Dispose();
            _patience = _time.CreateTimer(_ => EndIfAlone(), null, _wait, Timeout.InfiniteTimeSpan);
        }
    }

    private void EndIfAlone()
    {
        if (Volatile.Read(ref _browser) is null) End("gone");
    }

    private async Task<TerminalEnded> PumpAsync()
    {
        var buffer = _shell.Buffer;
        try
        {
            var (channel, count) = await _shell.Next.WaitAsync(_over.Token);
            while (channel != ExecChannel.Status)
            {
                await ShowAsync(buffer.AsMemory(0, count));
                (channel, count) = await _shell.Exec.ReadAsync(buffer, _over.Token);
            }

            return _shell.Exec.End is { } end ? new TerminalEnded("exited", end.ExitCode, end.ExitCode is null ? end.Message : "") : new TerminalEnded("lost", null, "");
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException)
        {
            return new TerminalEnded(Volatile.Read(ref _because) is { Length: > 0 } because ? because : "lost", null, "");
        }
    }

    private async Task ShowAsync(ReadOnlyMemory<byte> bytes)
    {
        await _toBrowser.WaitAsync(_over.Token);
        try
        {
            if (_recording is not null) await _recording.OutputAsync(bytes);
            _tail.Add(bytes.Span);
            if (Volatile.Read(ref _browser) is { } browser) await browser.ShowAsync(bytes, _over.Token);
        }
        catch (WebSocketException)
        {
            // The page has gone; its own loop finds that too, and the bytes are kept.
        }
        finally
        {
            _toBrowser.Release();
        }
    }

    private async Task<bool> TakeOverAsync(Browser browser, bool isNew)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1), _time);
        try
        {
            await _toBrowser.WaitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // It waits for a page that takes nothing.
            Volatile.Read(ref _browser)?.Abort();
            await _toBrowser.WaitAsync(CancellationToken.None);
        }

        try
        {
            if (_over.IsCancellationRequested) return false;
            await browser.TellAsync(new TerminalOpened(Id, _shell.Name, isNew), _over.Token);
            if (_tail.Read() is { Length: > 0 } shown) await browser.ShowAsync(shown, _over.Token);
            if (Interlocked.Exchange(ref _browser, browser) is { } previous) _ = LeaveAsync(previous);
            return true;
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            return false;
        }
        finally
        {
            _toBrowser.Release();
        }
    }

    private async Task LeaveAsync(Browser previous)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1), _time);
        try
        {
            await previous.EndAsync(new TerminalEnded("elsewhere", null, ""), patience.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // It does not listen any more.
        }
    }

    // Until the page goes, also after the shell has ended: only so can it be told of the end. What is typed waits in a queue while the shell takes nothing: behind it the page says
    // what it has drawn, and without that the shell could not go on.
    private async Task ReadInputAsync(Browser browser, CancellationToken cancellationToken)
    {
        var inputs = Channel.CreateBounded<TerminalInput>(MostInputs);
        _ = ForwardAsync(inputs.Reader);
        try
        {
            var buffer = new byte[16 * 1024];
            while (await browser.ReadAsync(buffer, cancellationToken) is { } read)
            {
                if (read.Message is { Drawn: > 0 } progress) browser.Drawn(progress.Drawn);
                else if (read.Message is { } message) await inputs.Writer.WriteAsync(new TerminalInput(null, message.Columns, message.Rows), cancellationToken);
                else if (read.Count > 0) await inputs.Writer.WriteAsync(new TerminalInput(buffer[..read.Count], 0, 0), cancellationToken);
            }
        }
        finally
        {
            inputs.Writer.Complete();
        }
    }

    private async Task ForwardAsync(ChannelReader<TerminalInput> inputs)
    {
        await foreach (var (bytes, columns, rows) in inputs.ReadAllAsync(CancellationToken.None))
            await ToMemberAsync(() => bytes is null ? ResizeAsync(columns, rows) : _shell.Exec.WriteAsync(bytes, _over.Token));
    }

    private async Task ResizeAsync(int columns, int rows)
    {
        if (columns is < 1 or > Widest || rows is < 1 or > Widest) return;
        if (_recording is not null) await _recording.ResizeAsync(columns, rows);
        await _shell.Exec.ResizeAsync(columns, rows, _over.Token);
    }

    private async Task ToMemberAsync(Func<Task> write)
    {
        try
        {
            await _toMember.WaitAsync(_over.Token);
            try
            {
                await write();
            }
            finally
            {
                _toMember.Release();
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or IOException or ObjectDisposedException)
        {
            // The shell has ended; the loop that reads it tells so.
        }
    }
}
