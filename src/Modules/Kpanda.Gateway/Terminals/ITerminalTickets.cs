using Kpanda.Hosting;
using Kpanda.Identity.Access;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Gateway.Terminals;

/// <summary>Tickets for terminals, for routes of other modules.</summary>
public interface ITerminalTickets
{
    /// <summary>Makes a ticket for a shell in a container, for somebody in a browser who may have one; or the refusal.</summary>
    Task<Result<IssuedTicket>> IssueAsync(HttpContext context, Person person, string cluster, string ns, string pod, string container, CancellationToken cancellationToken);

    /// <summary>Whether a ticket can still be used, by its id.</summary>
    Task<bool> IsGoodAsync(string id, CancellationToken cancellationToken);

    /// <summary>Takes a ticket back, by its id, where it is one of this session.</summary>
    Task WithdrawAsync(string id, HttpContext context, CancellationToken cancellationToken);
}
