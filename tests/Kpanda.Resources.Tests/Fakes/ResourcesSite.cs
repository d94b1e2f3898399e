using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Kpanda.Clusters;
using Kpanda.Gateway.Tests.Fakes;
using Kpanda.Hosting;
using Kpanda.Identity;
using Kpanda.Identity.Access;
using Kpanda.Identity.Audit;
using Kpanda.Permissions.Grants;
using Kpanda.Search;
using Kpanda.Search.Kinds;
using Kpanda.Search.Lists;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kpanda.Resources.Tests.Fakes;

/// <summary>The routes of the module on a real Kestrel, in front of a fake member, with somebody signed in.</summary>
internal sealed class ResourcesSite : IAsyncDisposable
{
    public const string Api = "/apis/kpanda.io/v1alpha1";

    private readonly WebApplication _app;

    private ResourcesSite(WebApplication app, FakeMember member, FakeIndex index, FakeAuthorizer authorizer)
    {
        _app = app;
        Member = member;
        Index = index;
        Authorizer = authorizer;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = TimeSpan.FromMinutes(10) };
    }

    public FakeMember Member { get; }

    public FakeIndex Index { get; }

    public FakeAuthorizer Authorizer { get; }

    public FakeAuditLog Audit { get; private init; } = null!;

    public HttpClient Client { get; }

    public IEnumerable<RouteEndpoint> Endpoints => ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    public static async Task<ResourcesSite> StartAsync(Action<IServiceCollection>? add = null, Action<IEndpointRouteBuilder>? map = null)
    {
        var member = await FakeMember.StartAsync();
        var index = new FakeIndex();
        var authorizer = new FakeAuthorizer();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddHosting();
        builder.Services.AddPersonOfRequest();
        builder.Services.AddSingleton<IClusters>(new FakeClusters(member.Transport));
        builder.Services.AddSingleton<IResourceIndex>(index);
        builder.Services.AddSingleton<IAuthorizer>(authorizer);
        builder.Services.AddSingleton<KindRegistry>();
        builder.Services.AddSingleton<RowRenderer>();
        builder.Services.AddSingleton<ResourceLists>();
        var audit = new FakeAuditLog();
        builder.Services.AddSingleton<IAuditLog>(audit);
        builder.Services.AddSingleton<ActionAudit>();
        builder.Services.AddSingleton<IRoleGrants, NoRoleGrants>();
        builder.Services.AddResources();
        add?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseHosting();
        app.Use((context, next) =>
        {
            context.Features.Set(new Person(Guid.CreateVersion7(), "wang", [], IsPlatformAdministrator: false));
            return next(context);
        });
        app.UseRouting();
        app.MapResources();
        map?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, member, index, authorizer) { Audit = audit };
    }

    public Task<(int Status, JsonElement Body)> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, object? body = null, string language = "en")
    {
        using var request = new HttpRequestMessage(method, Api + path);
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(language));
        if (body is not null) request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, text.StartsWith('{') ? JsonDocument.Parse(text).RootElement : JsonSerializer.SerializeToElement(text));
    }

    /// <summary>Forgets what a test did, so that the next one of its class can use the same site.</summary>
    public ResourcesSite Fresh()
    {
        Member.Reset();
        Index.Objects.Clear();
        Index.Queries.Clear();
        Authorizer.Asked.Clear();
        Authorizer.Forbidden.Clear();
        Audit.Clear();
        Audit.Fails = false;
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await Member.DisposeAsync();
    }
}
