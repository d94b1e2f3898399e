using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Kpanda.Kube.Dial;
using Kpanda.Kube.Forward;
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

    private static readonly MemberCall Question = new(HttpMethod.Get, KubePath.Document("/version"));

    // Calls and streams go over connections of their own: a stream's must soon be found dead, and that must not cost a call that only takes its time.
    private readonly MemberWay _forCalls;
    private readonly MemberWay _forStreams;
    private readonly MemberWay _forHeartbeat;

    // What people ask for themselves goes beside the platform's own calls: a reader who stops reading holds up nobody's list or watch.
    private readonly MemberWay _forForwarded;
    private readonly MemberWay _forForwardedStreams;
    private readonly ServerTrust? _trust;
    private readonly SemaphoreSlim _slots;
    private readonly OpenConnections _connections = new(TimeProvider.System);
    private readonly CancellationTokenSource _end = new();
    private readonly Heartbeat _heartbeat;
    private readonly SemaphoreSlim _streams;
    private readonly CallRate _rate;
    private readonly string _host;
    private readonly int _port;
    private readonly string _authority;
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
        var server = new UriBuilder(connection.Server) { Scheme = _trust is null ? Uri.UriSchemeHttp : Uri.UriSchemeHttps, Port = connection.Server.Port }.Uri;
        (_host, _port) = (server.IdnHost, server.Port);
        var host = server.HostNameType == UriHostNameType.IPv6 ? server.Host : server.IdnHost;
        _authority = server.IsDefaultPort ? host : $"{host}:{server.Port}";
        _slots = new SemaphoreSlim(Options.MaxCalls, Options.MaxCalls);
        _streams = new SemaphoreSlim(Options.MaxStreams, Options.MaxStreams);
        _rate = new CallRate(Options.CallsPerSecond, Options.Burst, TimeProvider.System);
        var (calls, streams) = (HttpStacks.ForCalls(Options), HttpStacks.ForStreams(Options));
        _forCalls = new MemberWay(calls, server);
        _forStreams = new MemberWay(streams, server);
        _forHeartbeat = new MemberWay(calls, server);
        _forForwarded = new MemberWay(calls, server);
        _forForwardedStreams = new MemberWay(streams, server);
        _heartbeat = new Heartbeat(Options, AnswersAsync, since => _connections.CutSilentSince(since), TimeProvider.System);
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

    /// <summary>Closes the connections. Every call under way ends at once as a failure: one that waits for its turn, for a connection, for an answer or for its next attempt, and every stream.</summary>
    public void Dispose()
    {
        // The places are not disposed of: whoever is given one learns that the transport is closed.
        _closed = true;
        // On other threads: whoever closes a transport must not run on with the calls that end.
        _ = _end.CancelAsync();
        _heartbeat.Dispose();
        // The HTTP stack is not this member's alone; its connections are cut here.
        _connections.Close();
        _trust?.Dispose();
    }

    /// <summary>A token source that also ends with the transport.</summary>
    internal CancellationTokenSource EndWith(CancellationToken cancellationToken) => CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _end.Token);

    /// <summary>Looks whether the connection of a stream that was opened is still alive, until the result is disposed; null where HTTP does that.</summary>
    internal IDisposable? KeepWatchOver(HttpResponseMessage stream) => stream.Version.Major < 2 && _trust is not null ? _heartbeat.Follow() : null;

    /// <summary>Takes one of the places for streams; null where all are taken. Disposing it gives it back.</summary>
    internal IDisposable? TryOpenStream() => _streams.Wait(0) ? new Slot(_streams) : null;

    /// <summary>Waits for one of the places for calls that are not streams.</summary>
    internal async ValueTask<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        return new Slot(_slots);
    }

    /// <summary>Sends once. The answer is 2xx and its body unread; everything else is a failure.</summary>
    /// <param name="call">What to ask.</param>
    /// <param name="identity">As whom.</param>
    /// <param name="isStream">Whether the answer is read for long.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<KubeResult<HttpResponseMessage>> SendAsync(MemberCall call, KubeIdentity identity, bool isStream, CancellationToken cancellationToken)
    {
        await _rate.WaitAsync(cancellationToken);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Options.HeaderTimeout);
        var way = isStream ? _forStreams : _forCalls;
        using var request = Request(way, call, identity);
        try
        {
            var answer = await way.SendAsync(request, deadline.Token);
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

    /// <summary>
    /// Sends a person's own request once, outside the budgets of the platform's calls. Any status is an answer but three: a redirect (never followed), a 401 (the member
    /// does not accept the platform's credential, which is not for the person to mend) and a 101 that is not the switch that was asked for.
    /// </summary>
    internal async Task<KubeResult<ForwardAnswer>> ForwardAsync(ForwardRequest call, KubeIdentity identity, CancellationToken cancellationToken)
    {
        using var end = EndWith(cancellationToken);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(end.Token);
        deadline.CancelAfter(Options.ForwardTimeout);
        var way = call.IsStream ? _forForwardedStreams : _forForwarded;
        using var request = Request(way, call, identity);
        try
        {
            var answer = await way.SendAsync(request, deadline.Token);
            Life.Seen();
            var code = (int)answer.StatusCode;
            if (code is 401 or (>= 300 and < 400 and not 304)) return await FailureReader.FromAnswerAsync(answer, deadline.Token);
            if (code == 101 && (call.Upgrade.Length == 0 || !UpgradeRule.Switched(call, answer)))
            {
                answer.Dispose();
                return FailureReader.WrongSwitch(call.Upgrade);
            }

            var body = await answer.Content.ReadAsStreamAsync(deadline.Token);
            return new ForwardAnswer(answer, body, call.IsStream ? KeepWatchOver(answer) : null);
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

    /// <summary>Makes a connection, for the HTTP stack. It goes on connecting for whoever comes next when the call that it was for has ended: only the end of the transport ends that.</summary>
    internal async ValueTask<Stream> ConnectAsync(Version version, CancellationToken cancellationToken)
    {
        using var end = EndWith(cancellationToken);
        var target = $"{_host}:{_port}";
        var stream = _connections.Add(await InTimeAsync(() => Silent(target), token => Dialer.ConnectAsync(_host, _port, token).AsTask(), end.Token));
        if (_trust is null) return stream;
        var http2 = version.Major == 2;
        return await InTimeAsync(() => SilentInHandshake(target), async token => await _trust.AuthenticateAsync(stream, http2, token), end.Token);
    }

    private DialException Silent(string target)
    {
        var limit = $"{Options.ConnectTimeout.TotalSeconds:0.#}";
        return Dialer.Via.Length == 0
            ? new DialException(FailurePhase.Connect, FailureSide.Network, $"{target} does not answer: no connection within {limit} s.").Because("network.connect.late", ("target", target), ("seconds", limit))
            : new DialException(FailurePhase.Connect, FailureSide.Network, $"{target} does not answer through the proxy {Dialer.Via}: no connection within {limit} s.")
                .Because("network.connect.late.proxy", ("target", target), ("proxy", Dialer.Via), ("seconds", limit));
    }

    private DialException SilentInHandshake(string target) =>
        new DialException(FailurePhase.Tls, FailureSide.Network, $"The TLS handshake with {target} did not end within {Options.ConnectTimeout.TotalSeconds:0.#} s.")
            .Because("network.tls.late", ("target", target), ("seconds", $"{Options.ConnectTimeout.TotalSeconds:0.#}"));

    private async Task<Stream> InTimeAsync(Func<DialException> late, Func<CancellationToken, Task<Stream>> step, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Options.ConnectTimeout);
        try
        {
            return await step(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw late();
        }
    }

    // Whatever the member says is a sign of life. Read to its end, so that the connection serves for the next question.
    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var request = Request(_forHeartbeat, Question, KubeIdentity.Platform);
            request.Version = Http11;
            using var answer = await _forHeartbeat.SendAsync(request, cancellationToken);
            await answer.Content.CopyToAsync(Stream.Null, cancellationToken);
            Life.Seen();
            return true;
        }
        catch (Exception exception) when (FailureReader.IsNetwork(exception))
        {
            return false;
        }
    }

    private HttpRequestMessage Request(MemberWay way, MemberCall call, KubeIdentity identity)
    {
        var request = Request(way, call.Method, call.Path, call.Query, identity, Options.Http2);
        request.Headers.TryAddWithoutValidation("Accept", call.Accept);
        request.Headers.TryAddWithoutValidation("User-Agent", AgentOf(identity));
        if (call.KnownTag.Length > 0) request.Headers.TryAddWithoutValidation("If-None-Match", call.KnownTag);
        if (call.Body.IsEmpty) return request;
        request.Content = new ReadOnlyMemoryContent(call.Body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(call.ContentType);
        return request;
    }

    private HttpRequestMessage Request(MemberWay way, ForwardRequest call, KubeIdentity identity)
    {
        var request = Request(way, call.Method, call.Path, call.Query, identity, Options.Http2 && call.Upgrade.Length == 0);
        request.Content = call.Body;
        foreach (var (name, values) in call.Headers.GroupBy(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase).Select(group => (group.Key, group)))
        {
            var value = string.Join(name == HeaderLines.StreamProtocol ? HeaderLines.Separator.ToString() : ", ", values);
            if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        // Clients name themselves, and the member names the writer of a field after it; whoever comes under the platform's own credential is marked.
        if (identity.OnBehalfOf.Length > 0) request.Headers.Remove("User-Agent");
        if (!request.Headers.Contains("User-Agent")) request.Headers.TryAddWithoutValidation("User-Agent", AgentOf(identity));
        if (call.Upgrade.Length == 0) return request;
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", call.Upgrade);
        return request;
    }

    private HttpRequestMessage Request(MemberWay way, HttpMethod method, KubePath path, string query, KubeIdentity identity, bool http2)
    {
        // The way into a cluster of this process is HTTP/1.1.
        http2 = http2 && _trust is not null;
        var uri = query.Length == 0 ? $"{way.Root}{path}" : $"{way.Root}{path}?{query}";
        var request = new MemberRequest(this, method, new Uri(uri))
        {
            Version = http2 ? Http2 : Http11,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.Host = _authority;
        if (Connection.BearerToken is { Length: > 0 } token) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        if (identity.IsPlatform) return request;
        request.Headers.TryAddWithoutValidation("Impersonate-User", identity.User);
        if (identity.Groups.Count > 0) request.Headers.TryAddWithoutValidation("Impersonate-Group", string.Join(HeaderLines.Separator, identity.Groups));
        return request;
    }

    private static string AgentOf(KubeIdentity identity) => identity.OnBehalfOf.Length == 0 ? Agent : $"{Agent} (for {Uri.EscapeDataString(identity.OnBehalfOf)})";

    private sealed class Slot(SemaphoreSlim slots) : IDisposable
    {
        private SemaphoreSlim? _slots = slots;

        public void Dispose() => Interlocked.Exchange(ref _slots, null)?.Release();
    }
}
