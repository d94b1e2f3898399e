using System.Net;
using Kpanda.Gateway.Kubeconfigs;
using Kpanda.Sandbox.Host;
using Kpanda.Server.Configuration;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Kpanda.Server.Listeners;

/// <summary>Where the server listens, with which certificate, and which proxies it believes.</summary>
internal static class ListenersModule
{
    // What may be on its way to a slow reader: large answers are read on while what came before is encrypted.
    private const int ResponseBufferBytes = 128 * 1024;

    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(30);

    public static void AddListeners(this WebApplicationBuilder builder, ServerOptions options)
    {
        builder.Services.AddSingleton(provider => ServerCertificate.Load(options, provider.GetService<TimeProvider>() ?? TimeProvider.System));
        builder.Services.AddSingleton<IPublicAddress, ListeningAddress>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, BlockPool.Factory>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxResponseBufferSize = ResponseBufferBytes;
            foreach (var url in options.Urls) Listen(kestrel, url, options);
        });
    }

    public static void UseProxyHeaders(this WebApplication app, ServerOptions options)
    {
        if (options.TrustedProxies.Count > 0)
        {
            var headers = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost };
            headers.KnownProxies.Clear(); // the framework trusts loopback by default; here only what is configured is trusted
            headers.KnownIPNetworks.Clear();
            foreach (var network in options.TrustedProxies) headers.KnownIPNetworks.Add(network);
            app.UseForwardedHeaders(headers);
        }

        if (options.BasePath.Length > 0) app.UsePathBase(options.BasePath);
    }

    private static void Listen(KestrelServerOptions kestrel, Uri url, ServerOptions options)
    {
        if (url.Host == "localhost" && url.Port != 0) kestrel.ListenLocalhost(url.Port, Configure);
        else if (url.Host == "localhost") kestrel.Listen(IPAddress.Loopback, url.Port, Configure);
        else kestrel.Listen(IPAddress.Parse(url.Host.Trim('[', ']')), url.Port, Configure);

        void Configure(ListenOptions listen)
        {
            if (url.Scheme != "https") return;
            var certificate = listen.ApplicationServices.GetRequiredService<ServerCertificate>();
            listen.UseHttps(https =>
            {
                https.ServerCertificateSelector = (_, _) => certificate.Current;
                if (options.SandboxClusters > 0) ClientCertificates.Ask(https);
            });
        }
    }
}
