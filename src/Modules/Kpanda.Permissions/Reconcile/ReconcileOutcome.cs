namespace Kpanda.Permissions.Reconcile;

/// <summary>How a pass over a member ended.</summary>
internal enum ReconcileOutcome
{
    /// <summary>All is as it is to be, as far as it can be now.</summary>
    Done,

    /// <summary>The member is away, or has not been read yet: nothing was asked of it.</summary>
    Away,

    /// <summary>It refused something, or did not answer.</summary>
    Failed,
}
