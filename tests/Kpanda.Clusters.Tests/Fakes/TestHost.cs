using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kpanda.Hosting;
using Kpanda.Identity.Access;
using Kpanda.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kpanda.Clusters.Tests.Fakes;

/// <summary>The module behind real HTTP, over a database in a folder of its own. Requests come from an administrator unless they name somebody else.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;
    private readonly bool _ownsFolder;

    private TestHost(WebApplication app, string folder, bool ownsFolder)
    {
        (_app, _folder, _ownsFolder) = (app, folder, ownsFolder);
        Http = new HttpClient { BaseAddress = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), Timeout = TimeSpan.FromMinutes(10) };
    }

    public static Person Administrator { get; } = new(Guid.CreateVersion7(), "admin", [], IsPlatformAdministrator: true);

    public static Person Visitor { get; } = new(Guid.CreateVersion7(), "visitor", ["readers"], IsPlatformAdministrator: false);

    public static ClustersOptions Quick { get; } = new()
    {
        AllowLoopback = true,
        ProbeEvery = TimeSpan.FromMilliseconds(50),
        ProbeAwayEvery = TimeSpan.FromMilliseconds(50),
        ProbeTimeout = TimeSpan.FromSeconds(20),
    };

    public HttpClient Http { get; }

    public string Folder => _folder;

    public FakeAuthorizer Authorizer => (FakeAuthorizer)_app.Services.GetRequiredService<IAuthorizer>();

    public IClusters Clusters => _app.Services.GetRequiredService<IClusters>();

    public IClusterRegistration Registration => _app.Services.GetRequiredService<IClusterRegistration>();

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public static async Task<TestHost> StartAsync(ClustersOptions? options = null, string? folder = null, Action<IServiceCollection>? more = null, string database = "", string masterKeyFile = "")
    {
        var data = folder ?? Directory.CreateTempSubdirectory("kpanda-clusters-").FullName;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddHosting();
        builder.Services.AddPersonOfRequest();
        builder.Services.AddStorage(new StorageOptions { DataDirectory = data, Database = database, MasterKeyFile = masterKeyFile });
        builder.Services.AddSingleton<IAuthorizer>(new FakeAuthorizer());
        builder.Services.AddClusters(options ?? Quick);
        more?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseHosting();
        app.Use((context, next) =>
        {
            context.Features.Set(context.Request.Headers.ContainsKey("X-Visitor") ? Visitor : Administrator);
            return next(context);
        });
        app.MapClusters();
        await app.StartAsync();
        return new TestHost(app, data, folder is null);
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string path, object? body = null, bool asVisitor = false, string? language = null)
    {
        using var request = new HttpRequestMessage(method, $"/apis/kpanda.io/v1alpha1{path}");
        if (body is not null) request.Content = JsonContent.Create(body);
        if (asVisitor) request.Headers.Add("X-Visitor", "1");
        if (language is not null) request.Headers.Add("Accept-Language", language);
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var json = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return (response.StatusCode, json);
    }

    public Task<(HttpStatusCode Status, JsonElement Body)> ImportAsync(string name, string kubeconfig) =>
        SendAsync(HttpMethod.Post, "/clusters", new { name, kubeConfigString = kubeconfig });

    public async Task UntilAsync(Func<bool> condition, string what)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(3));
        while (!condition())
        {
            if (deadline.IsCancellationRequested) throw new TimeoutException($"Not in time: {what}");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        if (_ownsFolder) Directory.Delete(_folder, recursive: true);
    }
}
