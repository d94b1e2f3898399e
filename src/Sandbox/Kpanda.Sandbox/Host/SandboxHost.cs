using System.Net;
using System.Security.Cryptography.X509Certificates;
using Kpanda.Sandbox.Faults;
using Kpanda.Sandbox.Host.InMemory;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kpanda.Sandbox.Host;

/// <summary>Serves the clusters of a simulation: to this process through a <see cref="SandboxConnector"/>, to others over HTTPS.</summary>
public sealed class SandboxHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private SandboxHost(WebApplication application, SandboxConnector connector)
    {
        _application = application;
        Connector = connector;
    }

    /// <summary>Reaches the clusters without a network.</summary>
    public SandboxConnector Connector { get; }

    /// <summary>Where the clusters are served over HTTPS, without a trailing slash; null where nothing listens.</summary>
    public string? Url { get; private set; }

    /// <summary>Starts to serve. Below each address the path of a cluster is its name.</summary>
    public static async Task<SandboxHost> StartAsync(SandboxFleet fleet, SandboxHostOptions options, CancellationToken cancellationToken)
    {
        var transport = new InMemoryTransport();
        // Otherwise the framework watches the working directory and every folder below it for a file that there never is.
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Services.AddSingleton(options.Loggers ?? NullLoggerFactory.Instance);
        builder.Services.AddSingleton<IConnectionListenerFactory>(transport);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, fleet, options));
        var application = builder.Build();
        if (options.PathPrefix.Length > 0)
            application.UsePathBase(options.PathPrefix);
        application.Run(http => fleet.HandleAsync(http, http.Request.Path.Value?.TrimStart('/') ?? ""));
        var host = new SandboxHost(application, new SandboxConnector(transport));
        await application.StartAsync(cancellationToken);
        host.Url = options.Listen is null ? null : host.FindUrl();
        return host;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _application.StopAsync(patience.Token);
        await _application.DisposeAsync();
    }

    private static void Configure(KestrelServerOptions kestrel, SandboxFleet fleet, SandboxHostOptions options)
    {
        kestrel.AddServerHeader = false;
        // Watches are quiet for long, and uploads of manifests may be slow.
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.Http2.MaxStreamsPerConnection = 250;
        kestrel.Listen(new InMemoryEndPoint("sandbox"), listen => listen.Protocols = HttpProtocols.Http1);
        if (options.Listen is not { } address)
            return;
        if (address.Scheme != Uri.UriSchemeHttps)
            throw new ArgumentException($"A sandbox listens on https only, not on {address}: Kubernetes clients send no token in clear.", nameof(options));
        string[] names = ["localhost", "127.0.0.1", "::1", address.Host];
        var certificate = options.Certificate
            ?? options.Authority?.IssueServerCertificate(names)
            ?? throw new ArgumentException("A listener needs a certificate or an authority to issue one.", nameof(options));
        var shown = new ServingCertificates(fleet, certificate, flaw => WrongCertificate(options, flaw, names));
        foreach (var cluster in fleet.Clusters)
            cluster.Faults.CanChangeCertificate = true;
        kestrel.Listen(new IPEndPoint(AddressOf(address), address.Port), listen => listen.UseHttps(https =>
        {
            https.ServerCertificateSelector = (connection, _) => shown.Choose(connection);
            ClientCertificates.Ask(https);
        }));
    }

    private static X509Certificate2 WrongCertificate(SandboxHostOptions options, CertificateFlaw flaw, string[] names)
    {
        using var stranger = CertificateAuthority.LoadOrCreate(null, TimeProvider.System);
        return flaw == CertificateFlaw.Expired ? (options.Authority ?? stranger).IssueExpiredCertificate(names) : stranger.IssueServerCertificate(names);
    }

    private static IPAddress AddressOf(Uri address)
    {
        if (address.Host == "localhost")
            return IPAddress.Loopback;
        return IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) ? ip : throw new ArgumentException($"{address.Host} is no IP address to listen on.", nameof(address));
    }

    private string? FindUrl() =>
        _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses
            .FirstOrDefault(address => address.StartsWith("https://", StringComparison.Ordinal))?.TrimEnd('/');
}
