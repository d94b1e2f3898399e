namespace Kpanda.Kube;

/// <summary>Whose side a failure is on.</summary>
public enum FailureSide
{
    /// <summary>Ours: configuration, policy, the request.</summary>
    Client,

    /// <summary>The way between.</summary>
    Network,

    /// <summary>The member's.</summary>
    Member,
}
