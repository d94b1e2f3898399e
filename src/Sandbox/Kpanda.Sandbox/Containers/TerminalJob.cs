using System.Buffers;
using System.IO.Pipelines;

namespace Kpanda.Sandbox.Containers;

/// <summary>A program that has a terminal: what is typed for it, and an end by Ctrl-C.</summary>
internal sealed class TerminalJob : IDisposable
{
    private const int MostUnread = 64 * 1024;
    private const int MostLate = 4096;

    private readonly Terminal _terminal;
    private readonly Pipe _input = new(new PipeOptions(pauseWriterThreshold: MostUnread, resumeWriterThreshold: MostUnread / 2, useSynchronizationContext: false));
    private readonly CancellationTokenSource _interrupt;

    // A pipe's writer is for one thread at a time; the shell's ends what the client's keys fill.
    private readonly Lock _writing = new();
    private readonly List<byte> _late = [];
    private Task _room = Task.CompletedTask;
    private bool _ended;

    public TerminalJob(Terminal terminal, CancellationToken cancel)
    {
        _terminal = terminal;
        _interrupt = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Input = _input.Reader.AsStream(leaveOpen: true);
    }

    /// <summary>What is typed, by lines unless <see cref="KeyByKey"/>.</summary>
    public Stream Input { get; }

    /// <summary>Whether the program wants each key as it comes, without echo.</summary>
    public bool KeyByKey { get; set; }

    /// <summary>Ends the program by Ctrl-C, or with its session.</summary>
    public CancellationToken Cancel => _interrupt.Token;

    /// <summary>Whether Ctrl-C was typed.</summary>
    public bool Interrupted { get; private set; }

    public void Interrupt()
    {
        Interrupted = true;

        // Not on the caller's thread, which holds the terminal.
        _ = _interrupt.CancelAsync();
    }

    public void EndInput()
    {
        lock (_writing)
        {
            if (_ended) return;
            _ended = true;
            _input.Writer.Complete();
        }
    }

    /// <summary>Adds what was typed. Who types much waits for <see cref="RoomAsync"/> between.</summary>
    public void Give(ReadOnlySpan<byte> bytes)
    {
        lock (_writing)
        {
            if (_ended)
            {
                // Behind Ctrl-D: for whoever has the terminal next.
                if (_late.Count + bytes.Length <= MostLate) _late.AddRange(bytes);
                return;
            }

            bytes.CopyTo(_input.Writer.GetSpan(bytes.Length));
            _input.Writer.Advance(bytes.Length);
            if (_room.IsCompleted) _room = _input.Writer.FlushAsync().AsTask();
        }
    }

    /// <summary>Waits while 64 KiB are typed and not read, until the program reads or ends.</summary>
    public async Task RoomAsync(CancellationToken cancel)
    {
        await _room.WaitAsync(cancel);
        lock (_writing)
        {
            if (_ended || _input.Writer.UnflushedBytes == 0) return;
            _room = _input.Writer.FlushAsync(CancellationToken.None).AsTask();
        }

        await _room.WaitAsync(cancel);
    }

    /// <summary>Takes what was typed and not read. The program must not be reading.</summary>
    public byte[] Unread()
    {
        byte[] bytes = [];
        if (_input.Reader.TryRead(out var rest))
        {
            bytes = rest.Buffer.ToArray();
            _input.Reader.AdvanceTo(rest.Buffer.End);
        }

        lock (_writing) return [.. bytes, .. _late];
    }

    public void Dispose()
    {
        _terminal.EndJob(this);
        _input.Reader.Complete();
        _interrupt.Dispose();
    }
}
