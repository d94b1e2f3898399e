namespace Kpanda.Identity.Audit;

/// <summary>By which way somebody came.</summary>
public enum AuditVia
{
    /// <summary>The console: a browser's session.</summary>
    Console,

    /// <summary>The product API with a token.</summary>
    Api,

    /// <summary>The native Kubernetes API of a cluster.</summary>
    Gateway,
}
