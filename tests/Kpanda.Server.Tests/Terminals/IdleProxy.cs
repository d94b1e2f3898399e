using System.Net;
using System.Net.Sockets;

namespace Kpanda.Server.Tests.Terminals;

/// <summary>What stands between a browser and the server in many places: it cuts every connection on which nothing has come for a while.</summary>
internal sealed class IdleProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _over = new();
    private readonly Uri _server;
    private readonly TimeSpan _patience;
    private readonly Task _accepting;
    private readonly SemaphoreSlim _passed = new(0);

    public IdleProxy(string server, TimeSpan patience)
    {
        (_server, _patience) = (new Uri(server), patience);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Url => $"http://{_listener.LocalEndpoint}";

    /// <summary>Waits until the server has sent something so many times from now on.</summary>
    public async Task PassedAsync(int times, CancellationToken cancellationToken)
    {
        while (await _passed.WaitAsync(0, cancellationToken))
        {
            // What came before.
        }

        for (var time = 0; time < times; time++) await _passed.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Stop();
        await _accepting;
        _over.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync(_over.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // It is over.
        }
    }

    private async Task ServeAsync(TcpClient browser)
    {
        using var inner = browser;
        using var server = new TcpClient();
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(_over.Token);
        idle.CancelAfter(_patience);
        try
        {
            await server.ConnectAsync(_server.Host, _server.Port, idle.Token);
            await Task.WhenAny(CopyAsync(browser.GetStream(), server.GetStream(), idle), CopyAsync(server.GetStream(), browser.GetStream(), idle, _passed));
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
        {
            // It is cut, by one of the three.
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to, CancellationTokenSource idle, SemaphoreSlim? passed = null)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, idle.Token) is > 0 and var count)
        {
            idle.CancelAfter(_patience);
            await to.WriteAsync(buffer.AsMemory(0, count), idle.Token);
            passed?.Release();
        }
    }
}
