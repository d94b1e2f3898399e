namespace Kpanda.Sandbox;

/// <summary>How a simulated cluster is set up.</summary>
public sealed record SandboxClusterOptions
{
    /// <summary>The Kubernetes version that the cluster says it is.</summary>
    public string Version { get; init; } = "v1.36.2";

    /// <summary>The cluster's clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The administrator's bearer token; null makes a random one.</summary>
    public string? AdminToken { get; init; }

    /// <summary>Whether requests without credentials are those of <c>system:anonymous</c>, as <c>--anonymous-auth</c> of an API server; else they are answered 401.</summary>
    public bool Anonymous { get; init; } = true;

    /// <summary>Certificate and key, in PEM, of the authority that signs certificates for clients; null makes one.</summary>
    internal string? ClientAuthority { get; init; }

    /// <summary>The range that service addresses come from.</summary>
    public string ServiceRange { get; init; } = "10.96.0.0/16";

    /// <summary>Admission plugins that are on besides those that Kubernetes has on by default.</summary>
    public AdmissionPlugins Admission { get; init; }
}
