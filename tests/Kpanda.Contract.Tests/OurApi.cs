using Kpanda.Clusters;
using Kpanda.Hosting;
using Kpanda.Identity;
using Kpanda.Permissions;
using Kpanda.Resources;
using Kpanda.Search;
using Kpanda.Search.Kinds;
using Kpanda.Storage;
using Kpanda.Workloads;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Kpanda.Contract.Tests;

/// <summary>The routes and kinds of all modules, composed as the server does, never started.</summary>
internal sealed class OurApi : IAsyncDisposable
{
    public const string Prefix = "/apis/kpanda.io/v1alpha1";

    private readonly WebApplication _app;

    public OurApi()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddStorage(new StorageOptions { DataDirectory = Path.Combine(Path.GetTempPath(), "kpanda-contract-never-opened") });
        builder.Services.AddHosting();
        builder.Services.AddIdentity(new IdentityOptions { AdminPasswordFile = "" });
        builder.Services.AddClusters(new ClustersOptions());
        builder.Services.AddSearch();
        builder.Services.AddPermissions();
        builder.Services.AddResources();
        builder.Services.AddWorkloads();
        _app = builder.Build();
        _app.MapIdentity();
        _app.MapClusters();
        _app.MapSearch();
        _app.MapResources();
        _app.MapWorkloads();
        Routes =
        [
            .. ((IEndpointRouteBuilder)_app).DataSources
                .SelectMany(source => source.Endpoints)
                .OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith(Prefix, StringComparison.Ordinal)),
        ];
    }

    public IReadOnlyList<RouteEndpoint> Routes { get; }

    public IReadOnlyList<KindDescriptor> Kinds => _app.Services.GetRequiredService<KindRegistry>().All;

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
