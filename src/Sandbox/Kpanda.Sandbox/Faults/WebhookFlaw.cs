namespace Kpanda.Sandbox.Faults;

/// <summary>What is wrong with a webhook.</summary>
public enum WebhookFlaw
{
    /// <summary>It does not answer in time.</summary>
    TimedOut,

    /// <summary>Nothing listens.</summary>
    Refused,
}
