using System.Net;
using Kpanda.Hosting;
using Kpanda.Hosting.Sessions;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kpanda.Gateway.Tests.Fakes;

/// <summary>The module on a real server, in front of a fake member called <c>m</c>. Whoever calls is jane; what a token or a cookie is worth is tested where they are made.</summary>
internal sealed class GatewaySite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewaySite(WebApplication app) => _app = app;

    public static Person Jane { get; } = new(Guid.CreateVersion7(), "jane", ["dev"], IsPlatformAdministrator: false);

    public FakeAuthorizer Authorizer { get; } = new();

    public FakeAuditLog Audit { get; } = new();

    public FakeClusters Clusters { get; } = new();

    public FakeSession Session { get; } = new(Jane);

    public RightsChanges Rights => _app.Services.GetRequiredService<RightsChanges>();

    /// <summary>Who calls, by the name in the token; jane where there is no such person.</summary>
    public Dictionary<string, Person> People { get; } = [];

    public Uri Address => new(_app.Urls.First());

    public static async Task<GatewaySite> StartAsync(FakeMember? member = null, GatewayOptions? options = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddHosting();
        builder.Services.AddPersonOfRequest();
        builder.Services.AddGateway(options ?? new());
        GatewaySite? site = null;
        builder.Services.AddSingleton<IAuditLog>(_ => site!.Audit);
        builder.Services.AddSingleton<IAuthorizer>(_ => site!.Authorizer);
        builder.Services.AddSingleton<Search.IResourceIndex, FakeIndex>();
        builder.Services.AddSingleton<Clusters.IClusters>(_ => site!.Clusters);
        var app = builder.Build();
        site = new GatewaySite(app);
        app.UseHosting();
        app.Use((context, next) =>
        {
            var token = context.Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal);
            var session = site.People.TryGetValue(token, out var person) ? new FakeSession(person) : site.Session;
            context.Features.Set(session.Current);
            context.Features.Set<ISessionLifetime>(session);
            context.Features.Set<IPersonSource>(session);
            return next(context);
        });
        app.UseWebSockets();
        app.UseRouting();
        app.MapGateway();
        if (member is not null) site.Clusters.Add("m", member.Connection);
        await app.StartAsync();
        return site;
    }

    /// <summary>A client that changes nothing on the way, with jane's token.</summary>
    public HttpClient NewClient(string token = "jane-token")
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, MaxConnectionsPerServer = 5000 }) { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(3) };
        if (token.Length > 0) client.DefaultRequestHeaders.Add("Authorization", $"Bearer {token}");
        return client;
    }

    /// <summary>A connection of which the test writes every byte.</summary>
    public Task<Wire> OpenAsync() => Wire.OpenAsync(Address);

    /// <summary>Writes one request, and reads the answer.</summary>
    public async Task<WireAnswer> AskAsync(string method, string target, params string[] headers)
    {
        await using var wire = await OpenAsync();
        await wire.AskAsync(method, target, headers);
        return (await wire.ReadAsync()).ShouldNotBeNull();
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        Clusters.Dispose();
        Session.Dispose();
    }
}
