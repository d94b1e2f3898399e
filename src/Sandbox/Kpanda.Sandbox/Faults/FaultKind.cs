namespace Kpanda.Sandbox.Faults;

/// <summary>What can be wrong with an API server.</summary>
public enum FaultKind
{
    /// <summary>Connections are cut before an answer.</summary>
    CutOff,

    /// <summary>Requests are taken and never answered.</summary>
    Frozen,

    /// <summary>Answers come late.</summary>
    Slow,

    /// <summary>By turns here and cut off.</summary>
    Flapping,

    /// <summary>429 with <c>Retry-After</c>.</summary>
    TooManyRequests,

    /// <summary>Answers of the 500s.</summary>
    Errors,

    /// <summary>Watches are told that their version is too old, and must list anew.</summary>
    ExpiredWatches,
}
