namespace Kpanda.Sandbox.Faults;

/// <summary>What is wrong with the certificate of an API server.</summary>
public enum CertificateFlaw
{
    /// <summary>An authority signed it that no kubeconfig names.</summary>
    OtherAuthority,

    /// <summary>Its time is over.</summary>
    Expired,
}
