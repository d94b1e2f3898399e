namespace Kpanda.Resources.Shapes;

/// <summary><c>typesCondition</c> of the published API. Its times stay as the member wrote them (RFC 3339).</summary>
[PublishedName("typesCondition")]
public sealed record Condition
{
    /// <summary>When the status changed last.</summary>
    public string? LastTransitionTime { get; init; }

    /// <summary>When the condition was looked at last.</summary>
    public string? LastUpdateTime { get; init; }

    /// <summary>Words for a person.</summary>
    public string? Message { get; init; }

    /// <summary>Machine word.</summary>
    public string? Reason { get; init; }

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>What the condition speaks of.</summary>
    public string Type { get; init; } = "";
}
