namespace Kpanda.Hosting.Sessions;

/// <summary>
/// The session or token that a request came with, as a feature of the request (<c>context.Features.Get&lt;ISessionLifetime&gt;()</c>). Whatever stays open longer than a
/// request must end with it.
/// </summary>
public interface ISessionLifetime
{
    /// <summary>Id of the session or token.</summary>
    Guid Id { get; }

    /// <summary>Id of the person whose it is.</summary>
    Guid Owner { get; }

    /// <summary>Cancelled when the person signs out, is disabled, or the session or token expires or is revoked.</summary>
    CancellationToken Ended { get; }

    /// <summary>Counts as a use of the session, as a request does: somebody looks at what stays open. Cheap: it is written down once a minute at most.</summary>
    Task UseAsync(CancellationToken cancellationToken);
}
