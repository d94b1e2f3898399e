namespace Kpanda.Kube.Transport;

/// <summary>Limits of one member's connections: the manager is never the load, and a hostile member costs bounded time and memory.</summary>
public sealed record TransportOptions
{
    /// <summary>The usual limits.</summary>
    public static TransportOptions Default { get; } = new();

    /// <summary>Time to make a connection, and again for its TLS handshake.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time from the request to the headers of the answer.</summary>
    public TimeSpan HeaderTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time from a forwarded request, its body included, to the headers of the answer: a little more than an API server gives itself.</summary>
    public TimeSpan ForwardTimeout { get; init; } = TimeSpan.FromSeconds(65);

    /// <summary>Time for a whole answer that is not a stream; a page of a list included.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether HTTP/2 is offered; a member without it is spoken to in HTTP/1.1 in any case.</summary>
    public bool Http2 { get; init; } = true;

    /// <summary>A silent HTTP/2 connection of calls is asked for a sign of life after this time.</summary>
    public TimeSpan PingAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Without a sign of life for this long it is dead.</summary>
    public TimeSpan PingTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A silent HTTP/2 connection of streams is asked for a sign of life after this time; beside streams in HTTP/1.1 a question is asked half as often. HTTP/2 looks once a second, so a little more than
    /// one means every second look: with a thousand quiet clusters the questions are much of what the platform does.
    /// </summary>
    public TimeSpan StreamPingAfter { get; init; } = TimeSpan.FromSeconds(1.4);

    /// <summary>Without a sign of life for this long it is dead, and its streams begin anew. HTTP/2 looks once a second, so this means two.</summary>
    public TimeSpan StreamPingTimeout { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>
    /// Bytes of one answer in HTTP/2 that a member may send ahead of its reader: so much memory costs a call that is not read on. The programs of the product switch off that the HTTP stack lets
    /// windows grow (<c>System.Net.SocketsHttpHandler.Http2FlowControl.DisableDynamicWindowSizing</c>), to 16 MiB otherwise.
    /// </summary>
    public int CallWindowBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>The same for one stream, of which many are open for long.</summary>
    public int StreamWindowBytes { get; init; } = 512 * 1024;

    /// <summary>Largest single object in bytes.</summary>
    public int MaxObjectBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Largest page of a list in bytes.</summary>
    public long MaxPageBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Calls under way at once, streams not counted; more wait their turn.</summary>
    public int MaxCalls { get; init; } = 32;

    /// <summary>Streams (watches, logs) open at once; more are refused.</summary>
    public int MaxStreams { get; init; } = 1024;

    /// <summary>Calls and streams begun a second, on the long run; more wait their turn.</summary>
    public int CallsPerSecond { get; init; } = 100;

    /// <summary>Calls that may come at once after a quiet time.</summary>
    public int Burst { get; init; } = 200;

    /// <summary>Attempts of a call that may be repeated.</summary>
    public int Attempts { get; init; } = 3;
}
