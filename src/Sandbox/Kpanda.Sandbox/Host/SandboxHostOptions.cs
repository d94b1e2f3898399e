using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace Kpanda.Sandbox.Host;

/// <summary>How a simulation is served.</summary>
public sealed record SandboxHostOptions
{
    /// <summary>An https address to listen on, such as <c>https://127.0.0.1:6443</c>; port 0 takes a free one; null serves in-process connections alone.</summary>
    public Uri? Listen { get; init; }

    /// <summary>The certificate to show; null lets <see cref="Authority"/> issue one.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Signs the certificate of the listener. Needed where one listens without a certificate.</summary>
    public CertificateAuthority? Authority { get; init; }

    /// <summary>A path such as <c>/sandbox</c> that stands before the cluster's name; empty for none.</summary>
    public string PathPrefix { get; init; } = "";

    /// <summary>Where the server tells what went wrong; null keeps it silent.</summary>
    public ILoggerFactory? Loggers { get; init; }
}
