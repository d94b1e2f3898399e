[assembly: AssemblyFixture(typeof(Kpanda.Server.Tests.SharedServer))]

namespace Kpanda.Server.Tests;

/// <summary>One server for all tests that change nothing in it.</summary>
public sealed class SharedServer : IAsyncDisposable
{
    private readonly SemaphoreSlim _once = new(1);
    private ServerSite? _site;

    internal async Task<ServerSite> SiteAsync()
    {
        await _once.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return _site ??= await ServerSite.StartAsync();
        }
        finally
        {
            _once.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_site is not null) await _site.DisposeAsync();
        _once.Dispose();
    }
}
