namespace Kpanda.Gateway.Terminals;

/// <summary>Asks for a terminal in a container.</summary>
/// <param name="Cluster">Name of the cluster.</param>
/// <param name="Namespace">Namespace of the pod.</param>
/// <param name="Pod">Name of the pod.</param>
/// <param name="Container">Name of the container.</param>
/// <param name="Debug">Whether in a debug container beside it, which is made for this: for images without a shell.</param>
/// <param name="Node">Name of a node to have a shell on, in the place of a pod.</param>
internal sealed record TerminalRequest(string? Cluster, string? Namespace, string? Pod, string? Container, bool Debug = false, string? Node = null);

/// <summary>What opens the terminal at <c>/api/v1/terminals/socket</c>, as its first message: once, within 30 seconds, in the same session.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="ExpiresAt">When it is no longer good.</param>
internal sealed record TerminalTicketResponse(string Ticket, DateTimeOffset ExpiresAt);

/// <summary>A message of the browser: the first one with the ticket, then a size, or how much is drawn.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="Columns">Width in characters.</param>
/// <param name="Rows">Height in characters.</param>
/// <param name="Drawn">How many bytes it has drawn since it was opened; 0 in a message about the size.</param>
internal sealed record TerminalMessage(string? Ticket, int Columns, int Rows, long Drawn);

/// <summary>The terminal is open; what follows are its bytes.</summary>
/// <param name="Terminal">Its id, with which it is found again.</param>
/// <param name="Shell">What runs in it.</param>
/// <param name="IsNew">Whether it was opened just now; what follows is what it showed last, otherwise.</param>
internal sealed record TerminalOpened(Guid Terminal, string Shell, bool IsNew)
{
    /// <summary>Tells the messages of the server apart.</summary>
    public string Type => "opened";
}

/// <summary>It is over.</summary>
/// <param name="Reason"><c>exited</c>, <c>refused</c>, <c>no-shell</c>, <c>lost</c>, <c>rights</c>, <c>session</c>, <c>elsewhere</c>, <c>gone</c>, <c>stopping</c>.</param>
/// <param name="ExitCode">Exit code of the shell, where it exited.</param>
/// <param name="Message">Words for a person, in their language; the member's where it refused. Empty where the reason says it all.</param>
internal sealed record TerminalEnded(string Reason, int? ExitCode, string Message)
{
    /// <summary>Tells the messages of the server apart.</summary>
    public string Type => "ended";
}
