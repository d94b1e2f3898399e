using System.IO.Pipelines;
using System.Text;
using System.Threading.Channels;
using Kpanda.Sandbox.Streams.RemoteCommand;

namespace Kpanda.Sandbox.Containers;

/// <summary>
/// What stands between a person's keys and programs, as a kernel's terminal does: while a program runs, lines are echoed and edited and Ctrl-C interrupts
/// it; while the shell reads, it gets each key. At most 4 KiB that nobody has read are kept, what comes behind them waits.
/// </summary>
internal sealed class Terminal(Sink client, TerminalSize size)
{
    private const int Kept = 4096;

    private readonly Lock _gate = new();
    private readonly Channel<byte> _keys = Channel.CreateBounded<byte>(new BoundedChannelOptions(Kept) { FullMode = BoundedChannelFullMode.Wait });
    private readonly List<byte> _line = [];
    private readonly List<TerminalJob?> _holders = [];

    public TerminalSize Size => size;

    // The last one that took the terminal has it. None has it while a shell reads keys.
    private TerminalJob? Holder => _holders.Count > 0 ? _holders[^1] : null;

    /// <summary>Keys for whoever reads them one by one: the shell between programs. Ends when the client has gone.</summary>
    public ChannelReader<byte> Keys => _keys.Reader;

    /// <summary>Output for the client: each line end gets the return that a terminal needs.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var from = 0;
        using var all = new MemoryStream(bytes.Length + 16);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes.Span[i] != '\n' || (i > 0 && bytes.Span[i - 1] == '\r')) continue;
            all.Write(bytes.Span[from..i]);
            all.Write("\r\n"u8);
            from = i + 1;
        }

        all.Write(bytes.Span[from..]);
        await client(all.GetBuffer().AsMemory(0, (int)all.Length), cancel);
    }

    /// <summary>Gives the terminal to a program until the job is disposed of; whoever had it gets it back then.</summary>
    public TerminalJob StartJob(CancellationToken cancel)
    {
        var job = new TerminalJob(this, cancel);
        lock (_gate)
        {
            _holders.Add(job);

            // What was typed ahead is for the program, and so is a Ctrl-C that came a moment too early. The shell echoes what comes back to it.
            while (_keys.Reader.TryRead(out var key)) Cook(job, key, []);
        }

        return job;
    }

    /// <summary>Each key as it comes, without echo, for the program that has the terminal; null where none has it.</summary>
    public KeyReading? ReadKeys()
    {
        lock (_gate) return Holder is { } job ? new KeyReading(job) : null;
    }

    /// <summary>A shell reads <see cref="Keys"/> from now on whenever none of its programs has the terminal, until <see cref="EndKeys"/>. What was typed before is for it too.</summary>
    public void BeginKeys()
    {
        lock (_gate)
        {
            if (Holder is { } job) KeepTyped(job);
            _holders.Add(null);
        }
    }

    /// <summary>The shell has ended.</summary>
    public void EndKeys()
    {
        lock (_gate) _holders.RemoveAt(_holders.Count - 1);
    }

    /// <summary>Takes the terminal back. What the program has not read is for the shell.</summary>
    internal void EndJob(TerminalJob job)
    {
        lock (_gate)
        {
            _holders.Remove(job);
            job.EndInput();
            KeepTyped(job);
        }
    }

    /// <summary>Hands keys on as they come, until the client sends no more.</summary>
    public async Task RunAsync(PipeReader input, CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(cancel);
                foreach (var segment in read.Buffer)
                {
                    for (var rest = segment; rest.Length > 0;)
                    {
                        var (taken, echo, job) = Take(rest.Span[..Math.Min(Kept, rest.Length)]);
                        if (echo.Length > 0) await client(echo, cancel);
                        if (job is not null) await job.RoomAsync(cancel);
                        else if (taken == 0) await _keys.Writer.WaitToWriteAsync(cancel);
                        rest = rest[taken..];
                    }
                }

                input.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted) return;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client has gone.
        }
        finally
        {
            _keys.Writer.TryComplete();
            lock (_gate) _holders.ForEach(job => job?.EndInput());
        }
    }

    private void KeepTyped(TerminalJob job)
    {
        foreach (var key in job.Unread()) _keys.Writer.TryWrite(key);
        foreach (var key in _line) _keys.Writer.TryWrite(key);
        _line.Clear();
    }

    // As many as there is room for: who types more waits, as on a terminal.
    private (int Taken, ReadOnlyMemory<byte> Echo, TerminalJob? Job) Take(ReadOnlySpan<byte> keys)
    {
        var echo = new List<byte>();
        var taken = 0;
        lock (_gate)
        {
            foreach (var key in keys)
            {
                if (Holder is { } job) Cook(job, key, echo);
                else if (!_keys.Writer.TryWrite(key)) break;
                taken++;
            }

            return (taken, echo.ToArray(), Holder);
        }
    }

    private void Cook(TerminalJob job, byte key, List<byte> echo)
    {
        switch (key)
        {
            case 3:
                echo.AddRange("^C\r\n"u8);
                _line.Clear();
                job.Interrupt();
                break;
            case var _ when job.KeyByKey:
                job.Give([key]);
                break;
            case 4 when _line.Count == 0:
                job.EndInput();
                break;
            case 4:
                job.Give([.. _line]);
                _line.Clear();
                break;
            case 8 or 127:
                if (_line.Count == 0) break;
                while (_line.Count > 1 && (_line[^1] & 0xC0) == 0x80) _line.RemoveAt(_line.Count - 1);
                _line.RemoveAt(_line.Count - 1);
                echo.AddRange("\b \b"u8);
                break;
            case 21:
                foreach (var _ in Encoding.UTF8.GetString([.. _line])) echo.AddRange("\b \b"u8);
                _line.Clear();
                break;
            case 10 or 13:
                _line.Add((byte)'\n');
                echo.AddRange("\r\n"u8);
                job.Give([.. _line]);
                _line.Clear();
                break;
            default:
                if (_line.Count >= Kept) break;
                _line.Add(key);
                if (key < 32) echo.AddRange([(byte)'^', (byte)(key + 64)]);
                else echo.Add(key);
                break;
        }
    }
}
