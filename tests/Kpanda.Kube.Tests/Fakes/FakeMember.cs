using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Kpanda.Kube.Dial;
using Kpanda.Kube.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kpanda.Kube.Tests.Fakes;

/// <summary>A real HTTPS server, on a port that the system chooses unless the test does, that answers whatever the test says, and remembers what it was asked.</summary>
internal sealed class FakeMember : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<IDisposable> _own = [];

    private FakeMember(WebApplication app, TestAuthority authority)
    {
        _app = app;
        Authority = authority;
    }

    public static EgressPolicy Loopback { get; } = new(AllowLoopback: true, AllowPrivate: true);

    public TestAuthority Authority { get; }

    public ConcurrentQueue<Request> Requests { get; } = new();

    public Uri Server => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public KubeConnection Connection => new() { Server = Server, CertificateAuthorityPem = Authority.Pem, BearerToken = "secret-token" };

    public static async Task<FakeMember> StartAsync(RequestDelegate answer, HttpProtocols protocols = HttpProtocols.Http1AndHttp2, X509Certificate2? certificate = null, bool clientCertificates = false, Action<HttpsConnectionAdapterOptions>? tls = null, int port = 0)
    {
        var authority = new TestAuthority();
        certificate ??= authority.Issue("CN=member").Certificate;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = protocols;
            listen.UseHttps(certificate, https =>
            {
                https.ClientCertificateMode = clientCertificates ? ClientCertificateMode.AllowCertificate : ClientCertificateMode.NoCertificate;
                https.ClientCertificateValidation = (_, _, _) => true;
                tls?.Invoke(https);
            });
        }));
        var app = builder.Build();
        var member = new FakeMember(app, authority);
        app.Run(async context =>
        {
            member.Requests.Enqueue(await Request.OfAsync(context));
            await answer(context);
        });
        await app.StartAsync();
        return member;
    }

    public KubeClient Client(KubeIdentity? identity = null, KubeConnection? connection = null, TransportOptions? options = null, IClusterDialer? dialer = null)
    {
        var transport = new ClusterTransport(connection ?? Connection, dialer ?? new DirectDialer(Loopback), options);
        _own.Add(transport);
        return new KubeClient(transport, identity ?? KubeIdentity.Platform);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in _own) one.Dispose();
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        Authority.Dispose();
    }

    internal sealed record Request(string Method, string Target, string Protocol, IReadOnlyDictionary<string, string[]> Headers, string Body, string ClientCertificate)
    {
        public static async Task<Request> OfAsync(HttpContext context)
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            var target = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
            var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToArray()!, StringComparer.OrdinalIgnoreCase);
            return new(context.Request.Method, target, context.Request.Protocol, headers!, body, context.Connection.ClientCertificate?.Subject ?? "");
        }
    }
}
