using Kpanda.Resources.Tests.Fakes;

namespace Kpanda.Workloads.Tests;

/// <summary>One site with the routes of workloads for all tests of a class.</summary>
public sealed class WorkloadsSite : IAsyncLifetime
{
    private ResourcesSite _site = null!;

    public async ValueTask InitializeAsync() => _site = await ResourcesSite.StartAsync(services => services.AddWorkloads(), routes => routes.MapWorkloads());

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    internal ResourcesSite Fresh() => _site.Fresh();
}
