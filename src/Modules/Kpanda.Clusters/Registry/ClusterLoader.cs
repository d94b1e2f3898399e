using Microsoft.Extensions.Hosting;

namespace Kpanda.Clusters.Registry;

/// <summary>Fills the registry from the database when the host starts, before the services that follow it ask for clusters.</summary>
internal sealed class ClusterLoader(ClusterStore store, ClusterRegistry registry) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (record, connection) in await store.ReadAllAsync(cancellationToken)) registry.Put(record, registry.Connect(record, connection));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
