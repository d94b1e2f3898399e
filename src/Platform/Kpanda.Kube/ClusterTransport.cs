using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Kpanda.Kube.Dial;
using Kpanda.Kube.Transport;

namespace Kpanda.Kube;

/// <summary>
/// The connections to one member: TLS, HTTP/2 or HTTP/1.1, through the cluster's dialer. Shared by all clients of the member; dispose it to close them.
/// </summary>
public sealed class ClusterTransport : IDisposable
{
    private const string Agent = "kpanda/0.1";

    private static readonly Version Http2 = new(2, 0);
    private static readonly Version Http11 = new(1, 1);

    private readonly HttpMessageInvoker _http;
    private readonly ServerTrust? _trust;
    private readonly SemaphoreSlim _slots;
    private readonly List<WeakReference<Stream>> _connections = [];
    private readonly SemaphoreSlim _streams;
    private readonly CallRate _rate;
    private readonly string _root;
    private volatile KubeConnection _connection;
    private readonly ConcurrentDictionary<string, byte> _withoutWatchList = new(StringComparer.Ordinal);
    private volatile bool _closed;

    /// <summary>Makes the transport; connects only when something is asked.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A PEM text of the connection is broken.</exception>
    public ClusterTransport(KubeConnection connection, IClusterDialer dialer, TransportOptions? options = null)
    {
        _connection = connection;
        Dialer = dialer;
        Options = options ?? TransportOptions.Default;
        _trust = dialer.IsInProcess ? null : new ServerTrust(connection);
        _root = new UriBuilder(connection.Server) { Scheme = _trust is null ? Uri.UriSchemeHttp : Uri.UriSchemeHttps, Port = connection.Server.Port }.Uri.AbsoluteUri.TrimEnd('/');
        _slots = new SemaphoreSlim(Options.MaxCalls, Options.MaxCalls);
        _streams = new SemaphoreSlim(Options.MaxStreams, Options.MaxStreams);
        _rate = new CallRate(Options.CallsPerSecond, Options.Burst, TimeProvider.System);
        _http = new HttpMessageInvoker(Handler());
    }

    /// <summary>How the member is reached now.</summary>
    public KubeConnection Connection => _connection;

    /// <summary>Makes the connections.</summary>
    public IClusterDialer Dialer { get; }

    /// <summary>Its limits.</summary>
    public TransportOptions Options { get; }

    /// <summary>Completes when the member answers again after it could not be reached.</summary>
    public Task NextLifeSign => Life.Next;

    /// <summary>Signs of life of the member.</summary>
    internal LifeSign Life { get; } = new();

    /// <summary>From now on calls show this bearer token. Streams that are open go on under the one they began with.</summary>
    public void UseToken(string token) => _connection = _connection.WithToken(token);

    /// <inheritdoc />
    public void Dispose()
    {
        // The places are not disposed of: whoever waits for one gets it, and learns that the transport is closed.
        _closed = true;
        _http.Dispose();
        // The HTTP stack lets calls and watches that are under way go on; their connections are cut here.
        lock (_connections)
        {
            foreach (var connection in _connections)
            {
                if (connection.TryGetTarget(out var stream)) stream.Dispose();
            }
        }

        _trust?.Dispose();
    }

    /// <summary>Takes one of the places for streams; null where all are taken. Disposing it gives it back.</summary>
    internal IDisposable? TryOpenStream() => _streams.Wait(0) ? new Slot(_streams) : null;

    /// <summary>Waits for one of the places for calls that are not streams.</summary>
    internal async ValueTask<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        return new Slot(_slots);
    }

    /// <summary>Sends once. The answer is 2xx and its body unread; everything else is a failure.</summary>
    internal async Task<KubeResult<HttpResponseMessage>> SendAsync(MemberCall call, KubeIdentity identity, CancellationToken cancellationToken)
    {
        await _rate.WaitAsync(cancellationToken);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Options.HeaderTimeout);
        using var request = Request(call, identity);
        try
        {
            var answer = await _http.SendAsync(request, deadline.Token);
            Life.Seen();
            if (!answer.IsSuccessStatusCode) return await FailureReader.FromAnswerAsync(answer, deadline.Token);
            // /openapi/v3 is JSON that calls itself text: whether it is shows when it is read.
            if (!call.WantsJson || answer.Content.Headers.ContentType?.MediaType is "application/json" or "text/plain") return answer;
            var failure = FailureReader.NotKubernetes(answer);
            answer.Dispose();
            return failure;
        }
        catch (Exception exception) when (FailureReader.IsNetwork(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Broken(exception);
        }
    }

    /// <summary>Whether a watch of this API group may be asked for the objects that are there (<c>sendInitialEvents</c>); true until it turned out otherwise.</summary>
    internal bool ServesWatchList(string group) => !_withoutWatchList.ContainsKey(group);

    /// <summary>It turned out otherwise.</summary>
    internal void ServesNoWatchList(string group) => _withoutWatchList[group] = 0;

    /// <summary>A failure while an answer was being read.</summary>
    internal KubeFailure Broken(Exception exception)
    {
        if (_closed) return FailureReader.Closed;
        Life.Missed();
        return FailureReader.FromException(exception);
    }

    private SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        PreAuthenticate = false,
        ActivityHeadersPropagator = null,
        EnableMultipleHttp2Connections = true,
        ConnectTimeout = Options.ConnectTimeout * 2,
        KeepAlivePingDelay = Options.PingAfter,
        KeepAlivePingTimeout = Options.PingTimeout,
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
        PooledConnectionLifetime = TimeSpan.FromMinutes(30),
        MaxResponseHeadersLength = 64,
        MaxResponseDrainSize = 64 * 1024,
        ResponseDrainTimeout = TimeSpan.FromSeconds(1),
        RequestHeaderEncodingSelector = static (name, _) => name.StartsWith("Impersonate-", StringComparison.Ordinal) ? HeaderLines.Instance : null,
        ConnectCallback = ConnectAsync,
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var target = context.DnsEndPoint;
        var stream = await InTimeAsync(
            FailurePhase.Connect,
            $"{target.Host}:{target.Port} does not answer{(Dialer.Via.Length > 0 ? $" through the proxy {Dialer.Via}" : "")}: no connection within {Options.ConnectTimeout.TotalSeconds:0.#} s.",
            token => Dialer.ConnectAsync(target.Host, target.Port, token).AsTask(),
            cancellationToken);
        Remember(stream);
        if (_trust is null) return stream;
        var http2 = context.InitialRequestMessage.Version.Major == 2;
        return await InTimeAsync(
            FailurePhase.Tls,
            $"The TLS handshake with {target.Host}:{target.Port} did not end within {Options.ConnectTimeout.TotalSeconds:0.#} s.",
            async token => await _trust.AuthenticateAsync(stream, http2, token),
            cancellationToken);
    }

    private void Remember(Stream stream)
    {
        lock (_connections)
        {
            _connections.RemoveAll(connection => !connection.TryGetTarget(out _));
            _connections.Add(new WeakReference<Stream>(stream));
            if (_closed) stream.Dispose();
        }
    }

    private async Task<Stream> InTimeAsync(FailurePhase phase, string late, Func<CancellationToken, Task<Stream>> step, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Options.ConnectTimeout);
        try
        {
            return await step(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DialException(phase, FailureSide.Network, late);
        }
    }

    private HttpRequestMessage Request(MemberCall call, KubeIdentity identity)
    {
        // Several groups need HTTP/1.1: see HeaderLines. So does the way into a cluster of this process.
        var http2 = Options.Http2 && _trust is not null && identity.Groups.Count < 2;
        var uri = call.Query.Length == 0 ? $"{_root}{call.Path}" : $"{_root}{call.Path}?{call.Query}";
        var request = new HttpRequestMessage(call.Method, new Uri(uri))
        {
            Version = http2 ? Http2 : Http11,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.TryAddWithoutValidation("Accept", call.Accept);
        request.Headers.TryAddWithoutValidation("User-Agent", identity.OnBehalfOf.Length == 0 ? Agent : $"{Agent} (for {Uri.EscapeDataString(identity.OnBehalfOf)})");
        if (call.KnownTag.Length > 0) request.Headers.TryAddWithoutValidation("If-None-Match", call.KnownTag);
        if (Connection.BearerToken is { Length: > 0 } token) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        if (!identity.IsPlatform)
        {
            request.Headers.TryAddWithoutValidation("Impersonate-User", identity.User);
            if (identity.Groups.Count > 0) request.Headers.TryAddWithoutValidation("Impersonate-Group", string.Join(HeaderLines.Separator, identity.Groups));
        }

        if (call.Body.IsEmpty) return request;
        request.Content = new ReadOnlyMemoryContent(call.Body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(call.ContentType);
        return request;
    }

    private sealed class Slot(SemaphoreSlim slots) : IDisposable
    {
        private SemaphoreSlim? _slots = slots;

        public void Dispose() => Interlocked.Exchange(ref _slots, null)?.Release();
    }
}
