using Kpanda.Hosting.Errors;

namespace Kpanda.Gateway.Logs;

/// <summary>
/// Asks for logs: the first message of the socket, or the query of a download. Of one pod (<see cref="Pod"/>), of all pods that a workload owns at any depth (<see cref="Kind"/> and
/// <see cref="Name"/>), or of those that a label selector picks (<see cref="Selector"/>).
/// </summary>
internal sealed record LogRequest
{
    /// <summary>Name of the cluster.</summary>
    public string? Cluster { get; init; }

    /// <summary>Namespace of the pods.</summary>
    public string? Namespace { get; init; }

    /// <summary>Name of the pod.</summary>
    public string? Pod { get; init; }

    /// <summary>API group of the workload; empty for any.</summary>
    public string? Group { get; init; }

    /// <summary>Kind of the workload, such as <c>Deployment</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>Name of the workload.</summary>
    public string? Name { get; init; }

    /// <summary>Label selector of the pods.</summary>
    public string? Selector { get; init; }

    /// <summary>Containers that are wanted; empty for all of each pod.</summary>
    public string[]? Containers { get; init; }

    /// <summary>The run before the present one; it is not followed.</summary>
    public bool Previous { get; init; }

    /// <summary>Whether it goes on with what is written later.</summary>
    public bool Follow { get; init; }

    /// <summary>Seconds back from now.</summary>
    public int? SinceSeconds { get; init; }

    /// <summary>Lines from this moment on.</summary>
    public DateTimeOffset? SinceTime { get; init; }

    /// <summary>Lines up to this moment; it is not followed then.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The last lines of each container.</summary>
    public int? TailLines { get; init; }

    /// <summary>A page that comes back: for <c>pod/container</c> the time of the last line that it has, as it was told.</summary>
    public Dictionary<string, string>? After { get; init; }

    /// <summary>How much of what was sent the page has drawn, in bytes as the batches count them; set in later messages only.</summary>
    public long Drawn { get; init; }
}

/// <summary>A container whose lines follow, under this number.</summary>
/// <param name="Id">Number of the source.</param>
/// <param name="Pod">Name of the pod.</param>
/// <param name="Container">Name of the container.</param>
internal sealed record LogSourceShape(int Id, string Pod, string Container);

/// <summary>The log is over.</summary>
/// <param name="Reason"><c>done</c>, <c>refused</c>, <c>rights</c>, <c>session</c>, <c>stopping</c>.</param>
/// <param name="Message">Words for a person, in their language; empty where the reason says it all.</param>
internal sealed record LogEnded(string Reason, string Message)
{
    /// <summary>The error behind it, for an answer that is not told in words; null for none.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Error? Failure { get; init; }

    /// <summary>Tells the messages of the server apart.</summary>
    public string Type => "ended";
}
