namespace Kpanda.Kube.Reflect;

/// <summary>What a <see cref="ResourceReflector"/> follows, and how patiently.</summary>
public sealed record ReflectorOptions
{
    /// <summary>Everything, with the usual patience.</summary>
    public static ReflectorOptions Default { get; } = new();

    /// <summary>Only this namespace; null for all.</summary>
    public string? Namespace { get; init; }

    /// <summary>Label selector in query form.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Field selector in query form.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>Objects of a page.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>The member is asked to end a watch after this time (and up to as much again, so that not all end together).</summary>
    public TimeSpan WatchFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A watch that outlives its time by this much is dead and is replaced.</summary>
    public TimeSpan Overdue { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The first wait after a failure; doubles, with jitter.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait. A sign of life of the member ends any wait early.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait of the one reflector that looks whether a member that is away is back; its answer wakes the others.</summary>
    public TimeSpan ScoutEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A watch without a byte for this long is dead and is replaced: members send a bookmark about every minute.</summary>
    public TimeSpan SilentFor { get; init; } = TimeSpan.FromSeconds(150);

    /// <summary>Whether the first objects are asked for as events (<c>sendInitialEvents</c>) where the member serves that, which costs it less than a list.</summary>
    public bool WatchList { get; init; } = true;

    /// <summary>A member that is silent for this long before it has said that these were all objects does not know watch-lists: it is asked for a list.</summary>
    public TimeSpan InitialSilence { get; init; } = TimeSpan.FromSeconds(10);
}
