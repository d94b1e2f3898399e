namespace Kpanda.Gateway.Terminals;

/// <summary>What a ticket is good for.</summary>
/// <param name="SessionId">The session that asked for it.</param>
/// <param name="Terminal">The terminal to come back to; empty for a new one.</param>
/// <param name="Target">The container.</param>
internal sealed record TerminalTicket(Guid SessionId, Guid Terminal, TerminalTarget Target);
