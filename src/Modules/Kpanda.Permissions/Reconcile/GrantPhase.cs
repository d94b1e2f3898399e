namespace Kpanda.Permissions.Reconcile;

/// <summary>How far a grant has got in its member.</summary>
internal enum GrantPhase
{
    /// <summary>It is still to be written; the reason says what is waited for.</summary>
    Pending,

    /// <summary>Its binding is as it is to be.</summary>
    Applied,

    /// <summary>The member would not take it; it is tried again.</summary>
    Failed,
}
