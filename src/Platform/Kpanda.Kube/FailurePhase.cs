namespace Kpanda.Kube;

/// <summary>How far a call to a member came before it failed.</summary>
public enum FailurePhase
{
    /// <summary>The address was refused by the egress policy.</summary>
    Policy,

    /// <summary>The name could not be resolved.</summary>
    Dns,

    /// <summary>No TCP connection (or the proxy would not make one).</summary>
    Connect,

    /// <summary>The TLS handshake failed: certificate, name, protocol.</summary>
    Tls,

    /// <summary>The request was sent, and no whole answer came in time.</summary>
    Http,

    /// <summary>The member does not accept the credential (401).</summary>
    Authentication,

    /// <summary>The member refused (any other 4xx).</summary>
    Refused,

    /// <summary>The answer was not what a Kubernetes API answers.</summary>
    Protocol,

    /// <summary>The member answered with a fault of its own (5xx, 429).</summary>
    Server,
}
