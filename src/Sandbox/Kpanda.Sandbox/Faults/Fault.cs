using System.Text.Json.Serialization;

namespace Kpanda.Sandbox.Faults;

/// <summary>
/// Something that is wrong with a cluster's API server, for as long as it is set. <see cref="Kind"/> says what; the other fields say more about some of them.
/// </summary>
public sealed record Fault
{
    /// <summary>What is wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>Every how many requests it strikes: 1 for each, 3 for every third.</summary>
    public int Every { get; init; } = 1;

    /// <summary>How many seconds a slow answer takes longer, a client is told to wait, or a flapping server is here and gone.</summary>
    public double Seconds { get; init; } = 1;

    /// <summary>The code of <see cref="FaultKind.Errors"/>: 500 to 599.</summary>
    public int Code { get; init; } = 503;

    /// <summary>What stands against it, in words; null where it can be.</summary>
    [JsonIgnore]
    public string? Problem =>
        Every is < 1 or > 1000 ? "every must be 1 to 1000"
        : Seconds is < 0 or > 3600 ? "seconds must be 0 to 3600"
        : Kind == FaultKind.Flapping && Seconds < 0.1 ? "seconds must be at least 0.1 for a server that flaps"
        : Code is < 500 or > 599 ? "code must be 500 to 599"
        : null;
}
