namespace Kpanda.Kube.Transport;

/// <summary>One request to a member, ready to be sent as often as needed.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Checked path.</param>
internal sealed record MemberCall(HttpMethod Method, KubePath Path)
{
    /// <summary>Query without the question mark, escaped; empty for none.</summary>
    public string Query { get; init; } = "";

    /// <summary>Value of <c>Accept</c>.</summary>
    public string Accept { get; init; } = "application/json";

    /// <summary>The version (<c>ETag</c>) that is known: the member answers 304 where it is still the one. Empty for none.</summary>
    public string KnownTag { get; init; } = "";

    /// <summary>Body; empty for none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Media type of the body.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Whether sending it twice does no more than sending it once.</summary>
    public bool Repeatable => Method == HttpMethod.Get || Method == HttpMethod.Head;

    /// <summary>Whether the answer has to be JSON.</summary>
    public bool WantsJson => Accept.StartsWith("application/json", StringComparison.Ordinal);
}
