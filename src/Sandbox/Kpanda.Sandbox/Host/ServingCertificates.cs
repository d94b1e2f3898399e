using System.Security.Cryptography.X509Certificates;
using Kpanda.Sandbox.Faults;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Sandbox.Host;

/// <summary>
/// The certificate that a listener shows to each new connection: the right one, or a wrong one while a cluster behind it has that fault. Clusters of one
/// address share it.
/// </summary>
internal sealed class ServingCertificates(SandboxFleet fleet, X509Certificate2 right, Func<CertificateFlaw, X509Certificate2> wrong)
{
    private static readonly object Shown = new();

    private readonly Dictionary<CertificateFlaw, X509Certificate2> _wrong = [];

    public X509Certificate2 Choose(ConnectionContext? connection)
    {
        var flaw = fleet.CertificateFlaw;
        connection?.Items[Shown] = flaw;
        if (flaw is not { } found) return right;
        lock (_wrong)
        {
            if (!_wrong.TryGetValue(found, out var certificate)) _wrong[found] = certificate = wrong(found);
            return certificate;
        }
    }

    /// <summary>Ends the connection of a request that was opened with another certificate. False where there is none such.</summary>
    public static bool EndOther(HttpContext http, CertificateFlaw flaw)
    {
        if (http.Features.Get<IConnectionItemsFeature>()?.Items.TryGetValue(Shown, out var shown) != true || shown is CertificateFlaw known && known == flaw) return false;
        http.Features.Get<IConnectionLifetimeFeature>()?.Abort();
        http.Abort();
        return true;
    }
}
