namespace Kpanda.Kube.Forward;

/// <summary>A person's own request to a member: what was authorised, never what they wrote. The headers are an allow-list's; who asks is added below.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">The checked path.</param>
public sealed record ForwardRequest(HttpMethod Method, KubePath Path)
{
    /// <summary>Query without the question mark, escaped; empty for none.</summary>
    public string Query { get; init; } = "";

    /// <summary>Headers that go out as they are. Those that say who asks, or how the connection is used, are not for the caller to set.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body, read while it is sent; null for none.</summary>
    public HttpContent? Body { get; init; }

    /// <summary>Whether the answer is read for long: such calls go over connections that are watched for signs of life.</summary>
    public bool IsStream { get; init; }

    /// <summary>The protocol to switch to (<c>websocket</c>, <c>SPDY/3.1</c>); empty for none.</summary>
    public string Upgrade { get; init; } = "";
}
