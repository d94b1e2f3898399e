namespace Kpanda.Gateway.Logs;

/// <summary>What is to be in the file, as in <see cref="LogRequest"/>.</summary>
/// <param name="Cluster">Name of the cluster.</param>
/// <param name="Namespace">Namespace of the pods.</param>
/// <param name="Pod">Name of the pod.</param>
/// <param name="Group">API group of the workload; empty for any.</param>
/// <param name="Kind">Kind of the workload, such as <c>Deployment</c>.</param>
/// <param name="Name">Name of the workload.</param>
/// <param name="Selector">Label selector of the pods.</param>
/// <param name="Container">Containers that are wanted; none for all.</param>
/// <param name="Previous">The run before the present one.</param>
/// <param name="Timestamps">Whether each line begins with its time.</param>
/// <param name="SinceSeconds">Seconds back from now.</param>
/// <param name="SinceTime">Lines from this moment on.</param>
/// <param name="Until">Lines up to this moment.</param>
/// <param name="TailLines">The last lines of each container.</param>
internal sealed record LogDownloadParameters(
    string? Cluster,
    string? Namespace,
    string? Pod,
    string? Group,
    string? Kind,
    string? Name,
    string? Selector,
    string[]? Container,
    bool? Previous,
    bool? Timestamps,
    int? SinceSeconds,
    DateTimeOffset? SinceTime,
    DateTimeOffset? Until,
    int? TailLines)
{
    /// <summary>The same as the socket is asked.</summary>
    public LogRequest ToRequest() => new()
    {
        Cluster = Cluster,
        Namespace = Namespace,
        Pod = Pod,
        Group = Group,
        Kind = Kind,
        Name = Name,
        Selector = Selector,
        Containers = Container,
        Previous = Previous ?? false,
        SinceSeconds = SinceSeconds,
        SinceTime = SinceTime,
        Until = Until,
        TailLines = TailLines,
    };
}
