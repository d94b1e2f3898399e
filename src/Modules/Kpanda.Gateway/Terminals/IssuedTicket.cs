namespace Kpanda.Gateway.Terminals;

/// <summary>A ticket that was made.</summary>
/// <param name="Id">Names it without being it.</param>
/// <param name="Ticket">The ticket: a secret.</param>
/// <param name="ExpiresAt">When it is no longer good.</param>
public sealed record IssuedTicket(string Id, string Ticket, DateTimeOffset ExpiresAt);
