using System.Text.Json.Serialization;
using Kpanda.Resources.Shapes;

namespace Kpanda.Workloads.Shapes;

internal sealed record Probe
{
    public int FailureThreshold { get; init; }

    public int PeriodSeconds { get; init; }

    public int SuccessThreshold { get; init; }

    public int TimeoutSeconds { get; init; }

    public int InitialDelaySeconds { get; init; }

    public long TerminationGracePeriodSeconds { get; init; }

    public HTTPGetAction? HttpGet { get; init; }

    public ExecAction? Exec { get; init; }

    public TCPSocketAction? TcpSocket { get; init; }
}

internal sealed record Lifecycle
{
    [JsonPropertyName("PostStart")]
    public Handler? PostStart { get; init; }

    public Handler? PreStop { get; init; }
}

internal sealed record Handler
{
    public ExecAction? Exec { get; init; }

    public HTTPGetAction? HttpGet { get; init; }

    [JsonPropertyName("TCPSocket")]
    public TCPSocketAction? TcpSocket { get; init; }
}

internal sealed record ExecAction(IReadOnlyList<string>? Command);

internal sealed record HTTPGetAction
{
    public string? Path { get; init; }

    [JsonConverter(typeof(IntOrString))]
    public string? Port { get; init; }

    public string? Host { get; init; }

    public string? Scheme { get; init; }
}

internal sealed record TCPSocketAction
{
    /// <summary>A number in the published API: a port given by name is 0 here, and to be read from the object's JSON.</summary>
    [JsonConverter(typeof(PortNumber))]
    public int Port { get; init; }

    public string? Host { get; init; }
}
