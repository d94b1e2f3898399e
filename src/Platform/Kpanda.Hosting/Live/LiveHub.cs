using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Kpanda.Hosting.Live;

/// <summary>All open channels.</summary>
internal sealed class LiveHub(IEnumerable<ILiveSource> sources, LiveOptions options, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private readonly ILiveSource[] _sources = [.. sources];
    private int _open;

    /// <summary>Channels that are open now.</summary>
    public int Open => Volatile.Read(ref _open);

    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _open) <= options.MaxChannels) return true;
        Interlocked.Decrement(ref _open);
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _open);

    public async Task RunAsync(WebSocket socket, HttpContext context, CancellationToken sessionEnded)
    {
        await using var channel = new LiveChannel(socket, context, _sources, options, time);
        await channel.RunAsync(sessionEnded, lifetime.ApplicationStopping);
    }
}
