using Kpanda.Hosting;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Gateway.Kubeconfigs;

/// <summary>Knows where the platform is reached; the server, which has the listeners, implements it.</summary>
public interface IPublicAddress
{
    /// <summary>The address to put into a kubeconfig for whoever sent this request.</summary>
    /// <returns><c>FailedPrecondition</c> where the platform is not reached by https: clients of Kubernetes send no token over plain http.</returns>
    Result<PublicAddress> For(HttpContext context);
}
