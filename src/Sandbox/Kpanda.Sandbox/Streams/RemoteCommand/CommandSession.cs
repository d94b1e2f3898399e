using Kpanda.KubeModel;
using Kpanda.Sandbox.Streams.Spdy;
using Microsoft.AspNetCore.Http;

namespace Kpanda.Sandbox.Streams.RemoteCommand;

/// <summary>One exec or attach: from the upgrade of the request to the client's farewell.</summary>
internal static class CommandSession
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    /// <summary>Whether the request asks for an upgrade to a protocol that carries commands.</summary>
    public static bool CanServe(HttpRequest request, int minor) =>
        Upgrade.WantsSpdy(request) ? Protocol(request, minor) is not null : Upgrade.WantsWebSocket(request) && Protocol(request, minor) is not null;

    /// <summary>Upgrades, runs and tells how it ended. Ends <paramref name="run"/> when the client goes.</summary>
    public static async Task RunAsync(HttpContext http, int minor, CommandOptions options, Func<CommandStreams, CancellationToken, Task<KubeStatus>> run, CancellationToken stop)
    {
        await using var streams = await OpenAsync(http, Protocol(http.Request, minor)!, options, stop);
        if (streams is null) return;
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var receiving = streams.ReceiveAsync(gone.Token);
        var running = run(streams, gone.Token);
        if (await Task.WhenAny(receiving, running) == receiving) await gone.CancelAsync();
        try
        {
            var status = await running;
            await streams.FinishAsync(status, gone.Token);
            await streams.Input.CompleteAsync();
            await streams.CloseAsync(gone.Token);
            await receiving.WaitAsync(Farewell, gone.Token);
        }
        catch (Exception e) when (IsFarewell(e))
        {
            // The client went first, or does not go at all.
        }

        await gone.CancelAsync();
        try
        {
            await receiving;
        }
        catch (Exception e) when (IsFarewell(e))
        {
            // Cancelled just now.
        }
    }

    /// <summary>What is thrown at whoever writes to, reads from or waits for a client that has gone.</summary>
    public static bool IsFarewell(Exception e) =>
        e is OperationCanceledException or IOException or TimeoutException or ObjectDisposedException or System.Net.WebSockets.WebSocketException;

    private static string? Protocol(HttpRequest request, int minor)
    {
        if (Upgrade.WantsSpdy(request)) return Upgrade.Choose(request, [SpdyCommandStreams.Version4]);
        return Upgrade.Choose(request, minor >= Kinds.ClusterVersion.CommandChannels5 ? [WebSocketCommandStreams.Version5, WebSocketCommandStreams.Version4] : [WebSocketCommandStreams.Version4]);
    }

    private static async Task<CommandStreams?> OpenAsync(HttpContext http, string protocol, CommandOptions options, CancellationToken stop)
    {
        if (Upgrade.WantsSpdy(http.Request)) return await SpdyCommandStreams.AcceptAsync(await Upgrade.SpdyAsync(http, protocol), options.Streams, stop);
        return new WebSocketCommandStreams(await Upgrade.WebSocketAsync(http, protocol), protocol, options.Input);
    }
}
