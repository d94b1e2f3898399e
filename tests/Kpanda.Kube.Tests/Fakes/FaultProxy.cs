using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Kpanda.Kube.Tests.Fakes;

/// <summary>A TCP proxy that does to connections what networks do. It never closes its port, so that a test gets it back.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private const int Piece = 16 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Link, Task> _links = new();
    private readonly Task _accepting;
    private volatile TaskCompletionSource _open = Opened();
    private volatile bool _cut;
    private volatile int _bytesPerSecond = int.MaxValue;

    public FaultProxy(int target)
    {
        Target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The port that new connections lead to.</summary>
    public volatile int Target;

    /// <summary>Connections that were made so far.</summary>
    public int Connections;

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The cable is out: what is open breaks, and nothing new is made until <see cref="Restore"/>.</summary>
    public void Cut()
    {
        _cut = true;
        Reset();
    }

    /// <summary>Every open connection breaks; new ones work.</summary>
    public void Reset()
    {
        foreach (var link in _links.Keys) link.Break();
    }

    /// <summary>Nothing arrives until <see cref="Restore"/>; then everything does.</summary>
    public void Freeze() => _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>As <see cref="Freeze"/>, and the connections that are open now are forgotten: nobody ever tells their ends.</summary>
    public void Forget()
    {
        Freeze();
        foreach (var link in _links.Keys) link.Forgotten = true;
    }

    /// <summary>A line of few bytes a second.</summary>
    public void Slow(int bytesPerSecond) => _bytesPerSecond = bytesPerSecond;

    /// <summary>All is well again.</summary>
    public void Restore()
    {
        _cut = false;
        _bytesPerSecond = int.MaxValue;
        _open.TrySetResult();
    }

    /// <summary>Waits until more connections than that were made.</summary>
    public async Task UntilMoreThanAsync(int connections, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        while (Volatile.Read(ref Connections) <= connections) await Task.Delay(10, deadline.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Restore();
        await _accepting;
        _listener.Stop();
        Reset();
        await Task.WhenAll(_links.Values);
        _stop.Dispose();
    }

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref Connections);
                var link = new Link(client);
                if (_cut) link.Break();
                else _links[link] = RunAsync(link);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task RunAsync(Link link)
    {
        // The link is registered before it does anything.
        await Task.Yield();
        try
        {
            await link.Member.ConnectAsync(IPAddress.Loopback, Target, _stop.Token);
            await Task.WhenAny(PumpAsync(link, link.Client, link.Member), PumpAsync(link, link.Member, link.Client));
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The member is down: so is the connection.
        }
        finally
        {
            link.Break();
            _links.TryRemove(link, out _);
        }
    }

    private async Task PumpAsync(Link link, Socket from, Socket to)
    {
        var buffer = new byte[Piece];
        try
        {
            while (true)
            {
                var slow = _bytesPerSecond;
                var read = await from.ReceiveAsync(buffer.AsMemory(0, Math.Min(Piece, Math.Max(1, slow / 20))), _stop.Token);
                await _open.Task.WaitAsync(_stop.Token);
                if (link.Forgotten) await Task.Delay(Timeout.Infinite, _stop.Token);
                if (read == 0) return;
                if (slow < int.MaxValue) await Task.Delay(50, _stop.Token);
                await to.SendAsync(buffer.AsMemory(0, read), _stop.Token);
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Broken: both directions end.
        }
    }

    private sealed class Link(Socket client)
    {
        public volatile bool Forgotten;

        public Socket Client { get; } = client;

        public Socket Member { get; } = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

        /// <summary>Closes both sides with a reset.</summary>
        public void Break()
        {
            foreach (var socket in new[] { Client, Member })
            {
                try
                {
                    socket.LingerState = new LingerOption(true, 0);
                }
                catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
                {
                    // Closed already.
                }

                socket.Dispose();
            }
        }
    }
}
