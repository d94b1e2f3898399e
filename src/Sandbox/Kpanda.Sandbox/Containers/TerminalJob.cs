namespace Kpanda.Sandbox.Containers;

/// <summary>A program that has a terminal: what is typed for it, and an end by Ctrl-C.</summary>
internal sealed class TerminalJob(Terminal terminal, CancellationToken cancel) : IDisposable
{
    private readonly CancellationTokenSource _interrupt = CancellationTokenSource.CreateLinkedTokenSource(cancel);

    /// <summary>What is typed, by lines unless <see cref="KeyByKey"/>.</summary>
    public TypeAhead Input { get; } = new();

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

    public void Dispose()
    {
        terminal.EndJob(this);
        _interrupt.Dispose();
    }
}
