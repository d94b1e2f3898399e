using System.Net;
using Kpanda.Gateway.Kubeconfigs;
using Kpanda.Hosting;
using Kpanda.Hosting.Errors;
using Kpanda.Server.Configuration;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Kpanda.Server.Listeners;

/// <summary>The configured public address, or the https listener by the name under which the caller reached this machine.</summary>
internal sealed class ListeningAddress(ServerOptions options, IServer server, ServerCertificate certificate) : IPublicAddress
{
    public Result<PublicAddress> For(HttpContext context)
    {
        var listener = server.Features.Get<IServerAddressesFeature>()?.Addresses.Select(address => new Uri(address)).FirstOrDefault(url => url.Scheme == "https");
        if (options.PublicUrl is { } configured)
        {
            if (configured.Scheme != "https") return Missing();
            // Behind a proxy on another port its certificate counts, not ours.
            return new PublicAddress(configured.AbsoluteUri.TrimEnd('/'), configured.Port == listener?.Port ? OwnAuthority : "");
        }

        if (listener is null) return Missing();
        var everywhere = IPAddress.TryParse(listener.Host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any));
        var host = everywhere ? context.Request.Host.Host : listener.Host;
        return new PublicAddress($"https://{host}:{listener.Port}", OwnAuthority);
    }

    // A certificate that was given is one that clients know; it may also be replaced at any time.
    private string OwnAuthority => options.TlsCert.Length > 0 ? "" : certificate.AuthorityPem;

    private static Error Missing() => Error.Of(ErrorCode.FailedPrecondition, "kubeconfig.https");
}
