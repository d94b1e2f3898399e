using Kpanda.Hosting.Errors;

namespace Kpanda.Permissions.Reconcile;

/// <summary>How a grant stands in its member.</summary>
/// <param name="Phase">How far it got.</param>
/// <param name="Why">Why it is no further, to be put into words; null for an applied one.</param>
internal sealed record GrantState(GrantPhase Phase, Error? Why)
{
    /// <summary>Nobody has looked at it yet.</summary>
    public static GrantState New { get; } = new(GrantPhase.Pending, Error.Of(ErrorCode.Unavailable, "grant.pending.new"));

    /// <summary>Done.</summary>
    public static GrantState Applied { get; } = new(GrantPhase.Applied, null);

    /// <summary>The cluster is away, or has not been read yet.</summary>
    public static GrantState Away(string cluster) => new(GrantPhase.Pending, Error.Of(ErrorCode.Unavailable, "grant.pending.away", ("cluster", cluster)));

    /// <summary>Its namespace is not there.</summary>
    public static GrantState NoNamespace(string ns) => new(GrantPhase.Pending, Error.Of(ErrorCode.FailedPrecondition, "grant.pending.namespace", ("namespace", ns)));

    /// <summary>The person or group is gone.</summary>
    public static GrantState NoSubject { get; } = new(GrantPhase.Pending, Error.Of(ErrorCode.NotFound, "grant.pending.subject"));

    /// <summary>The member refused.</summary>
    public static GrantState Failed(Error why) => new(GrantPhase.Failed, why);
}
