namespace Kpanda.Resources.Tests.Fakes;

/// <summary>One site for all tests of a class: mapping every route of every kind anew for each would take most of the time.</summary>
public sealed class SharedSite : IAsyncLifetime
{
    private ResourcesSite _site = null!;

    public async ValueTask InitializeAsync() => _site = await ResourcesSite.StartAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    internal ResourcesSite Fresh() => _site.Fresh();
}
