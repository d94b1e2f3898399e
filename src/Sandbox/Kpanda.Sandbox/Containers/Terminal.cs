using System.IO.Pipelines;
using System.Text;
using Kpanda.Sandbox.Streams.RemoteCommand;

namespace Kpanda.Sandbox.Containers;

/// <summary>
/// What stands between a person's keys and programs, as a kernel's terminal does: while a program runs, lines are echoed and edited and Ctrl-C interrupts
/// it; while the shell reads, it gets each key. What nobody has read is kept up to a limit, what comes behind it waits.
/// </summary>
internal sealed class Terminal(Sink client, TerminalSize size)
{
    // As on a kernel's terminal: what is typed beyond it in one line is lost.
    private const int LongestLine = 4096;

    private readonly Lock _gate = new();
    private readonly List<byte> _line = [];
    private readonly List<TerminalJob?> _holders = [];
    private TypeAhead _keys = new();
    private bool _ended;

    public TerminalSize Size => size;

    // The last one that took the terminal has it. None has it while a shell reads keys.
    private TerminalJob? Holder => _holders.Count > 0 ? _holders[^1] : null;

    /// <summary>Keys for whoever reads them one by one: the shell between programs. Ends when the client has gone.</summary>
    public TypeAhead Keys
    {
        get
        {
            lock (_gate) return _keys;
        }
    }

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
            foreach (var key in _keys.TakeAll()) Cook(job, key, []);
            if (_ended) job.Input.EndInput();
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
            if (Holder is { } job) ReadByShell(job);
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
            ReadByShell(job);
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
                        var (taken, echo, reader) = Take(rest.Span[..Math.Min(LongestLine, rest.Length)]);
                        if (echo.Length > 0) await client(echo, cancel);
                        await reader.RoomAsync(cancel);
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
            lock (_gate)
            {
                _ended = true;
                _keys.EndInput();
                _holders.ForEach(job => job?.Input.EndInput());
            }
        }
    }

    // What was typed before comes first. A new reader, since the end of input that the last one may have been told was not the shell's.
    private void ReadByShell(TerminalJob job)
    {
        var before = _keys;
        _keys = new();
        _keys.Give(before.TakeAll());
        _keys.Give(job.Input.TakeAll());
        _keys.Give([.. _line]);
        _line.Clear();
        if (_ended) _keys.EndInput();
    }

    // Nothing while there is no room: who types more waits, as on a terminal.
    private (int Taken, ReadOnlyMemory<byte> Echo, TypeAhead Reader) Take(ReadOnlySpan<byte> keys)
    {
        lock (_gate)
        {
            if (Holder is not { } job)
            {
                if (_keys.IsFull) return (0, default, _keys);
                _keys.Give(keys);
                return (keys.Length, default, _keys);
            }

            if (job.Input.IsFull) return (0, default, job.Input);
            var echo = new List<byte>();
            foreach (var key in keys) Cook(job, key, echo);
            return (keys.Length, echo.ToArray(), job.Input);
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
                job.Input.Give([key]);
                break;
            case 4 when _line.Count == 0:
                job.Input.EndInput();
                break;
            case 4:
                job.Input.Give([.. _line]);
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
                job.Input.Give([.. _line]);
                _line.Clear();
                break;
            default:
                if (_line.Count >= LongestLine) break;
                _line.Add(key);
                if (key < 32) echo.AddRange([(byte)'^', (byte)(key + 64)]);
                else echo.Add(key);
                break;
        }
    }
}
